import { describe, expect, test } from 'vitest';
import type { JournalRecord } from '../kernel/journal.ts';
import { MILLISECOND, MINUTE, SECOND } from '../kernel/time.ts';
import { parseIp } from './cidr.ts';
import { KubeProxy } from './kube-proxy.ts';
import { SEVEN, SmallCluster, copyOf, parting, site, slice } from './testing/small-cluster.ts';

type Synced = JournalRecord & { readonly type: 'rules-synced' };
const syncs = (records: readonly JournalRecord[]) =>
  records.filter((record): record is Synced => record.type === 'rules-synced');

const MASTER = 'master231';
const backends = (cluster: SmallCluster) =>
  [...cluster.network.iptablesText(MASTER, 'nat').matchAll(/--to-destination (\S+)/g)].map((match) => match[1]);

function started(addresses: readonly string[] = SEVEN): SmallCluster {
  const cluster = new SmallCluster(1);
  cluster.apply(site(), slice(addresses));
  cluster.addProxy(MASTER);
  return cluster;
}

describe('a sync', () => {
  test('writes what both lists gave and tells what it knew', () => {
    const cluster = started();
    const [synced, ...more] = syncs(cluster.runFor(SECOND));
    expect(more).toEqual([]);
    expect(synced).toMatchObject({
      actor: `kube-proxy/${MASTER}`,
      mode: 'iptables',
      services: 1,
      endpoints: 7,
      changed: ['default/site'],
      seenRevision: cluster.server.store.revision,
    });
    expect(backends(cluster)).toHaveLength(7);
    const printed = cluster.network.rulesText(MASTER).split('\n');
    expect(printed.filter((line) => line.startsWith('-A '))).toHaveLength(synced?.rules ?? 0);
  });

  test('follows a change within moments and is owed to it', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    cluster.apply(slice(SEVEN.slice(1)));
    const records = cluster.runFor(SECOND);
    const updated = records.find((record) => record.type === 'object-updated');
    const [synced] = syncs(records);
    expect(synced).toMatchObject({ cause: updated?.seq, changed: ['default/site'] });
    expect((synced?.t ?? 0) - (updated?.t ?? 0)).toBeLessThan(100 * MILLISECOND);
    expect(backends(cluster)).not.toContain(`${SEVEN[0]}:80`);
  });

  test('is one for a burst of changes, and the next comes a second after the end of the last', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    const found: Synced[] = [];
    for (let i = 0; i < 60; i++) {
      cluster.apply(slice(SEVEN.slice(i % 7)));
      found.push(...syncs(cluster.runFor(50 * MILLISECOND)));
    }
    found.push(...syncs(cluster.runFor(5 * SECOND)));
    const pauses = found.slice(1).map(({ t }, index) => t - (found[index]?.t ?? 0));
    expect(found.length).toBeLessThanOrEqual(5);
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(SECOND);
    expect(backends(cluster)).toHaveLength(7 - (59 % 7));
  });

  test('is not made for what does not concern rules', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    cluster.apply({ ...site(), metadata: { ...site().metadata, annotations: { note: 'new' } } });
    cluster.apply(site({ type: 'ExternalName', externalName: 'example.com', clusterIP: '', ports: [] }, 'elsewhere'));
    expect(syncs(cluster.runFor(MINUTE))).toEqual([]);
  });

  test('comes after an hour though nothing has changed', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    const [synced] = syncs(cluster.runFor(61 * MINUTE));
    expect(synced).toMatchObject({ changed: [] });
  });

  test('tells of Services that came and went with endpoints', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    cluster.apply(site({ clusterIP: '10.200.0.9', ports: [{ name: 'web', port: 1 }], type: 'ClusterIP' }, 'empty'));
    expect(syncs(cluster.runFor(5 * SECOND))).toMatchObject([{ services: 2, changed: [] }]);
    cluster.server.delete('services', 'default', 'site', { actor: 'test' });
    expect(syncs(cluster.runFor(5 * SECOND))).toMatchObject([{ services: 1, changed: ['default/site'] }]);
  });
});

test('nothing is written before both lists have arrived', () => {
  const cluster = new SmallCluster(1);
  cluster.server.serving = false;
  cluster.addProxy(MASTER);
  expect(syncs(cluster.runFor(20 * SECOND))).toEqual([]);
  cluster.server.serving = true;
  cluster.apply(site(), slice(SEVEN));
  expect(syncs(cluster.runFor(MINUTE))).toMatchObject([{ changed: ['default/site'] }]);
});

describe('the rules', () => {
  test('stay as they are when kube-proxy is gone, and are mended when it is back', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    cluster.server.hub.unsubscribeAll(`kube-proxy/${MASTER}`);
    cluster.kernel.removeActor(`kube-proxy/${MASTER}`);
    cluster.apply(slice(SEVEN.slice(3)));
    cluster.runFor(MINUTE);
    expect(backends(cluster)).toHaveLength(7);
    cluster.addProxy(MASTER);
    expect(syncs(cluster.runFor(10 * SECOND))).toMatchObject([{ changed: ['default/site'] }]);
    expect(backends(cluster)).toHaveLength(4);
  });

  test('are lost with the power', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    cluster.network.forget(MASTER);
    expect(cluster.network.rulesText(MASTER)).toBe('');
    expect(cluster.network.save().rules).toEqual({ sets: [], nodes: [] });
  });

  test('of nodes that know the same are one table', () => {
    const cluster = started();
    cluster.addProxy('worker232');
    cluster.runFor(10 * SECOND);
    expect(cluster.network.rules.table('worker232')).toBe(cluster.network.rules.table(MASTER));
    expect(cluster.network.save().rules.sets).toHaveLength(1);
  });

  test('are saved by the keys of what the store still has', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    expect(cluster.network.save().rules.sets).toMatchObject([
      { users: 1, services: ['default/site'], slices: ['default/site-x'] },
    ]);
    cluster.server.delete('services', 'default', 'site', { actor: 'test' });
    expect(cluster.network.save().rules.sets[0]?.services[0]).toMatchObject({ metadata: { name: 'site' } });
    expect(cluster.reborn().network.rulesText(MASTER)).toBe(cluster.network.rulesText(MASTER));
  });

  test('of an unchanged Service keep their comments when the cluster becomes large', () => {
    const cluster = started();
    cluster.runFor(10 * SECOND);
    const many = Array.from({ length: 1_000 }, (_, i) => `10.100.${String(10 + (i >> 8))}.${String(i & 255)}`);
    cluster.apply(
      site({ type: 'ClusterIP', clusterIP: '10.200.0.8', ports: [{ port: 80 }] }, 'big'),
      slice(many, 'big'),
    );
    cluster.runFor(10 * SECOND);
    const written = cluster.network.iptablesText(MASTER, 'nat');
    expect(written).toContain('"default/site -> 10.100.2.65:80"');
    expect(written).not.toContain('"default/big -> ');
    cluster.apply(slice(SEVEN.slice(1)));
    cluster.runFor(10 * SECOND);
    expect(cluster.network.iptablesText(MASTER, 'nat')).not.toContain('default/site ->');
  });
});

function withProxyFile(file: string): SmallCluster {
  const cluster = new SmallCluster(1);
  setProxyFile(cluster, file);
  cluster.apply(site(), slice(SEVEN));
  return cluster;
}

function setProxyFile({ server }: SmallCluster, file: string): void {
  const map = { metadata: { namespace: 'kube-system', name: 'kube-proxy' }, data: { 'config.conf': file } };
  const isThere = server.get('configmaps', 'kube-system', 'kube-proxy').ok;
  server[isThere ? 'update' : 'create']('configmaps', map, { actor: 'test' });
}

const CONTAINER = {
  node: MASTER,
  namespace: 'kube-system',
  pod: 'kube-proxy-x',
  podUid: 'u',
  container: 'kube-proxy',
  args: [],
};
const logOf = (records: readonly JournalRecord[]) =>
  records.filter((record) => record.type === 'log-written').map(({ text }) => text);

test('of its configuration it heeds the Pod range and the periods', () => {
  const cluster = withProxyFile('clusterCIDR: 10.9.0.0/16\niptables:\n  minSyncPeriod: 3s\n');
  cluster.addProxy(MASTER);
  cluster.runFor(SECOND);
  expect(cluster.network.rulesText(MASTER)).toContain('! -s 10.9.0.0/16');
  cluster.apply(slice(SEVEN.slice(1)));
  expect(syncs(cluster.runFor(1.5 * SECOND))).toEqual([]);
  expect(syncs(cluster.runFor(2 * SECOND))).toHaveLength(1);
});

test.each([
  ['iptables', 'Using iptables Proxier'],
  ['ipvs', 'Using ipvs Proxier'],
  ['nftables', 'Using nftables Proxier'],
])('in mode %s it says so, writes that table and spreads over all seven', (mode, said) => {
  const cluster = withProxyFile(`mode: ${mode}`);
  cluster.runtime.files.set(`${MASTER}:/proc/modules`, 'ip_vs 221184 0 - Live 0x0000000000000000\n');
  cluster.addProxy(MASTER, undefined, CONTAINER);
  const log = logOf(cluster.runFor(SECOND));
  expect(log.filter((line) => line.includes('Using') && line.includes('Proxier'))).toEqual([
    expect.stringContaining(said),
  ]);
  expect(log.some((line) => line.includes('deprecated'))).toBe(mode === 'ipvs');
  expect(cluster.network.rules.table(MASTER)?.mode).toBe(mode);
  const request = { protocol: 'tcp', source: 1, destination: parseIp('10.200.98.50')!, port: 8888 } as const;
  const met = Array.from({ length: 200 }, () => cluster.network.walk(MASTER, request, 'outside').packet.destination);
  expect(new Set(met).size).toBe(SEVEN.length);
});

test('without the modules of the kernel it ends at once in mode ipvs, and leaves the rules of iptables as they are', () => {
  const cluster = withProxyFile('mode: iptables');
  cluster.addProxy(MASTER);
  cluster.runFor(SECOND);
  cluster.kernel.removeActor(`kube-proxy/${MASTER}`);
  setProxyFile(cluster, 'mode: ipvs');
  const proxy = cluster.addProxy(MASTER, undefined, CONTAINER);
  const log = logOf(cluster.runFor(SECOND));
  expect(proxy.exitCode).toBe(1);
  expect(log.at(-1)).toMatch(
    /^E.* run\.go:72\] "command failed" err="can't use the IPVS proxier: Ipvs not supported"$/,
  );
  expect(log.some((line) => line.includes('Using'))).toBe(false);
  expect(backends(cluster)).toHaveLength(7);
});

test.each([
  [
    'mode: userspace',
    'failed validate: KubeProxyConfiguration.Mode.ProxyMode: Invalid value: \\"userspace\\": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])',
  ],
  ['mode: ipvs\nipvs: {scheduler: fair}', "can't use the IPVS proxier: no such file or directory"],
])('with %j it ends at once', (file, problem) => {
  const cluster = withProxyFile(file);
  cluster.runtime.files.set(`${MASTER}:/proc/modules`, 'ip_vs 221184 0 - Live 0x0000000000000000\n');
  const proxy = cluster.addProxy(MASTER, undefined, CONTAINER);
  expect(logOf(cluster.runFor(SECOND)).at(-1)).toContain(`"command failed" err="${problem}"`);
  expect(proxy.exitCode).toBe(1);
  expect(cluster.network.rules.table(MASTER)).toBeUndefined();
});

test('asked for its health and its mode it tells them', () => {
  const cluster = withProxyFile('mode: nftables');
  const proxy = cluster.addProxy(MASTER);
  cluster.runFor(SECOND);
  const ask = (port: number, path: string) => proxy.serve(port, { method: 'GET', path, host: '' })?.response.body;
  expect(ask(10_249, '/proxyMode')).toBe('nftables');
  expect(ask(10_249, '/healthz')).toBe('ok');
  expect(JSON.parse(ask(10_256, '/healthz') ?? '')).toMatchObject({ nodeEligible: true, healthy: true });
  expect(ask(10_256, '/livez')).not.toContain('nodeEligible');
  expect(ask(10_256, '/metrics')).toBeUndefined();
});

test('asked for its metrics it tells how many syncs there were, what they took, and how many rules there are', () => {
  const cluster = started();
  cluster.runFor(5 * SECOND);
  const proxy = cluster.kernel.actors.get(`kube-proxy/${MASTER}`);
  if (!(proxy instanceof KubeProxy)) throw new Error('there is no kube-proxy');
  const metric = (name: string) => {
    const text = proxy.serve(10_249, { method: 'GET', path: '/metrics', host: '' })?.response.body ?? '';
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`kubeproxy_${name}`))
        ?.split(' ')[1],
    );
  };
  const duration = 'sync_proxy_rules_duration_seconds';
  const [count, sum] = [metric(`${duration}_count{`), metric(`${duration}_sum{`)];
  expect(metric('sync_full_proxy_rules_duration_seconds_count{')).toBe(1);
  expect(sum).toBeGreaterThan(0.05);
  const rules = cluster.network.iptablesText(MASTER, 'nat').split('\n-A ').length - 1;
  expect(metric('sync_proxy_rules_iptables_total{ip_family="IPv4",table="nat"}')).toBe(rules);
  expect(metric('sync_proxy_rules_last_timestamp_seconds{')).toBeGreaterThan(1_767_600_000);
  cluster.apply(slice(SEVEN.slice(1)));
  cluster.runFor(5 * SECOND);
  expect(metric(`${duration}_count{`)).toBe(count + 1);
  expect(metric(`${duration}_sum{`)).toBeGreaterThan(sum);
});

test('saved at any moment of a burst and restored, it goes on as if nothing had happened', () => {
  for (let moment = 0; moment < 40; moment++) {
    const futures = [false, true].map((rebirth) => {
      let cluster = started();
      const proxy = cluster.kernel.actors.get(`kube-proxy/${MASTER}`);
      const records: JournalRecord[] = [];
      for (let i = 0; i < 40; i++) {
        if (i % 3 === 0) cluster.apply(slice(SEVEN.slice(i % 7)));
        if (i === 20) cluster.server.delete('services', 'default', 'site', { actor: 'test' });
        records.push(...cluster.runFor(60 * MILLISECOND));
        if (!rebirth || i !== moment) continue;
        const saved = copyOf(proxy?.save());
        cluster = cluster.reborn();
        cluster.addProxy(MASTER, saved);
      }
      records.push(...cluster.runFor(5 * SECOND));
      const proxyState = cluster.kernel.actors.get(`kube-proxy/${MASTER}`)?.save();
      const { kernel, server, network } = cluster.save();
      return [...records, proxyState, cluster.network.rulesText(MASTER), kernel, server, network];
    });
    expect(parting(futures[0] ?? [], futures[1] ?? []), `saved after ${String(moment)}`).toBeUndefined();
  }
});
