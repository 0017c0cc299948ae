// Connections that stand over many requests: they stay with the Pod to which the rules sent them when they were opened.
import { expect, test } from 'vitest';
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { JournalRecord } from '../kernel/journal.ts';
import type { Json } from '../kernel/json.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { LoadClient } from './load-client.ts';
import { SEVEN, SmallCluster, copyOf, parting, site, slice } from './testing/small-cluster.ts';

type Finished = JournalRecord & { readonly type: 'request-finished' };
const finished = (records: readonly JournalRecord[]) =>
  records.filter((record): record is Finished => record.type === 'request-finished');

const load: LoadSpec = {
  name: 'visitors',
  ratePerSecond: 90,
  target: { namespace: 'default', service: 'site' },
  path: '/',
  connections: 1,
};

function addClient(cluster: SmallCluster, spec: LoadSpec, saved?: Json): LoadClient {
  const client = new LoadClient(cluster.kernel, cluster.server, cluster.network, spec, saved);
  cluster.kernel.addActor(client);
  if (saved === undefined) client.start();
  return client;
}

function startedSite(): SmallCluster {
  const cluster = new SmallCluster(1);
  cluster.apply(site(), slice(SEVEN));
  for (const address of SEVEN) cluster.runtime.addPod(address);
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(5 * SECOND);
  return cluster;
}

const count = (items: readonly unknown[]) => new Set(items).size;

test('a connection stays with its Pod, and no rule is asked again', () => {
  const cluster = startedSite();
  addClient(cluster, load);
  const requests = finished(cluster.runFor(5 * SECOND));
  expect(requests.length).toBeGreaterThan(440);
  expect(requests.every(({ outcome }) => outcome === 'answered')).toBe(true);
  for (const entry of ['10.0.0.231:30080', '10.0.0.232:30080', '10.0.0.233:30080']) {
    const own = requests.filter(({ destination }) => destination === entry);
    expect(count(own.map(({ kept }) => kept?.connection))).toBe(1);
    expect(count(own.map(({ podUid }) => podUid))).toBe(1);
    const walked = own.filter(({ hops }) => hops.some(({ rules }) => rules !== undefined));
    expect(walked.map(({ kept }) => kept?.request)).toEqual([1]);
    expect(own.every(({ backend }) => backend === own[0]?.backend)).toBe(true);
  }
});

test('as many as are wanted are opened, each with a Pod of its own chance, and take turns', () => {
  const cluster = startedSite();
  addClient(cluster, { ...load, ratePerSecond: 300, connections: 10 });
  const requests = finished(cluster.runFor(10 * SECOND));
  expect(count(requests.map(({ kept }) => kept?.connection))).toBe(30);
  for (let connection = 1; connection <= 30; connection++) {
    expect(requests.filter(({ kept }) => kept?.connection === connection).length).toBeGreaterThan(90);
  }
  expect(count(requests.map(({ podUid }) => podUid))).toBe(7);
});

test('rules that are written meanwhile do not move it; when its Pod ends it is opened anew by them', () => {
  const cluster = startedSite();
  addClient(cluster, load);
  const [first] = finished(cluster.runFor(SECOND)).slice(-1);
  const address = first?.backend?.split(':')[0] ?? '';
  const others = SEVEN.filter((each) => each !== address);
  cluster.apply(slice(others));
  const afterwards = finished(cluster.runFor(5 * SECOND)).filter(
    ({ destination }) => destination === first?.destination,
  );
  expect(afterwards.every(({ podUid }) => podUid === `uid-${address}`)).toBe(true);
  cluster.runtime.pods.delete(address);
  const again = finished(cluster.runFor(5 * SECOND)).filter(({ destination }) => destination === first?.destination);
  expect(again.filter(({ outcome }) => outcome !== 'answered').length).toBeLessThanOrEqual(1);
  expect(again.slice(2).some(({ podUid }) => podUid === `uid-${address}`)).toBe(false);
  expect(again.at(-1)?.kept?.connection).toBeGreaterThan(first?.kept?.connection ?? Infinity);
});

test('a request on its way is reset when the container ends, and the next one opens a new connection', () => {
  const cluster = startedSite();
  cluster.runtime.serviceTimeUs = 500 * MILLISECOND;
  addClient(cluster, { ...load, ratePerSecond: 3 });
  cluster.runFor(4 * SECOND);
  cluster.runtime.restarts++;
  const requests = finished(cluster.runFor(4 * SECOND));
  const reset = requests.filter(({ outcome }) => outcome === 'reset');
  expect(reset.length).toBeGreaterThan(0);
  expect(reset.every(({ kept, why }) => (kept?.request ?? 0) > 1 && why?.includes('container ended'))).toBe(true);
  expect(requests.at(-1)).toMatchObject({ outcome: 'answered', httpStatus: 200 });
});

test('who cannot hear that it was closed sends into the dark, until somebody answers again', () => {
  const cluster = startedSite();
  addClient(cluster, load);
  cluster.runFor(SECOND);
  cluster.network.setLink({ node: 'worker232' }, { up: false, delayUs: 0, loss: 0 });
  const requests = finished(cluster.runFor(15 * SECOND));
  const lost = requests.filter(({ outcome }) => outcome !== 'answered');
  expect(lost.some(({ kept, outcome }) => outcome === 'timed-out' && (kept?.request ?? 0) > 1)).toBe(true);
  cluster.network.setLink({ node: 'worker232' }, { up: true, delayUs: 0, loss: 0 });
  cluster.runFor(10 * SECOND);
  expect(finished(cluster.runFor(SECOND)).every(({ outcome }) => outcome === 'answered')).toBe(true);
});

test('one that waits too long is closed by its server', () => {
  const cluster = startedSite();
  addClient(cluster, { ...load, ratePerSecond: 0.02 });
  const requests = finished(cluster.runFor(400 * SECOND));
  expect(requests.length).toBeGreaterThan(5);
  expect(requests.every(({ kept }) => kept?.request === 1)).toBe(true);
});

test('beyond what is on record they are kept too, and saved and restored goes on the same', () => {
  const spec = { ...load, ratePerSecond: 5_000, connections: 20 };
  const cluster = startedSite();
  const client = addClient(cluster, spec);
  cluster.runFor(1.005 * SECOND);
  const again = cluster.reborn();
  for (const node of cluster.runtime.machineNames()) {
    again.addProxy(node, copyOf(cluster.kernel.actors.get(`kube-proxy/${node}`)?.save()));
  }
  addClient(again, spec, copyOf(client.save()));
  const future = cluster.runFor(2 * SECOND);
  expect(parting(future, again.runFor(2 * SECOND))).toBeUndefined();
  expect(finished(future).some(({ kept }) => (kept?.request ?? 0) > 50)).toBe(true);
});
