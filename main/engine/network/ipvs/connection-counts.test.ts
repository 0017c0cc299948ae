import { expect, it } from 'vitest';
import { SECOND, START, after } from '../../kernel/time.ts';
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

it('ipvsadm tells them of each real server', () => {
  const cluster = new SmallCluster(1);
  const config = { 'config.conf': 'mode: ipvs\n' };
  const map = { metadata: { namespace: 'kube-system', name: 'kube-proxy' }, data: config };
  expect(cluster.server.create('configmaps', map, { actor: 'test' })).toMatchObject({ ok: true });
  for (const node of cluster.runtime.machineNames()) cluster.runtime.files.set(`${node}:/proc/modules`, 'ip_vs\n');
  for (const ip of ['10.100.1.142', '10.100.2.63']) cluster.runtime.addPod(ip);
  cluster.apply(site(), slice(['10.100.1.142', '10.100.2.63']));
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(5 * SECOND);
  const order = { client: 'test', from: { kind: 'outside', address: '198.51.100.7' }, address: '10.0.0.231' } as const;
  for (let sent = 0; sent < 5; sent++)
    requestAtOnce(cluster.kernel, cluster.network, { ...order, port: 30080, path: '/' });
  const shown = cluster.network.ipvsText('master231').servers;
  const counts = [...shown.matchAll(/-> 10\.100\.\S+ +Masq +1 +0 +(\d+) /g)].map((match) => Number(match[1]));
  // At the cluster IP nobody has asked.
  expect(counts.sort()).toEqual([0, 0, 2, 3]);
});
