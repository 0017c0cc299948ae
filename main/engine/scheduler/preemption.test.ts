import { describe, expect, it } from 'vitest';
import { SmallCluster } from './testing/small-cluster.ts';

const cpu = (amount: string) => ({ container: `resources: {requests: {cpu: ${amount}}}` });
const on = 'nodeSelector: {kubernetes.io/hostname: worker232}';
const head =
  "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s).";

function cluster(): SmallCluster {
  const cluster = SmallCluster.started();
  for (const [name, value, policy] of [
    ['low', 100, 'PreemptLowerPriority'],
    ['high', 1000, 'PreemptLowerPriority'],
    ['polite', 1000, 'Never'],
  ] as const) {
    cluster.apply(
      `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ${name}}, value: ${String(value)}, preemptionPolicy: ${policy}}`,
    );
  }
  cluster.addPod('low-a', `priorityClassName: low, ${on}`, cpu('600m'));
  cluster.addPod('low-b', `priorityClassName: low, ${on}`, cpu('1'));
  return cluster.run(1);
}

describe('preemption', () => {
  it('takes down the least that is enough, and keeps the place', () => {
    const world = cluster();
    world.addPod('high', `priorityClassName: high, ${on}`, cpu('1'));
    world.run(0.5);
    const uid = world.pod('high')?.metadata?.uid ?? '';
    expect(world.pod('high')?.status?.nominatedNodeName).toBe('worker232');
    expect(world.events('low-b')).toContain(`Preempted: Preempted by pod ${uid} on node worker232`);
    expect(world.pod('low-b')?.metadata?.deletionTimestamp).toBeDefined();
    expect(world.pod('low-b')?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    });
    expect(world.pod('low-a')?.metadata?.deletionTimestamp).toBeUndefined();
    expect(world.events('high')).toEqual([
      `FailedScheduling: ${head}`,
      `FailedScheduling: ${head} no new claims to deallocate, preemption: not eligible due to a terminating pod on the nominated node.`,
    ]);
    world.addPod('late', `priorityClassName: low, ${on}`, cpu('1'));
    world.server.delete('pods', 'default', 'low-b', { actor: 'kubelet', gracePeriodSeconds: 0 });
    world.run(3);
    expect(world.nodeOf('high')).toBe('worker232');
    expect(world.nodeOf('late')).toBeUndefined();
  });

  it('is nothing for polite Pods', () => {
    const world = cluster();
    world.addPod('kind', `priorityClassName: polite, ${on}`, cpu('1'));
    world.run(1);
    expect(world.message('kind')).toBe(
      `${head} no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.`,
    );
  });

  it('spares what a budget protects, if others will do', () => {
    const world = cluster();
    world.apply(
      '{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: guard}, spec: {minAvailable: 1, selector: {matchLabels: {app: dear}}}}',
    );
    world.addPod('dear', `priorityClassName: low, nodeSelector: {kubernetes.io/hostname: worker233}`, {
      ...cpu('1'),
      labels: 'app: dear',
    });
    world.run(1);
    const other = 'nodeSelector: {kubernetes.io/hostname: worker233}';
    world.addPod('cheap', `priorityClassName: low, ${other}`, cpu('1'));
    world.run(1);
    world.addPod('high', `priorityClassName: high, ${other}`, cpu('1'));
    world.run(1);
    expect(world.pod('dear')?.metadata?.deletionTimestamp).toBeUndefined();
    expect(world.pod('cheap')?.metadata?.deletionTimestamp).toBeDefined();
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = cluster();
    world.addPod('high', `priorityClassName: high, ${on}`, cpu('1'));
    for (let i = 0; i < 8; i++) {
      world.run(0.001);
      const restored = new SmallCluster(world.save()).run(3);
      const straight = new SmallCluster(world.save());
      expect(straight.run(3).records).toEqual(restored.records);
    }
    const restored = new SmallCluster(world.save()).run(40);
    const length = world.records.length;
    world.run(40);
    expect(restored.records).toEqual(world.records.slice(length));
    expect(restored.save()).toEqual(world.save());
  });
});
