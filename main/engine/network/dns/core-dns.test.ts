import { expect, test } from 'vitest';
import { apply, reborn, runFor, runningCluster } from '../../testing/clusters.ts';
import type { Cluster } from '../../cluster.ts';
import { CoreDns } from './core-dns.ts';
import type { RecordType } from './message.ts';
import { NameServers } from './name-servers.ts';
import { query } from './query.ts';

const SERVER = '10.200.0.10';

const MANIFEST = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 8888, targetPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: nodes}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {clusterIP: None, selector: {app: nobody}, ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: elsewhere}
spec: {type: ExternalName, externalName: web.default.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata: {name: far}
spec: {type: ExternalName, externalName: shop.example.com}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: nodes
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27', ports: [{containerPort: 80}]}]}
`;

function withNames(): Cluster {
  const cluster = runningCluster();
  expect(apply(cluster, MANIFEST)).toMatchObject({ ok: true });
  runFor(cluster, 30);
  return cluster;
}

function ask(cluster: Cluster, name: string, type: RecordType = 'A', server = SERVER) {
  const random = cluster.kernel.random('test');
  const from = { kind: 'node', node: 'worker233' } as const;
  return query(
    cluster.network,
    { question: { name, type }, client: 'test', from, server },
    { random, now: cluster.now },
  );
}

function told(cluster: Cluster, name: string, type: RecordType = 'A') {
  const result = ask(cluster, name, type);
  if (result.kind !== 'replied') throw new Error(result.kind);
  return [result.reply.code, ...result.reply.answers.map((record) => `${record.type} ${record.data}`)];
}

function podIp(cluster: Cluster, name: string): string {
  const found = cluster.server.get('pods', 'default', name);
  return (found.ok && found.object.status?.podIP) || '';
}

function restart(cluster: Cluster, replicas: number): void {
  const found = cluster.server.get('deployments', 'kube-system', 'coredns');
  if (!found.ok) throw new Error(found.status.message);
  const { object } = found;
  const spec = { ...object.spec!, replicas };
  expect(cluster.server.update('deployments', { ...object, spec }, { actor: 'test' }).ok).toBe(true);
  runFor(cluster, 40);
}

test('names of Services, endpoints and Pods lead to their addresses', () => {
  const cluster = withNames();
  const web = cluster.server.get('services', 'default', 'web');
  const ip = (web.ok && web.object.spec?.clusterIP) || '';
  const first = podIp(cluster, 'db-0');
  const dashed = first.replaceAll('.', '-');
  expect(told(cluster, 'web.default.svc.cluster.local')).toEqual(['NOERROR', `A ${ip}`]);
  expect(told(cluster, 'Web.Default.svc.Cluster.local')).toEqual(['NOERROR', `A ${ip}`]);
  expect(told(cluster, 'nodes.default.svc.cluster.local').sort()).toEqual(
    [`A ${first}`, `A ${podIp(cluster, 'db-1')}`, 'NOERROR'].sort(),
  );
  expect(told(cluster, 'db-0.nodes.default.svc.cluster.local')).toEqual(['NOERROR', `A ${first}`]);
  expect(told(cluster, 'elsewhere.default.svc.cluster.local')).toEqual([
    'NOERROR',
    'CNAME web.default.svc.cluster.local',
    `A ${ip}`,
  ]);
  expect(told(cluster, 'far.default.svc.cluster.local')).toEqual(['NOERROR', 'CNAME shop.example.com']);
  expect(told(cluster, `${dashed}.default.pod.cluster.local`)).toEqual(['NOERROR', `A ${first}`]);
  expect(told(cluster, `${dashed}.web.default.svc.cluster.local`)).toEqual(['NOERROR', `A ${first}`]);
});

test('services are told with their ports, and addresses with their names', () => {
  const cluster = withNames();
  expect(told(cluster, '_http._tcp.web.default.svc.cluster.local', 'SRV')).toEqual([
    'NOERROR',
    'SRV 0 100 8888 web.default.svc.cluster.local',
  ]);
  expect(told(cluster, '_http._tcp.nodes.default.svc.cluster.local', 'SRV').sort()).toEqual([
    'NOERROR',
    'SRV 0 50 80 db-0.nodes.default.svc.cluster.local',
    'SRV 0 50 80 db-1.nodes.default.svc.cluster.local',
  ]);
  expect(told(cluster, '_http._udp.web.default.svc.cluster.local', 'SRV')).toEqual(['NXDOMAIN']);
  expect(told(cluster, '1.0.200.10.in-addr.arpa', 'PTR')).toEqual([
    'NOERROR',
    'PTR kubernetes.default.svc.cluster.local',
  ]);
  const reverse = podIp(cluster, 'db-1').split('.').reverse().join('.');
  expect(told(cluster, `${reverse}.in-addr.arpa`, 'PTR')).toEqual([
    'NOERROR',
    'PTR db-1.nodes.default.svc.cluster.local',
  ]);
  expect(told(cluster, '9.9.9.9.in-addr.arpa', 'PTR')).toEqual(['NXDOMAIN']);
});

test.each([
  ['nothing.default.svc.cluster.local', ['NXDOMAIN']],
  ['web.nowhere.svc.cluster.local', ['NXDOMAIN']],
  ['empty.default.svc.cluster.local', ['NXDOMAIN']],
  ['web.default', ['NXDOMAIN']],
  ['default.svc.cluster.local', ['NOERROR']],
  ['nowhere.svc.cluster.local', ['NXDOMAIN']],
  ['svc.cluster.local', ['NOERROR']],
  ['300-1-1-1.default.pod.cluster.local', ['NXDOMAIN']],
  ['www.example.com', ['NXDOMAIN']],
])('of %s is told %j', (name, expected) => {
  expect(told(withNames(), name)).toEqual(expected);
});

test('a question of a kind that the name does not answer is answered with nothing', () => {
  expect(told(withNames(), 'web.default.svc.cluster.local', 'AAAA')).toEqual(['NOERROR']);
});

test('without a ready server the rules refuse the question, and with one again it is answered', () => {
  const cluster = withNames();
  restart(cluster, 0);
  expect(ask(cluster, 'web.default.svc.cluster.local')).toMatchObject({
    kind: 'refused',
    why: 'kube-system/kube-dns:dns has no endpoints',
  });
  restart(cluster, 1);
  expect(told(cluster, 'kubernetes.default.svc.cluster.local')).toEqual(['NOERROR', 'A 10.200.0.1']);
});

test('where no server is, nothing comes back or the question is refused', () => {
  const cluster = runningCluster();
  expect(ask(cluster, 'web.default.svc.cluster.local', 'A', '10.9.9.9')).toMatchObject({ kind: 'silent' });
  expect(ask(cluster, 'web.default.svc.cluster.local', 'A', '10.0.0.231')).toMatchObject({ kind: 'refused' });
});

test('a server whose machine is off does not answer', () => {
  const cluster = withNames();
  for (const node of ['master231', 'worker232']) cluster.submit({ type: 'node-power', node, on: false });
  expect(ask(cluster, 'web.default.svc.cluster.local')).toMatchObject({ kind: 'silent' });
});

test('what the API server cannot tell is answered from memory', () => {
  const cluster = withNames();
  cluster.submit({ type: 'kill-container', namespace: 'kube-system', pod: 'etcd-master231', container: 'etcd' });
  cluster.submit({
    type: 'kill-container',
    namespace: 'kube-system',
    pod: 'kube-apiserver-master231',
    container: 'kube-apiserver',
  });
  expect(told(cluster, 'kubernetes.default.svc.cluster.local')).toEqual(['NOERROR', 'A 10.200.0.1']);
});

test('it is ready once it knows the cluster, and well all the while', () => {
  const cluster = withNames();
  const server = [...cluster.kernel.actors.values()].find((actor) => actor instanceof CoreDns)!;
  const ask = (port: number, path: string) => server.serve(port, { method: 'GET', path, host: '' })?.response;
  expect(ask(8181, '/ready')).toMatchObject({ status: 200, body: 'OK' });
  expect(ask(8080, '/health')).toMatchObject({ status: 200, body: 'OK' });
  expect(ask(9153, '/metrics')).toBeUndefined();
  const place = { node: 'worker232', namespace: 'kube-system', pod: 'new', podUid: 'new', container: 'coredns' };
  const fresh = new CoreDns(cluster.kernel, cluster.server, new NameServers(), place);
  expect(fresh.serve(8181, { method: 'GET', path: '/ready', host: '' })?.response).toMatchObject({ status: 503 });
  expect(fresh.answer({ name: 'kubernetes.default.svc.cluster.local', type: 'A' })).toBeUndefined();
});

test('saved and restored it answers the same', () => {
  const cluster = withNames();
  const again = reborn(cluster);
  for (const name of [
    'nodes.default.svc.cluster.local',
    'web.default.svc.cluster.local',
    'none.default.svc.cluster.local',
  ])
    expect(told(again, name)).toEqual(told(cluster, name));
  expect(again.hash()).toBe(cluster.hash());
});

function writeCorefile(cluster: Cluster, corefile: string): void {
  const found = cluster.server.get('configmaps', 'kube-system', 'coredns');
  if (!found.ok) throw new Error(found.status.message);
  const written = cluster.server.update(
    'configmaps',
    { ...found.object, data: { Corefile: corefile } },
    { actor: 'test' },
  );
  if (!written.ok) throw new Error(written.status.message);
}

function logOf(records: ReturnType<typeof runFor>): string {
  return records
    .flatMap((record) => (record.type === 'log-written' && record.pod.startsWith('coredns') ? [record.text] : []))
    .join('\n');
}

test('a changed Corefile is read again while it runs, and one that is none leaves the old one in force', () => {
  const cluster = withNames();
  writeCorefile(
    cluster,
    '.:53 {\n  log\n  hosts {\n    10.1.2.3 db.shop\n    fallthrough\n  }\n  kubernetes my.zone {\n    ttl 9\n  }\n  reload\n}\n',
  );
  const log = logOf(runFor(cluster, 31));
  expect(log).toContain('[INFO] Reloading\n[INFO] plugin/reload: Running configuration SHA512 = ');
  expect(log).toContain('[INFO] Reloading complete');
  expect(ask(cluster, 'db.shop')).toMatchObject({ reply: { answers: [{ data: '10.1.2.3', ttlSeconds: 3_600 }] } });
  expect(ask(cluster, 'web.default.svc.my.zone')).toMatchObject({ reply: { answers: [{ ttlSeconds: 9 }] } });
  expect(ask(cluster, 'web.default.svc.cluster.local')).toMatchObject({ reply: { code: 'SERVFAIL' } });
  expect(logOf(cluster.takeRecords())).toMatch(
    /\[INFO\] 10\.0\.0\.233:\d+ - \d+ "A IN web\.default\.svc\.my\.zone\. udp 41 false 512" NOERROR qr,aa,rd 80 0\.000\d+s/,
  );
  writeCorefile(cluster, '.:53 {\n  nonsense\n}\n');
  const refused =
    "[ERROR] Restart failed: /etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'nonsense'";
  expect(logOf(runFor(cluster, 31))).toContain(refused);
  expect(ask(cluster, 'db.shop')).toMatchObject({ kind: 'replied', reply: { code: 'NOERROR' } });
});

test('a new Pod with a Corefile that is none ends at once, again and again', () => {
  const cluster = withNames();
  writeCorefile(cluster, '.:53 {\n  nonsense\n}\n');
  const pods = cluster.server.list('pods', 'kube-system');
  if (!pods.ok) throw new Error(pods.status.message);
  for (const { metadata } of pods.items) {
    const { name = '' } = metadata ?? {};
    if (name.startsWith('coredns-')) cluster.server.delete('pods', 'kube-system', name, { actor: 'test' });
  }
  const records = runFor(cluster, 60);
  expect(logOf(records)).toContain("/etc/coredns/Corefile:2 - Error during parsing: Unknown directive 'nonsense'");
  const ends = records.filter((record) => record.type === 'container-exited' && record.exitCode === 1);
  expect(ends.length).toBeGreaterThan(2);
});
