import { expect, it } from 'vitest';
import type { LinkPlace, LinkState } from '../../../preload/contract/inputs.ts';
import { SECOND } from '../kernel/time.ts';
import { LoadClient } from './load-client.ts';
import { query } from './dns/query.ts';
import { requestAtOnce } from './one-request.ts';
import { SEVEN, SmallCluster, site, slice } from './testing/small-cluster.ts';

const GOOD: LinkState = { up: true, delayUs: 0, loss: 0 };
const OUTSIDE = { kind: 'outside', address: '198.51.100.7' } as const;

function withLink(place: LinkPlace, link: Partial<LinkState>): SmallCluster {
  const cluster = new SmallCluster(1);
  for (const address of SEVEN) cluster.runtime.addPod(address);
  cluster.apply(site(), slice(['10.100.2.63']));
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(SECOND);
  cluster.network.setLink(place, { ...GOOD, ...link });
  return cluster;
}

/** To the Pod on worker233 by the node port of another machine. */
function ask({ kernel, network }: SmallCluster, address = '10.0.0.232') {
  const order = { client: 'test', from: OUTSIDE, address, port: 30080, path: '/' };
  return requestAtOnce(kernel, network, order).finished;
}

it('a slow way between two machines delays both ways, and the others not at all', () => {
  const cluster = withLink({ node: 'worker232', peer: 'worker233' }, { delayUs: 100_000 });
  // The connection and the request each pay there and back.
  expect(ask(cluster).durationUs).toBeGreaterThan(400_000);
  expect(ask(cluster, '10.0.0.231').durationUs).toBeLessThan(50_000);
});

it.each([
  [{ node: 'worker232', peer: 'worker233' }, 'nothing passes between worker232 and worker233'],
  [{ node: 'worker233', peer: 'worker232' }, 'nothing passes between worker232 and worker233'],
  [{ node: 'worker233' }, 'the cable of worker233 is out'],
  [{ node: 'worker232' }, 'the cable of worker232 is out'],
])('nothing passes %j once it is cut', (place, why) => {
  const isEntry = place.node === 'worker232' && !('peer' in place);
  const outcome = isEntry ? 'no-route' : 'timed-out';
  expect(ask(withLink(place, { up: false }))).toMatchObject({ outcome, why });
});

it('a request that is lost is owed to the worst of the links that it met', () => {
  const cluster = withLink({ node: 'worker232' }, { delayUs: 7 });
  const seq = cluster.network.setLink({ node: 'worker233' }, { ...GOOD, loss: 1 });
  const order = { client: 'test', from: OUTSIDE, address: '10.0.0.232', port: 30080, path: '/' };
  const { finished, cause } = requestAtOnce(cluster.kernel, cluster.network, order);
  expect({ outcome: finished.outcome, cause }).toEqual({ outcome: 'timed-out', cause: seq });
});

it('a lost packet is sent again: after 1 and 3 seconds, or a fifth of one once the connection stands', () => {
  const cluster = withLink({ node: 'worker232' }, { loss: 0.1 });
  const took = Array.from({ length: 400 }, () => ask(cluster)).map(({ durationUs }) => durationUs);
  const within = (low: number, high: number) => took.filter((us) => us >= low * SECOND && us < high * SECOND).length;
  // Eight times a packet may be lost, four times of these while the connection is asked for.
  expect(within(0, 0.1)).toBeGreaterThan(120);
  expect(within(0.2, 1)).toBeGreaterThan(40);
  expect(within(1, 3)).toBeGreaterThan(50);
  expect(within(3, 5.1)).toBeGreaterThan(15);
});

it('a request goes through when the cable comes back before its next try', () => {
  const cluster = withLink({ node: 'worker232' }, { up: false });
  const load = { name: 'visitors', ratePerSecond: 0, target: 'all-node-ports', path: '/' } as const;
  const client = new LoadClient(cluster.kernel, cluster.server, cluster.network, load);
  cluster.kernel.addActor(client);
  client.start();
  client.setLoad({ ...load, ratePerSecond: 10 });
  cluster.runFor(0.5 * SECOND);
  cluster.network.setLink({ node: 'worker232' }, GOOD);
  const finished = cluster.runFor(3 * SECOND).flatMap((record) => (record.type === 'request-finished' ? [record] : []));
  expect(finished.filter(({ outcome }) => outcome !== 'answered')).toEqual([]);
  expect(finished.some(({ durationUs }) => durationUs > SECOND)).toBe(true);
});

it('questions for names are datagrams: a lost one is not sent again', () => {
  const cluster = withLink({ node: 'worker232', peer: 'worker233' }, { loss: 1 });
  const asked = { question: { name: 'site', type: 'A' }, client: 'test', server: '10.100.2.63' } as const;
  const moment = { random: cluster.kernel.random('test'), now: cluster.kernel.now };
  expect(query(cluster.network, { ...asked, from: { kind: 'node', node: 'worker232' } }, moment)).toEqual({
    kind: 'silent',
    why: 'lost between worker232 and worker233',
  });
});

it('what is set is put on record and outlives saving; what is mended is forgotten', () => {
  const place = { node: 'worker232', peer: 'worker233' };
  const cluster = withLink(place, { loss: 0.5, delayUs: 7 });
  const link = { up: true, delayUs: 7, loss: 0.5 };
  expect(cluster.kernel.journal.take().at(-1)).toMatchObject({ type: 'link-changed', ...place, link });
  expect(cluster.reborn().network.links.between('worker233', 'worker232')).toEqual(link);
  cluster.network.setLink(place, GOOD);
  expect(cluster.network.links.areGood).toBe(true);
  expect(cluster.network.canReach('worker232', 'worker233')).toBe(true);
});
