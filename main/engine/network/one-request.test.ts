import { expect, test } from 'vitest';
import { SECOND } from '../kernel/time.ts';
import type { Sender } from './journey.ts';
import { requestAtOnce } from './one-request.ts';
import { SmallCluster, site, slice } from './testing/small-cluster.ts';

const POD = '10.100.1.142';

function ask(from: Sender, address: string, port: number, change?: (cluster: SmallCluster) => void) {
  const cluster = new SmallCluster(1);
  cluster.apply(site(), slice([POD]));
  cluster.runtime.addPod(POD);
  cluster.runtime.addPod('10.100.2.9');
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(SECOND);
  change?.(cluster);
  return requestAtOnce(cluster.kernel, cluster.network, { client: 'curl', from, address, port, path: '/' }).finished;
}

const outside = { kind: 'outside', address: '198.51.100.7' } as const;
const fromPod = { kind: 'pod', address: '10.100.2.9' } as const;

test('a Pod reaches a Service by its cluster IP, through the rules of its own node', () => {
  const request = ask(fromPod, '10.200.98.50', 8888);
  expect(request).toMatchObject({ outcome: 'answered', source: '10.100.2.9', backend: `${POD}:80`, sentUs: SECOND });
  expect(request.hops.map(({ id }) => id)).toEqual(['uid-10.100.2.9', 'worker233', 'worker232', `uid-${POD}`]);
});

test('a program on a node reaches node ports, on 127.0.0.1 too, and Pods', () => {
  const from = { kind: 'node', node: 'master231' } as const;
  expect(ask(from, '127.0.0.1', 30080)).toMatchObject({ outcome: 'answered', source: '127.0.0.1' });
  expect(ask(from, '10.0.0.233', 30080)).toMatchObject({ outcome: 'answered' });
  expect(ask(from, POD, 80)).toMatchObject({ outcome: 'answered' });
});

test('a Pod reaches itself by its Service', () => {
  expect(ask({ kind: 'pod', address: POD }, '10.200.98.50', 8888)).toMatchObject({
    outcome: 'answered',
    podUid: `uid-${POD}`,
  });
});

test('nobody answers at a strange address, at a cluster IP from outside, or at the wrong port of one', () => {
  expect(ask(fromPod, '192.0.2.1', 80)).toMatchObject({ outcome: 'timed-out', durationUs: 5 * SECOND });
  expect(ask(outside, '10.200.98.50', 8888)).toMatchObject({ why: 'nobody has the address 10.200.98.50' });
  expect(ask(fromPod, '10.200.98.50', 81)).toMatchObject({ why: 'nobody has the address 10.200.98.50' });
});

test('a delay on a cable is paid on every way', () => {
  const slow = ask(outside, '10.0.0.233', 30080, ({ network }) => {
    network.setLink({ node: 'worker233' }, { up: true, delayUs: 100_000, loss: 0 });
  });
  expect(slow.outcome).toBe('answered');
  expect(slow.durationUs).toBeGreaterThan(800_000);
});

test.each([
  [outside, '10.0.0.99', 'nobody has the address 10.0.0.99'],
  [fromPod, '10.0.0.99', 'nobody has the address 10.0.0.99'],
  [fromPod, '10.100.2.77', 'nobody has the address 10.100.2.77'],
  [fromPod, '10.100.1.77', 'nobody has the address 10.100.1.77'],
  [outside, '10.0.0.232', 'the machine worker232 is off'],
  [{ kind: 'node', node: 'master231' } as const, '10.0.0.232', 'the machine worker232 is off'],
])(
  'where an address belongs to a network that somebody on the way is on, no route is found: %j to %s',
  (from, to, why) => {
    const request = ask(from, to, 80, ({ runtime }) => {
      if (to === '10.0.0.232') runtime.off.add('worker232');
    });
    expect(request).toMatchObject({ outcome: 'no-route', why });
    expect(request.durationUs).toBeGreaterThanOrEqual(3 * SECOND);
    expect(request.durationUs).toBeLessThan(3.2 * SECOND);
  },
);

test('a rule that is stale leads to a machine that is off', () => {
  const request = ask(outside, '10.0.0.231', 30080, ({ runtime }) => runtime.off.add('worker232'));
  expect(request).toMatchObject({ outcome: 'timed-out', why: 'the machine worker232 is off' });
});
