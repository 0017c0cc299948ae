// The laws of the engine, tried on whole clusters with random inputs. A failure prints the seed that repeats it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineInput } from '../../preload/contract/inputs.ts';
import { Cluster } from './cluster.ts';
import { MILLISECOND, SECOND, type Micros, START, after } from './kernel/time.ts';
import { type TimedInput, clusterOptions, play, reborn } from './testing/clusters.ts';

const END = after(START, 90 * SECOND);

const rc = (name: string, replicas: number): EngineInput => ({
  type: 'apply',
  namespace: 'default',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'ReplicationController',
      metadata: { name },
      spec: {
        replicas,
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: 'web', image: 'nginx:1.25', ports: [{ containerPort: 80 }] }] },
        },
      },
    } as never,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { type: 'NodePort', selector: { app: name }, ports: [{ port: 8888, targetPort: 80 }] },
    } as never,
  ],
});

/** What the other controllers have to do with: storage, quotas, budgets, autoscalers, hand-made Endpoints. */
const surroundings = (name: string, amount: number): EngineInput => ({
  type: 'apply',
  namespace: 'default',
  documents: [
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        storageClassName: 'slow',
        capacity: { storage: `${String(amount)}Gi` },
        accessModes: ['ReadWriteOnce'],
        hostPath: { path: `/tmp/${name}` },
        persistentVolumeReclaimPolicy: amount > 2 ? 'Delete' : 'Retain',
      },
    } as never,
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name },
      spec: { storageClassName: 'slow', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
    } as never,
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name },
      spec: { hard: { pods: String(amount + 2), services: '4' } },
    } as never,
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: { minAvailable: amount > 3 ? '50%' : amount, selector: { matchLabels: { app: name } } },
    } as never,
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name },
      spec: { maxReplicas: amount + 1, scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name } },
    } as never,
    { apiVersion: 'v1', kind: 'Service', metadata: { name: `${name}-db` }, spec: { ports: [{ port: 5432 }] } } as never,
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: `${name}-db` },
      subsets: [{ addresses: [{ ip: `192.0.2.${String(amount)}` }], ports: [{ port: 5432 }] }],
    } as never,
  ],
});

const names = fc.constantFrom('red', 'blue');
const removable = fc.constantFrom('replicationcontrollers', 'persistentvolumeclaims', 'persistentvolumes', 'endpoints');
const workers = fc.constantFrom('worker232', 'worker233');
const manifests = '/etc/kubernetes/manifests';

const anyInput: fc.Arbitrary<EngineInput> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(names, fc.integer({ min: 0, max: 5 })).map(([name, replicas]) => rc(name, replicas)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(names, fc.integer({ min: 1, max: 4 })).map(([name, amount]) => surroundings(name, amount)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(names, removable).map(([name, resource]) => ({
      type: 'request' as const,
      request: { verb: 'delete' as const, resource, namespace: 'default', name },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(workers, fc.boolean()).map(([node, on]) => ({ type: 'node-power' as const, node, on })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(workers, fc.boolean()).map(([node, up]) => ({
      type: 'set-link' as const,
      node,
      link: { up, delayUs: 0, loss: 0 },
    })),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 40 }).map((ratePerSecond) => ({
      type: 'set-load' as const,
      load: { name: 'visitors', ratePerSecond, target: 'all-node-ports' as const, path: '/' },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('kube-scheduler', 'kube-apiserver', 'kube-controller-manager', 'etcd'), fc.boolean())
      .map(([component, away]) => ({
        type: 'move-file' as const,
        node: 'master231',
        from: away ? `${manifests}/${component}.yaml` : `/root/${component}.yaml`,
        to: away ? `/root/${component}.yaml` : `${manifests}/${component}.yaml`,
      })),
  },
);

const anyHistory = fc
  .array(fc.tuple(fc.integer({ min: 10 * SECOND, max: 85 * SECOND }), anyInput), { maxLength: 8 })
  .map((items): TimedInput[] => [
    { t: START, input: { type: 'power-on' } },
    ...items.sort((a, b) => a[0] - b[0]).map(([t, input]) => ({ t: t as Micros, input })),
  ]);
const anySeed = fc.integer({ min: 1, max: 1_000_000 });

const fresh = (seed: number) => Cluster.create(clusterOptions(seed));
// On a slow machine fewer histories are tried, and a counterexample is shrunk no longer than this.
const runs = { numRuns: 12, interruptAfterTimeLimit: 25_000 };

/** Plays a history at one go, and again with a stop, save and restore in between. */
function expectSameAfterStop(seed: number, inputs: readonly TimedInput[], stop: number): void {
  const at = stop as Micros;
  const whole = fresh(seed);
  const records = play(whole, inputs, END);
  const first = fresh(seed);
  const before = play(
    first,
    inputs.filter(({ t }) => t <= at),
    at,
  );
  const second = reborn(first);
  expect(second.hash()).toBe(first.hash());
  const rest = play(
    second,
    inputs.filter(({ t }) => t > at),
    END,
  );
  expect(JSON.stringify([...before, ...rest])).toBe(JSON.stringify(records));
  expect(second.hash()).toBe(whole.hash());
}

describe('the laws of the engine', () => {
  it('same seed and inputs: the same history, record for record, and the same state', () => {
    fc.assert(
      fc.property(anySeed, anyHistory, (seed, inputs) => {
        const [one, two] = [fresh(seed), fresh(seed)];
        expect(JSON.stringify(play(one, inputs, END))).toBe(JSON.stringify(play(two, inputs, END)));
        expect(one.hash()).toBe(two.hash());
      }),
      runs,
    );
  });

  it('saved at any instant, restored and run on: as if it had never stopped', () => {
    fc.assert(
      fc.property(anySeed, anyHistory, fc.integer({ min: 1 * SECOND, max: 89 * SECOND }), expectSameAfterStop),
      runs,
    );
  });

  it('seed 1, stopped at 13.282 s: trigger times do not depend on the order of an index', () => {
    const inputs: TimedInput[] = [
      { t: START, input: { type: 'power-on' } },
      { t: after(START, 10 * SECOND), input: rc('blue', 5) },
    ];
    expectSameAfterStop(1, inputs, 13_282_051);
  });

  it('pauses, steps and speeds change nothing', () => {
    const anyPace = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(anySeed, anyHistory, anyPace, (seed, inputs, pace) => {
        const [straight, halting] = [fresh(seed), fresh(seed)];
        let turn = 0;
        const halt = (cluster: Cluster, limit: Micros) => {
          while (cluster.now < limit) {
            const sliceMs = pace[turn++ % pace.length] ?? 1;
            const until = Math.min(limit, cluster.now + sliceMs * MILLISECOND) as Micros;
            if (turn % 3 === 0) cluster.step(until);
            else cluster.runUntil(until);
          }
          cluster.runUntil(limit);
        };
        expect(JSON.stringify(play(halting, inputs, END, halt))).toBe(JSON.stringify(play(straight, inputs, END)));
        expect(halting.hash()).toBe(straight.hash());
      }),
      runs,
    );
  });
});
