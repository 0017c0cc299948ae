import { expect, it } from 'vitest';
import { DEFAULT_LIMITS, limitsOf } from './client-limits.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { World } from './testing/world.ts';

const FIRST = 200;
/** Of so many events about one object a second none more is sent. */
const EVENTS = 25;

const set = (name: string, replicas: number): string => `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: ${name}, namespace: default }
spec:
  replicas: ${String(replicas)}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: nginx }] }
`;

function worldWithTwoSets(args: readonly string[] = []): World {
  const world = new World([replicaSetController]);
  world.actor.start({ args });
  world.run(0.1);
  world.apply(set('first', FIRST));
  world.apply(set('second', 1));
  return world.run(1);
}

function podsOf(world: World, name: string): number {
  return [...world.server.store.all('pods')].filter(({ metadata }) => metadata?.labels?.['app'] === name).length;
}

it('a controller that has written more than its client may goes on when that is paid (seed 910003322)', () => {
  const world = worldWithTwoSets();
  const paidAfter = (FIRST + EVENTS - DEFAULT_LIMITS.burst) / DEFAULT_LIMITS.requestsPerSecond;
  world.run(paidAfter - 1.2);
  expect([podsOf(world, 'first'), podsOf(world, 'second')]).toEqual([FIRST, 0]);
  // What it owes is saved with it.
  const restored = new World([replicaSetController], world.save()).run(0.5);
  world.run(0.5);
  expect([podsOf(world, 'second'), podsOf(restored, 'second')]).toEqual([1, 1]);
});

it('its manager may be told to ask for more', () => {
  expect(podsOf(worldWithTwoSets(['kube-controller-manager', '--kube-api-qps=1000']), 'second')).toBe(1);
  expect(podsOf(worldWithTwoSets(['kube-controller-manager', '--kube-api-qps', '-1']), 'second')).toBe(1);
});

it('a manager whose flags make no sense ends at once', () => {
  const world = new World([replicaSetController]);
  world.actor.start({ args: ['kube-controller-manager', '--kube-api-qps=many'] });
  expect(world.actor.exitCode).toBe(1);
});

it.each([
  [[], { requestsPerSecond: 20, burst: 30 }],
  [['--kube-api-qps=50', '--kube-api-burst=100', '--kube-api-qps=7.5'], { requestsPerSecond: 7.5, burst: 100 }],
  [['--kube-api-qps=0'], { requestsPerSecond: 5, burst: 30 }],
  [['--kube-api-qps=0', '--kube-api-burst=0'], { requestsPerSecond: 5, burst: 10 }],
  [['--kube-api-burst=0'], undefined],
  [['--kube-api-burst=1.5'], undefined],
  [['--kube-api-qps'], undefined],
])('the flags %j', (args, limits) => {
  expect(limitsOf(args)).toEqual(limits);
});
