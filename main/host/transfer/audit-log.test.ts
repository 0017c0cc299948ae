import { describe, expect, it } from 'vitest';
import { apply, runFor, runningCluster } from '../../engine/testing/clusters.ts';
import { auditEvents } from './audit-log.ts';
import { eventHistory } from './event-history.ts';

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: 'nginx:1.27'}]}
`;

describe('the history of a cluster', () => {
  const cluster = runningCluster(1);
  cluster.takeRecords();
  apply(cluster, deployment);
  const user = { name: 'jane', groups: ['devs'] };
  const request = (name: string) => ({ verb: 'delete', resource: 'pods', namespace: 'default', name }) as const;
  cluster.submit({ type: 'request', request: request('nobody'), user }, 'kubectl');
  const records = runFor(cluster, 20);
  const pod =
    records.flatMap((record) => ('resource' in record && record.resource === 'pods' ? [record.name] : []))[0] ?? '';
  cluster.submit({ type: 'request', request: request(pod) }, 'kubectl');
  records.push(...runFor(cluster, 40));
  const events = [...auditEvents(records)];
  const verbsOf = (username: string) =>
    events
      .filter((event) => event.user.username === username && event.objectRef.namespace === 'default')
      .map(({ verb, objectRef: { resource, subresource } }) => [verb, resource, subresource].filter(Boolean).join(' '));

  it('says of every change who made it, as whom they are known', () => {
    expect(verbsOf('system:kube-scheduler')).toContain('create pods binding');
    expect(verbsOf('system:serviceaccount:kube-system:deployment-controller')).toEqual(
      expect.arrayContaining(['create replicasets', 'update deployments status']),
    );
    expect(verbsOf('system:node:worker232').concat(verbsOf('system:node:worker233'))).toEqual(
      expect.arrayContaining(['update pods status', 'delete pods']),
    );
    expect(verbsOf('kubernetes-admin')).toEqual(['create deployments', 'delete pods']);
  });

  it('tells of a request that changed nothing that it came', () => {
    const [refused] = events.filter((event) => event.user.username === 'jane');
    expect(refused).toMatchObject({
      stage: 'RequestReceived',
      verb: 'delete',
      user: { groups: ['devs'] },
      userAgent: 'kubectl',
      requestURI: '/api/v1/namespaces/default/pods/nobody',
      objectRef: { resource: 'pods', namespace: 'default', name: 'nobody' },
    });
    expect(refused).not.toHaveProperty('responseStatus');
  });

  it('is in order, each event whole and known by an id of its own', () => {
    expect(new Set(events.map(({ auditID }) => auditID)).size).toBe(events.length);
    const times = events.map(({ stageTimestamp }) => stageTimestamp);
    expect(times).toEqual([...times].sort());
    for (const event of events) {
      expect(event).toMatchObject({ kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'Metadata' });
      expect(event.auditID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
      if (event.stage === 'ResponseComplete')
        expect(event.responseStatus?.code).toBe(event.verb === 'create' ? 201 : 200);
    }
  });

  it('is that of one namespace, too', () => {
    const some = [...auditEvents(records, 'kube-node-lease')];
    expect(some.length).toBeGreaterThan(0);
    expect(some.every(({ objectRef }) => objectRef.namespace === 'kube-node-lease')).toBe(true);
  });

  it('has all its Events, each once and as it was last', () => {
    const { kind, items } = eventHistory(records, 'default');
    expect(kind).toBe('EventList');
    expect(new Set(items.map(({ metadata }) => metadata?.uid)).size).toBe(items.length);
    expect(items.map((event) => ('reason' in event ? event.reason : ''))).toEqual(
      expect.arrayContaining(['ScalingReplicaSet', 'SuccessfulCreate', 'Scheduled', 'Killing']),
    );
  });
});
