// What is exported of a cluster, applied to an empty one, comes to the same.
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { runFor, runningCluster } from '../../engine/testing/clusters.ts';
import { cleanManifests } from './clean-manifests.ts';
import { everything, shopCluster } from './testing/dumped-cluster.ts';

const titles = (objects: readonly KubeObject[]) =>
  objects.map(({ kind, metadata }) => `${kind ?? ''}/${metadata?.name ?? ''}`);

describe('clean manifests', () => {
  const first = shopCluster();
  const manifests = cleanManifests(everything(first));

  it('hold what a person has made, and no more', () => {
    expect(titles(manifests)).toEqual([
      'Namespace/shop',
      'ServiceAccount/till',
      'Role/reader',
      'Secret/login',
      'ConfigMap/settings',
      'PersistentVolume/disk',
      'PersistentVolumeClaim/data',
      'Service/web',
      'Ingress/front',
      'Deployment/web',
      'Job/once',
      'Pod/lone',
    ]);
  });

  it('say of each what was wanted, without defaults and what the cluster has made of it', () => {
    expect(manifests.find(({ kind }) => kind === 'Deployment')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', annotations: { note: 'ours' } },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            serviceAccountName: 'till',
            containers: [
              {
                name: 'web',
                image: 'nginx:1.27',
                ports: [{ containerPort: 80 }],
                env: [
                  { name: 'DATABASE', value: 'mysql://web.shop.svc:3306/orders' },
                  { name: 'OWNER', value: 'Alice Example' },
                ],
                envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'login' } }],
                readinessProbe: { httpGet: { port: 80 } },
              },
            ],
          },
        },
      },
    });
    expect(manifests.find(({ kind }) => kind === 'Pod')).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lone', namespace: 'shop' },
      spec: { containers: [{ name: 'main', image: 'busybox:1.36', command: ['sleep', '3600'] }] },
    });
    expect(manifests.find(({ kind }) => kind === 'Service')).toMatchObject({
      spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, nodePort: 30123 }] },
    });
  });

  it('come to the same in an empty cluster', () => {
    const second = runningCluster(2);
    const [space, ...others] = manifests;
    for (const documents of [[space!], others]) {
      const result = second.submit({ type: 'apply', documents, namespace: 'default' });
      expect(result).toMatchObject({ ok: true });
      runFor(second, 20);
    }
    expect(cleanManifests(everything(second))).toEqual(manifests);
    const running = everything(second).filter(({ kind, metadata }) => kind === 'Pod' && metadata?.namespace === 'shop');
    expect(running).toHaveLength(4);
  });

  it('can be those of one namespace', () => {
    expect(titles(cleanManifests(everything(first), { namespace: 'shop' }))).not.toContain('PersistentVolume/disk');
    expect(cleanManifests(everything(first), { namespace: 'default' })).toEqual([]);
  });
});
