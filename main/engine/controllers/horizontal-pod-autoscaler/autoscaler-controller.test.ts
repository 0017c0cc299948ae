import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { horizontalPodAutoscalerController } from './autoscaler-controller.ts';

const workload = (replicas: number) => `
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: ${String(replicas)}
  selector: {app: web}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}
`;
const autoscaler = (target: string, metrics = '') => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec: {minReplicas: 2, maxReplicas: 4, scaleTargetRef: ${target}${metrics}}
`;
const WEB = '{apiVersion: v1, kind: ReplicationController, name: web}';

function after15s(...manifests: string[]): World {
  const world = new World([horizontalPodAutoscalerController]).start();
  for (const manifest of manifests) world.apply(manifest);
  return world.run(15.1);
}

const status = (world: World) => world.get('horizontalpodautoscalers', 'default/h')?.status;
const sizeOf = (world: World) => world.get('replicationcontrollers', 'default/web')?.spec?.replicas;

it('brings a workload between the bounds', () => {
  for (const [replicas, wanted, side] of [
    [1, 2, 'below Spec.MinReplicas'],
    [9, 4, 'above Spec.MaxReplicas'],
  ] as const) {
    const world = after15s(workload(replicas), autoscaler(WEB));
    expect(sizeOf(world)).toBe(wanted);
    expect(world.events('h')).toEqual([
      `SuccessfulRescale: New size: ${String(wanted)}; reason: Current number of replicas ${side}`,
    ]);
    expect(status(world)).toMatchObject({ currentReplicas: replicas, desiredReplicas: wanted });
  }
});

it('says of every kind of metric that there is none', () => {
  const metrics = `, metrics: [
    {type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 100m}}},
    {type: Pods, pods: {metric: {name: hits}, target: {type: AverageValue, averageValue: 5}}}]`;
  const world = after15s(workload(3), autoscaler(WEB, metrics));
  const events = world.events('h');
  expect(events).toHaveLength(3);
  expect(events[0]).toContain(
    'FailedGetResourceMetric: failed to get cpu usage: unable to get metrics for resource cpu',
  );
  expect(events[1]).toContain('FailedGetPodsMetric: unable to get metric hits: unable to fetch metrics from custom');
  expect(events[2]).toContain(
    'FailedComputeMetricsReplicas: invalid metrics (2 invalid out of 2), first error is: failed',
  );
  expect(status(world)?.currentMetrics).toHaveLength(2);
  expect(status(world)?.conditions?.map(({ type, reason }) => `${type} ${reason ?? ''}`)).toEqual([
    'AbleToScale SucceededGetScale',
    'ScalingActive FailedGetResourceMetric',
  ]);
});

it('leaves what is switched off, and misses what is not there', () => {
  expect(status(after15s(workload(0), autoscaler(WEB)))?.conditions?.[1]?.reason).toBe('ScalingDisabled');
  const world = after15s(autoscaler('{apiVersion: apps/v1, kind: Deployment, name: lost}'));
  expect(world.events('h')).toEqual(['FailedGetScale: deployments.apps "lost" not found']);
});

it('leaves Pods alone that another autoscaler looks after', () => {
  const second = autoscaler(WEB).replace('name: h', 'name: other');
  const world = after15s(workload(3), autoscaler(WEB), second);
  const pod = (name: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, labels: {app: web}}, spec: {containers: [{name: main, image: nginx}]}}`;
  world.apply(pod('a'));
  world.run(15);
  const message = 'pods by selector app=web are controlled by multiple HPAs: [{h default} {other default}]';
  for (const name of ['h', 'other']) {
    const { currentMetrics, conditions } = world.get('horizontalpodautoscalers', `default/${name}`)?.status ?? {};
    expect(currentMetrics).toBeNull();
    expect(conditions?.find(({ type }) => type === 'ScalingActive')).toMatchObject({
      status: 'False',
      reason: 'AmbiguousSelector',
      message,
    });
    expect(world.events(name)).toContain(`AmbiguousSelector: ${message}`);
    expect(world.events(name)).toContain(`FailedComputeMetricsReplicas: ${message}`);
  }
  world.server.delete('horizontalpodautoscalers', 'default', 'other', { actor: 'person' });
  world.run(30);
  expect(status(world)?.conditions?.find(({ type }) => type === 'ScalingActive')?.reason).toBe(
    'FailedGetResourceMetric',
  );
});
