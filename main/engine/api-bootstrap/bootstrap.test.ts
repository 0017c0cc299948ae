import { expect, test } from 'vitest';
import { KindsServer } from '../kinds/testing/server.ts';
import { bootstrapApi } from './bootstrap.ts';

test('a new API server has namespaces, classes, roles and a Service for itself', () => {
  const { server } = new KindsServer();
  bootstrapApi(server, '10.0.0.1');
  const names = (resource: 'namespaces' | 'priorityclasses') =>
    [...server.store.all(resource)].map(({ metadata }) => metadata?.name).sort();
  expect(names('namespaces')).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
  expect(names('priorityclasses')).toEqual(['system-cluster-critical', 'system-node-critical']);
  expect(server.get('clusterroles', '', 'view').ok).toBe(true);
  expect(server.get('clusterrolebindings', '', 'cluster-admin')).toMatchObject({
    object: { subjects: [{ kind: 'Group', name: 'system:masters' }] },
  });
  expect(server.get('clusterroles', '', 'edit')).toMatchObject({
    object: {
      metadata: { labels: { 'rbac.authorization.k8s.io/aggregate-to-admin': 'true' } },
      aggregationRule: {
        clusterRoleSelectors: [{ matchLabels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } }],
      },
    },
  });
  expect(server.get('clusterroles', '', 'system:controller:root-ca-cert-publisher')).toMatchObject({
    object: { rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'update'] }, {}] },
  });
  expect(server.get('rolebindings', 'kube-system', 'system::leader-locking-kube-scheduler').ok).toBe(true);
  const before = server.store.revision;
  bootstrapApi(server, '10.0.0.1');
  expect(server.store.revision).toBe(before);
});
