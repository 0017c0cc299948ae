// The main job on real input: a ConfigMap, seven replicas and a node port become a web site that survives the loss of
// a Pod.
import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from '../../preload/contract/requests.ts';
import type { Cluster } from './cluster.ts';
import type { JournalRecord } from './kernel/journal.ts';
import { SECOND } from './kernel/time.ts';
import { apply, runFor, runningCluster } from './testing/clusters.ts';

const manifest = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: site.conf
data:
  default.conf: |
    server { listen 80; root /usr/share/nginx/html; }
---
apiVersion: v1
kind: ReplicationController
metadata:
  name: site
spec:
  replicas: 7
  template:
    metadata:
      labels: {apps: web}
    spec:
      volumes:
      - name: conf
        configMap: {name: site.conf}
      containers:
      - name: web
        image: registry.example.com/web/nginx:1.25.1-alpine
        volumeMounts:
        - {name: conf, mountPath: /etc/nginx/conf.d}
---
apiVersion: v1
kind: Service
metadata:
  name: site
spec:
  type: NodePort
  selector: {apps: web}
  ports:
  - port: 8888
    targetPort: 80
`;

const pods = (cluster: Cluster) =>
  [...cluster.server.store.all('pods')].filter((pod) => pod.metadata?.labels?.['apps'] === 'web');
const running = (cluster: Cluster) =>
  pods(cluster).filter((pod) => pod.status?.phase === 'Running' && !pod.metadata?.deletionTimestamp);
const nodePortOf = (cluster: Cluster) => {
  const service = cluster.server.get('services', 'default', 'site');
  return service.ok ? (service.object.spec?.ports?.[0]?.nodePort ?? 0) : 0;
};

type Finished = FinishedRequest & JournalRecord & { readonly type: 'request-finished' };
const isFinished = (record: JournalRecord): record is Finished => record.type === 'request-finished';

function startedSite(seed: number): Cluster {
  const cluster = runningCluster(seed);
  expect(apply(cluster, manifest)).toMatchObject({ ok: true });
  runFor(cluster, 30);
  return cluster;
}

describe.each([1, 2, 3])('the first chapter, seed %i', (seed) => {
  it('runs seven Pods on the two workers behind a node port of the range', () => {
    const cluster = startedSite(seed);
    expect(running(cluster)).toHaveLength(7);
    const nodes = running(cluster).map((pod) => pod.spec?.nodeName);
    expect(new Set(nodes)).toEqual(new Set(['worker232', 'worker233']));
    expect(nodePortOf(cluster)).toBeGreaterThanOrEqual(30000);
    expect(nodePortOf(cluster)).toBeLessThanOrEqual(32767);
  });

  it('answers on all three nodes, spread over all Pods', () => {
    const cluster = startedSite(seed);
    const port = String(nodePortOf(cluster));
    const requests = runFor(cluster, 60).filter(isFinished);
    expect(requests.length).toBeGreaterThan(300);
    expect(requests.filter(({ outcome, httpStatus }) => outcome !== 'answered' || httpStatus !== 200)).toEqual([]);
    const destinations = new Set(requests.map(({ destination }) => destination));
    expect(destinations).toEqual(new Set(['10.0.0.231', '10.0.0.232', '10.0.0.233'].map((ip) => `${ip}:${port}`)));
    const shares = new Map<string, number>();
    for (const { podUid = '' } of requests) shares.set(podUid, (shares.get(podUid) ?? 0) + 1);
    expect(shares.size).toBe(7);
    for (const share of shares.values()) expect(share).toBeGreaterThan(requests.length / 7 / 2.5);
  });

  it('replaces a killed Pod within seconds, and nothing is sent to it once the rules are written', () => {
    const cluster = startedSite(seed);
    const victim = running(cluster)[3];
    const { name = '', uid = '' } = victim?.metadata ?? {};
    const killedAt = cluster.now;
    const request = { verb: 'delete', resource: 'pods', namespace: 'default', name } as const;
    expect(cluster.submit({ type: 'request', request })).toMatchObject({ ok: true });
    const records = runFor(cluster, 20);
    expect(running(cluster)).toHaveLength(7);
    const endpoints = cluster.server.get('endpoints', 'default', 'site');
    const addresses = endpoints.ok ? (endpoints.object.subsets?.[0]?.addresses ?? []) : [];
    expect(addresses.map(({ targetRef }) => targetRef?.name)).not.toContain(name);
    expect(addresses).toHaveLength(7);
    const replaced = records.find(
      (record) => record.type === 'container-started' && record.pod !== name && record.namespace === 'default',
    );
    expect((replaced?.t ?? Infinity) - killedAt).toBeLessThan(10 * SECOND);
    for (const [node, t] of lastSyncs(records, 'default/site')) {
      const late = records
        .filter(isFinished)
        .filter((record) => record.hops[1]?.id === node && record.sentUs > t && record.podUid === uid);
      expect(late, `requests through ${node} after ${String(t)}`).toEqual([]);
    }
    expect([...lastSyncs(records, 'default/site').keys()].sort()).toEqual(['master231', 'worker232', 'worker233']);
  });
});

/** When each node's rules were first written after the Pod left the Service. */
function lastSyncs(records: readonly JournalRecord[], service: string): Map<string, number> {
  const syncs = new Map<string, number>();
  for (const record of records) {
    if (record.type !== 'rules-synced' || syncs.has(record.node)) continue;
    if (record.changed.some((port) => port.startsWith(service))) syncs.set(record.node, record.t);
  }
  return syncs;
}
