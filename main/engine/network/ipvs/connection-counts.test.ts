import { expect, it } from 'vitest';
import { MINUTE, SECOND, START, after } from '../../kernel/time.ts';
import { requestAtOnce } from '../one-request.ts';
import { SmallCluster, site, slice } from '../testing/small-cluster.ts';
import { ConnectionCounts } from './connection-counts.ts';

it('connections are remembered for two minutes, datagrams for five', () => {
  const counts = new ConnectionCounts();
  for (let second = 0; second < 400; second++) counts.add('virtual', 'real', after(START, second * SECOND));
  const at = (seconds: number) => after(START, seconds * SECOND);
  expect(counts.inactive('virtual', 'real', 'tcp', at(399))).toBe(120);
  expect(counts.inactive('virtual', 'real', 'udp', at(399))).toBe(300);
  expect(counts.inactive('virtual', 'real', 'tcp', at(500))).toBe(19);
  expect(counts.inactive('virtual', 'other', 'tcp', at(399))).toBe(0);
  const again = new ConnectionCounts();
  again.restore(counts.save());
  expect(again.save()).toEqual(counts.save());
});

it('servers that come and go are not remembered for ever', () => {
  const counts = new ConnectionCounts();
  for (let second = 0; second < 2000; second++)
    counts.add('virtual', `real ${String(second)}`, after(START, second * SECOND));
  expect(counts.save()).toHaveLength(301);
});

/** A cluster in mode ipvs, with two Pods behind a node port. */
function ipvsCluster(): SmallCluster {
  const cluster = new SmallCluster(1);
  const config = { 'config.conf': 'mode: ipvs\n' };
  const map = { metadata: { namespace: 'kube-system', name: 'kube-proxy' }, data: config };
  expect(cluster.server.create('configmaps', map, { actor: 'test' })).toMatchObject({ ok: true });
  for (const node of cluster.runtime.machineNames()) cluster.runtime.files.set(`${node}:/proc/modules`, 'ip_vs\n');
  for (const ip of ['10.100.1.142', '10.100.2.63']) cluster.runtime.addPod(ip);
  cluster.apply(site(), slice(['10.100.1.142', '10.100.2.63']));
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(5 * SECOND);
  return cluster;
}

function sendFive({ kernel, network }: SmallCluster): void {
  const order = { client: 'test', from: { kind: 'outside', address: '198.51.100.7' }, address: '10.0.0.231' } as const;
  for (let sent = 0; sent < 5; sent++) requestAtOnce(kernel, network, { ...order, port: 30080, path: '/' });
}

/** Weight and inactive connections of each real server. */
function shownOf({ network }: SmallCluster): readonly string[] {
  const shown = network.ipvsText('master231').servers;
  return [...shown.matchAll(/-> (10\.100\.\S+) +Masq +(\d) +0 +(\d+) /g)]
    .map((match) => match.slice(1).join(' '))
    .sort();
}

it('ipvsadm tells them of each real server', () => {
  const cluster = ipvsCluster();
  sendFive(cluster);
  const counts = shownOf(cluster).map((line) => Number(line.split(' ')[2]));
  // At the cluster IP nobody has asked.
  expect(counts.sort()).toEqual([0, 0, 2, 3]);
});

it('a real server that is taken away stays with weight 0 until none of its connections is remembered', () => {
  const cluster = ipvsCluster();
  sendFive(cluster);
  cluster.apply(slice(['10.100.1.142']));
  cluster.runFor(5 * SECOND);
  expect(shownOf(cluster)).toContainEqual(expect.stringMatching(/^10\.100\.2\.63:80 0 [23]$/));
  sendFive(cluster);
  expect(shownOf(cluster)).toContainEqual(expect.stringMatching(/^10\.100\.1\.142:80 1 [78]$/));
  cluster.runFor(3 * MINUTE);
  expect(shownOf(cluster)).toEqual(['10.100.1.142:80 1 0', '10.100.1.142:80 1 0']);
});
