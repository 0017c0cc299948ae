import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { JournalRecord } from '../kernel/journal.ts';
import type { Json } from '../kernel/json.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { LoadClient } from './load-client.ts';
import { SEVEN, SmallCluster, copyOf, parting, site, slice } from './testing/small-cluster.ts';

type Finished = JournalRecord & { readonly type: 'request-finished' };
const finished = (records: readonly JournalRecord[]) =>
  records.filter((record): record is Finished => record.type === 'request-finished');

const load: LoadSpec = { name: 'visitors', ratePerSecond: 20, target: 'all-node-ports', path: '/' };

function addClient(cluster: SmallCluster, spec = load, saved?: Json): LoadClient {
  const client = new LoadClient(cluster.kernel, cluster.server, cluster.network, spec, saved);
  cluster.kernel.addActor(client);
  if (saved === undefined) client.start();
  return client;
}

function startedSite(seed = 1, addresses: readonly string[] = SEVEN): SmallCluster {
  const cluster = new SmallCluster(seed);
  cluster.apply(site(), slice(addresses));
  for (const address of addresses) cluster.runtime.addPod(address);
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(5 * SECOND);
  return cluster;
}

/** Takes a Pod from the machine and from the Service at once. */
function removePod(cluster: SmallCluster, address: string): void {
  cluster.runtime.pods.delete(address);
  cluster.apply(slice(SEVEN.filter((other) => other !== address)));
}

describe('a load', () => {
  test('is sent evenly, to all nodes in turn, and spread over all Pods', () => {
    const cluster = startedSite();
    addClient(cluster);
    const requests = finished(cluster.runFor(60 * SECOND));
    expect(requests.length).toBeGreaterThanOrEqual(1_199);
    expect(requests.length).toBeLessThanOrEqual(1_201);
    const entries = ['10.0.0.231:30080', '10.0.0.232:30080', '10.0.0.233:30080'];
    for (const [index, { destination, outcome, httpStatus }] of bySending(requests).entries()) {
      expect({ destination, outcome, httpStatus }).toEqual({
        destination: entries[index % 3],
        outcome: 'answered',
        httpStatus: 200,
      });
    }
    expect(new Set(requests.map(({ podUid }) => podUid)).size).toBe(7);
    for (const { durationUs } of requests) expect(durationUs).toBeLessThan(20 * MILLISECOND);
  });

  test('tells each request with its way', () => {
    const cluster = startedSite(1, ['10.100.2.63']);
    addClient(cluster);
    const [request] = finished(cluster.runFor(SECOND));
    expect(request).toMatchObject({
      actor: 'client/visitors',
      client: 'visitors',
      service: 'default/site',
      backend: '10.100.2.63:80',
      podUid: 'uid-10.100.2.63',
    });
    expect(request?.hops.map(({ at, id }) => `${at} ${id}`)).toEqual([
      'client visitors',
      'node master231',
      'node worker233',
      'pod uid-10.100.2.63',
    ]);
    expect(request?.hops[1]?.rules).toContain('KUBE-NODEPORTS');
    const times = request?.hops.map(({ afterUs }) => afterUs) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('waits for a node port and stops when there is none', () => {
    const cluster = new SmallCluster(1);
    addClient(cluster);
    expect(cluster.kernel.agenda.size).toBe(0);
    cluster.apply(site());
    expect(finished(cluster.runFor(5 * SECOND)).length).toBeGreaterThan(95);
    cluster.server.delete('services', 'default', 'site', { actor: 'test' });
    cluster.runFor(10 * SECOND);
    expect(cluster.kernel.agenda.size).toBe(0);
  });

  test('is asked of one Service if it names one', () => {
    const cluster = startedSite();
    cluster.apply(site({ clusterIP: '10.200.0.7', ports: [{ port: 1, nodePort: 30090 }] }, 'other'));
    addClient(cluster, { ...load, target: { namespace: 'default', service: 'other' } });
    const ports = finished(cluster.runFor(5 * SECOND)).map(({ destination }) => destination.split(':')[1]);
    expect(new Set(ports)).toEqual(new Set(['30090']));
  });

  test('of none schedules nothing, and can be changed at any time', () => {
    const cluster = startedSite();
    const client = addClient(cluster, { ...load, ratePerSecond: 0 });
    expect(finished(cluster.runFor(10 * SECOND))).toEqual([]);
    client.setLoad({ ...load, ratePerSecond: 100 });
    expect(finished(cluster.runFor(10 * SECOND)).length).toBeGreaterThan(990);
    client.setLoad({ ...load, ratePerSecond: 0 });
    expect(finished(cluster.runFor(10 * SECOND)).length).toBeLessThan(5);
    expect(client.load.ratePerSecond).toBe(0);
  });
});

describe('a request', () => {
  const one = (cluster: SmallCluster, spec = load) => {
    addClient(cluster, spec);
    return finished(cluster.runFor(20 * SECOND));
  };

  test('to a machine that is off finds no route after three seconds', () => {
    const cluster = startedSite();
    cluster.runtime.off.add('worker233');
    const requests = one(cluster).filter(({ destination }) => destination === '10.0.0.233:30080');
    expect(requests.length).toBeGreaterThan(90);
    for (const request of requests) {
      expect(request).toMatchObject({
        outcome: 'no-route',
        why: 'the machine worker233 is off',
      });
      expect(request.durationUs).toBeLessThan(3.2 * SECOND);
    }
  });

  test('over a cable that is out finds no route to the entry or is lost in the tunnel to the Pod, on account of the cut', () => {
    const cluster = startedSite(1, ['10.100.2.63']);
    const cut = cluster.network.setLink({ node: 'worker233' }, { up: false, delayUs: 0, loss: 0 });
    const requests = one(cluster);
    expect(requests.length).toBeGreaterThan(250);
    for (const { destination, outcome, why, cause } of requests) {
      const entry = destination.startsWith('10.0.0.233') ? 'no-route' : 'timed-out';
      expect({ outcome, why, cause }).toEqual({ outcome: entry, why: 'the cable of worker233 is out', cause: cut });
    }
  });

  test('is refused where there are no endpoints, on account of the sync that wrote so', () => {
    const cluster = new SmallCluster(1);
    cluster.apply(site(), slice([]));
    for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
    const synced = cluster.runFor(5 * SECOND).filter((record) => record.type === 'rules-synced');
    const requests = one(cluster);
    expect(requests.length).toBeGreaterThan(390);
    for (const request of requests) {
      expect(request).toMatchObject({ outcome: 'refused', why: 'default/site has no endpoints' });
      expect(synced.map(({ seq }) => seq)).toContain(request.cause);
    }
  });

  test('is refused where no kube-proxy has written, or nothing listens behind the rule', () => {
    const bare = new SmallCluster(1);
    bare.apply(site(), slice(SEVEN));
    expect(one(bare)[0]).toMatchObject({
      outcome: 'refused',
      why: 'no rule for port 30080, and nothing listens on it',
    });
    const deaf = startedSite();
    deaf.runtime.listening = false;
    expect(one(deaf)[0]).toMatchObject({ outcome: 'refused', why: 'nothing listens on 80', service: 'default/site' });
  });

  test('is cut off when the container ends while it answers', () => {
    const cluster = startedSite(1, ['10.100.2.63']);
    cluster.runtime.serviceTimeUs = 500 * MILLISECOND;
    addClient(cluster);
    cluster.runFor(SECOND);
    cluster.runtime.restarts++;
    const requests = finished(cluster.runFor(500 * MILLISECOND));
    expect(requests.length).toBeGreaterThan(5);
    for (const { outcome, why } of requests) {
      expect({ outcome, why }).toEqual({ outcome: 'reset', why: 'the container ended before it had answered' });
    }
    expect(finished(cluster.runFor(SECOND)).at(-1)?.outcome).toBe('answered');
  });

  test('to an address that nobody has any more finds no route, on account of the rules', () => {
    const cluster = startedSite(1, ['10.100.2.63']);
    cluster.runtime.pods.clear();
    const [first] = one(cluster);
    expect(first).toMatchObject({ outcome: 'no-route', why: 'nobody has the address 10.100.2.63' });
    const syncs = cluster.runtime.machineNames().map((node) => cluster.network.rules.inForce(node)?.seq);
    expect(syncs).toContain(first?.cause);
  });

  test('is given up when the answer takes longer than five seconds', () => {
    const cluster = startedSite();
    cluster.runtime.serviceTimeUs = 6 * SECOND;
    expect(one(cluster)[0]).toMatchObject({ outcome: 'timed-out', durationUs: 5 * SECOND });
  });
});

test('every request ends once, and none sent after a sync goes to a Pod that the sync removed', () => {
  const anyRemovals = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 3_000 })), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), anyRemovals, (seed, removals) => {
      const cluster = startedSite(seed);
      const client = addClient(cluster, { ...load, ratePerSecond: 200 });
      const records: JournalRecord[] = [];
      for (const [which, pauseMs] of removals) {
        cluster.runtime.addPod(SEVEN[which] ?? '');
        removePod(cluster, SEVEN[which] ?? '');
        records.push(...cluster.runFor(pauseMs * MILLISECOND));
      }
      client.setLoad({ ...load, ratePerSecond: 0 });
      records.push(...cluster.runFor(10 * SECOND));
      const { sent } = client.save() as { readonly sent: number };
      expect(finished(records)).toHaveLength(sent);
      const removed = `uid-${SEVEN[removals.at(-1)?.[0] ?? 0] ?? ''}`;
      for (const [node, t] of lastSyncs(records)) {
        const late = finished(records).filter(({ hops, sentUs, podUid }) => {
          return hops[1]?.id === node && sentUs > t && podUid === removed;
        });
        expect(late).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
});

test('saved with requests under way and restored, the future is the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 2_000_000 }), (seed, momentUs) => {
      const futures = [false, true].map((rebirth) => {
        let cluster = startedSite(seed);
        cluster.apply(
          site(
            { sessionAffinity: 'ClientIP', clusterIP: '10.200.0.7', ports: [{ port: 1, nodePort: 30090 }] },
            'sticky',
          ),
          slice(SEVEN, 'sticky'),
        );
        const client = addClient(cluster, { ...load, ratePerSecond: 500 });
        const records = cluster.runFor(momentUs);
        if (rebirth) cluster = restored(cluster, client);
        cluster.apply(slice(SEVEN.slice(2)));
        records.push(...cluster.runFor(3 * SECOND));
        const states = [...cluster.kernel.actors.values()].map((actor) => [actor.id, actor.save()]);
        const { kernel, server, network } = cluster.save();
        return [...records, ...states, kernel, server, network];
      });
      expect(parting(futures[0] ?? [], futures[1] ?? [])).toBeUndefined();
    }),
    { numRuns: 12 },
  );
});

function restored(cluster: SmallCluster, client: LoadClient): SmallCluster {
  const again = cluster.reborn();
  for (const node of cluster.runtime.machineNames()) {
    again.addProxy(node, copyOf(cluster.kernel.actors.get(`kube-proxy/${node}`)?.save()));
  }
  addClient(again, client.load, copyOf(client.save()));
  return again;
}

function bySending(requests: readonly Finished[]): readonly Finished[] {
  return [...requests].sort((a, b) => a.sentUs - b.sentUs);
}

/** When each node's rules were last written. */
function lastSyncs(records: readonly JournalRecord[]): Map<string, number> {
  const syncs = new Map<string, number>();
  for (const record of records) if (record.type === 'rules-synced') syncs.set(record.node, record.t);
  return syncs;
}

describe('the rate of a load', () => {
  const perSecond = (spec: LoadSpec, seconds: number) => {
    const cluster = startedSite();
    addClient(cluster, spec);
    return Array.from({ length: seconds }, () => cluster.runFor(SECOND)).map((records) => finished(records).length);
  };

  test('goes evenly up a ramp and stays there', () => {
    const pattern = { kind: 'ramp', fromPerSecond: 0, overSeconds: 10 } as const;
    const counts = perSecond({ ...load, ratePerSecond: 100, pattern }, 14);
    for (const [second, count] of counts.entries()) {
      const expected = Math.min(100, second * 10 + 5);
      expect(Math.abs(count - expected), `second ${String(second)}: ${String(count)}`).toBeLessThan(8);
    }
  });

  test('leaps at the end of each period, from nothing too', () => {
    const pattern = { kind: 'spike', peakPerSecond: 200, everySeconds: 5, lastsSeconds: 1 } as const;
    const counts = perSecond({ ...load, ratePerSecond: 0, pattern }, 11);
    expect(counts.map((count) => count > 150)).toEqual(Array.from({ length: 11 }, (_, second) => second % 5 === 4));
    const based = perSecond({ ...load, ratePerSecond: 10, pattern }, 10);
    expect(based[2]).toBeGreaterThan(7);
    expect(based[2]).toBeLessThan(13);
  });
});

describe('what a load has met with', () => {
  type Measured = JournalRecord & { readonly type: 'load-measured' };
  const measured = (records: readonly JournalRecord[]) =>
    records.filter((record): record is Measured => record.type === 'load-measured');

  test('is told every ten seconds, and no request is missing', () => {
    const cluster = startedSite();
    addClient(cluster);
    const records = cluster.runFor(61 * SECOND);
    const figures = measured(records);
    expect(figures).toHaveLength(6);
    const told = figures.reduce((sum, { requests }) => sum + requests, 0);
    const until = records.indexOf(figures.at(-1)!);
    expect(told).toBe(finished(records.slice(0, until)).length);
    for (const { byStatus, byFailure, byPod, ratePerSecond, requests, p50Us, p95Us, p99Us } of figures) {
      expect(byStatus).toEqual({ 200: requests });
      expect(byFailure).toEqual({});
      expect(Object.values(byPod).reduce((sum, count) => sum + count, 0)).toBe(requests);
      expect(Math.abs(ratePerSecond - 20)).toBeLessThan(1);
      expect(p50Us).toBeLessThanOrEqual(p95Us);
      expect(p95Us).toBeLessThanOrEqual(p99Us);
    }
  });

  test('has each failure with its reason, and percentiles near the true ones', () => {
    const cluster = startedSite();
    cluster.runtime.off.add('worker233');
    addClient(cluster, { ...load, ratePerSecond: 200 });
    const records = cluster.runFor(30 * SECOND);
    const [first] = measured(records);
    const before = finished(records.slice(0, records.indexOf(first!)));
    const times = before
      .flatMap((each) => (each.outcome === 'answered' ? [each.durationUs] : []))
      .sort((a, b) => a - b);
    const truth = times[Math.ceil(0.95 * times.length) - 1] ?? 0;
    expect(Math.abs((first?.p95Us ?? 0) / truth - 1)).toBeLessThan(0.03);
    const failed = before.filter(({ outcome }) => outcome !== 'answered');
    expect(Object.values(first?.byFailure ?? {}).reduce((sum, count) => sum + count, 0)).toBe(failed.length);
    expect(Object.keys(first?.byFailure ?? {})).toContain('the machine worker233 is off');
  });
});

describe('a fast load', () => {
  const fast = { ...load, ratePerSecond: 5_000 };
  const figuresIn = (records: readonly JournalRecord[]) =>
    records.flatMap((record) => (record.type === 'load-measured' ? [record] : []));
  const sum = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((total, count) => total + count, 0);

  test('counts every request, and has some hundred a second on record', () => {
    const cluster = startedSite();
    addClient(cluster, fast);
    const records = cluster.runFor(10.5 * SECOND);
    const [figures] = figuresIn(records);
    expect(figures?.ratePerSecond).toBeGreaterThan(4_950);
    expect(figures?.ratePerSecond).toBeLessThan(5_050);
    expect(figures?.byStatus).toEqual({ '200': figures?.requests });
    expect(figures?.byImage).toEqual({ 'nginx:1.25': figures?.requests });
    expect(sum(figures?.byPod ?? {})).toBe(figures?.requests);
    const onRecord = finished(records);
    expect(onRecord.length).toBeGreaterThan(4_900);
    expect(onRecord.length).toBeLessThan(5_500);
    expect(onRecord.every(({ oneOf }) => oneOf === 10)).toBe(true);
  });

  test('has each kind of failure on record within a second', () => {
    const cluster = startedSite(1, ['10.100.2.63']);
    addClient(cluster, fast);
    cluster.runFor(SECOND);
    cluster.runtime.pods.delete('10.100.2.63');
    const lost = finished(cluster.runFor(SECOND)).filter(({ outcome }) => outcome !== 'answered');
    expect(lost.map(({ why }) => why)).toContain('nobody has the address 10.100.2.63');
  });

  test('saved and restored sends the same', () => {
    const cluster = startedSite();
    const client = addClient(cluster, fast);
    cluster.runFor(123 * MILLISECOND);
    const again = restored(cluster, client);
    expect(parting(cluster.runFor(SECOND), again.runFor(SECOND))).toBeUndefined();
  });
});

describe('a load from within the cluster', () => {
  test.each([
    ['a Pod', { namespace: 'default', pod: 'pod-10.100.1.142' }, '10.100.1.142', 'pod uid-10.100.1.142'],
    ['a machine', { node: 'worker232' }, '10.0.0.232', 'node worker232'],
  ])('from %s asks for the cluster IP', (_who, source, address, first) => {
    const cluster = startedSite();
    const pod = {
      metadata: { namespace: 'default', name: 'pod-10.100.1.142' },
      spec: { containers: [{ name: 'web', image: 'nginx' }] },
    };
    const created = cluster.server.create('pods', pod, { actor: 'test' });
    if (!created.ok) throw new Error(created.status.message);
    const withAddress = { ...created.object, status: { ...created.object.status, podIP: '10.100.1.142' } };
    const told = cluster.server.update('pods', withAddress, { actor: 'test', subresource: 'status' });
    if (!told.ok) throw new Error(told.status.message);
    addClient(cluster, { ...load, source, target: { namespace: 'default', service: 'site' } });
    const requests = finished(cluster.runFor(5 * SECOND));
    expect(requests.length).toBeGreaterThan(95);
    for (const request of requests) {
      expect(request).toMatchObject({ source: address, destination: '10.200.98.50:8888', outcome: 'answered' });
      expect(`${request.hops[0]?.at} ${request.hops[0]?.id}`).toBe(first);
    }
  });
});
