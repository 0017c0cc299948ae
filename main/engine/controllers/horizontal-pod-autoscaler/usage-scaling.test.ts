import { describe, expect, it } from 'vitest';
import { toTimestamp } from '../../kernel/time.ts';
import { CPU_USAGE_ANNOTATION } from '../pod-metrics.ts';
import { replicationController } from '../replication/replication-controller.ts';
import { World } from '../testing/world.ts';
import { horizontalPodAutoscalerController } from './autoscaler-controller.ts';

const workload = `
apiVersion: v1
kind: ReplicationController
metadata: {name: web}
spec:
  replicas: 2
  selector: {app: web}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: nginx, resources: {requests: {cpu: 100m}}}]}
`;
const metricsServer = `
apiVersion: v1
kind: Pod
metadata: {name: metrics-server, namespace: kube-system, labels: {k8s-app: metrics-server}}
spec: {containers: [{name: metrics-server, image: metrics-server}]}
`;
const autoscaler = (more = '') => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec:
  minReplicas: 1
  maxReplicas: 10
  scaleTargetRef: {apiVersion: v1, kind: ReplicationController, name: web}
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
  ${more}
`;
const controllers = [replicationController, horizontalPodAutoscalerController];

const sizeOf = (world: World) => world.get('replicationcontrollers', 'default/web')?.spec?.replicas;
const status = (world: World) => world.get('horizontalpodautoscalers', 'default/h')?.status;
const conditions = (world: World) => status(world)?.conditions?.map(({ type, reason }) => `${type} ${reason ?? ''}`);

/** Runs all Pods, with their containers. */
function runAll(world: World): World {
  for (const { metadata, status: before } of world.all('pods')) {
    if (before?.phase === 'Running') continue;
    const path = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
    world.runPod(path);
    const pod = world.get('pods', path)!;
    const startedAt = toTimestamp(world.kernel.now);
    const running = {
      name: 'main',
      image: '',
      imageID: '',
      ready: true,
      restartCount: 0,
      state: { running: { startedAt } },
    };
    const next = { ...pod.status, startTime: startedAt, containerStatuses: [running] };
    world.server.update('pods', { ...pod, status: next }, { actor: 'kubelet', subresource: 'status' });
  }
  return world;
}

function use(world: World, cpu: string): void {
  for (const pod of world.all('pods').filter(({ metadata }) => metadata?.namespace === 'default')) {
    const annotations = { ...pod.metadata?.annotations, [CPU_USAGE_ANNOTATION]: cpu };
    world.server.update('pods', { ...pod, metadata: { ...pod.metadata, annotations } }, { actor: 'person' });
  }
}

function started(more = ''): World {
  const world = new World(controllers).start();
  for (const manifest of [workload, metricsServer, autoscaler(more)]) world.apply(manifest);
  runAll(world.run(0.5));
  return world.run(45);
}

/** Lets the controllers work for a while, and new Pods run at once. */
function work(world: World, seconds: number): World {
  for (let second = 0; second < seconds; second++) runAll(world.run(1));
  return world;
}

describe('scaling by what Pods use', () => {
  it('doubles a workload that is short of it by half, and says why', () => {
    const world = started();
    use(world, '100m');
    work(world, 16);
    expect(sizeOf(world)).toBe(4);
    expect(world.events('h')).toContain(
      'SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target',
    );
    expect(status(world)?.currentMetrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 100, averageValue: '100m' } } },
    ]);
    expect(conditions(world)).toEqual([
      'AbleToScale SucceededRescale',
      'ScalingActive ValidMetricFound',
      'ScalingLimited DesiredWithinRange',
    ]);
  });

  it('leaves it alone within a tenth of the target', () => {
    const world = started();
    use(world, '54m');
    expect(sizeOf(work(world, 60))).toBe(2);
  });

  it('shrinks it only when nothing more was wanted for five minutes', () => {
    const world = started();
    use(world, '50m');
    work(world, 30);
    use(world, '5m');
    work(world, 60);
    expect(sizeOf(world)).toBe(2);
    expect(conditions(world)).toContain('AbleToScale ScaleDownStabilized');
    expect(sizeOf(work(world, 300))).toBe(1);
    expect(world.events('h').at(-1)).toBe('SuccessfulRescale: New size: 1; reason: All metrics below target');
  });

  it('grows no faster than its rules allow', () => {
    const world = started('behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 60}]}}');
    use(world, '500m');
    work(world, 16);
    expect(sizeOf(world)).toBe(3);
    use(world, '500m');
    work(world, 30);
    expect(sizeOf(world)).toBe(3);
    expect(conditions(world)).toContain('ScalingLimited ScaleUpLimit');
    use(world, '500m');
    work(world, 45);
    expect(sizeOf(world)).toBe(4);
  });

  it('tells of containers that ask for nothing and of Pods without measurements', () => {
    const world = new World(controllers).start();
    world.apply(workload.replace(', resources: {requests: {cpu: 100m}}', ''));
    world.apply(metricsServer);
    world.apply(autoscaler());
    world.run(0.5).runPod('kube-system/metrics-server');
    world.run(16);
    expect(world.events('h')[0]).toBe(
      'FailedGetResourceMetric: failed to get cpu utilization: unable to get metrics for resource cpu: ' +
        'no metrics returned from resource metrics API',
    );
    runAll(world).run(45);
    expect(world.events('h').at(-2)).toMatch(
      /^FailedGetResourceMetric: failed to get cpu utilization: missing request for cpu in container main of Pod web-/,
    );
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = started();
    use(world, '100m');
    work(world, 20);
    const restored = new World(controllers, world.save());
    work(world, 40);
    work(restored, 40);
    expect(restored.save()).toEqual(world.save());
  });
});
