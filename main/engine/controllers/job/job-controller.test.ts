import { describe, expect, it } from 'vitest';
import { SECOND, toTimestamp } from '../../kernel/time.ts';
import { World } from '../testing/world.ts';
import { ttlAfterFinishedController } from '../ttl-after-finished/ttl-after-finished-controller.ts';
import { jobController } from './job-controller.ts';

const manifest = (spec = '', restartPolicy = 'Never') => `
apiVersion: batch/v1
kind: Job
metadata: {name: work}
spec:
  ${spec}
  template:
    spec:
      restartPolicy: ${restartPolicy}
      containers: [{name: main, image: 'busybox:1.36'}]
`;

const controllers = [jobController, ttlAfterFinishedController];

function started(spec = '', restartPolicy = 'Never'): World {
  const world = new World(controllers).start();
  world.apply(manifest(spec, restartPolicy));
  return world.run(0.5);
}

const job = (world: World) => world.get('jobs', 'default/work');
const types = (world: World) => job(world)?.status?.conditions?.map(({ type, status }) => `${type} ${status}`);
const running = (world: World) =>
  world
    .all('pods')
    .filter(({ metadata, status }) => status?.phase === 'Pending' && metadata?.deletionTimestamp === undefined);
const indexes = (world: World) =>
  running(world).map(({ metadata }) => metadata?.labels?.['batch.kubernetes.io/job-completion-index']);
const reasons = (world: World) => world.events('work').map((text) => text.split(':')[0]);

function suspend(world: World, value: boolean): void {
  const { spec, ...rest } = job(world)!;
  world.server.update('jobs', { ...rest, spec: { ...spec!, suspend: value } }, { actor: 'person' });
}

/** Ends a running Pod, the first unless `index` names another, as its kubelet would. */
function end(world: World, exitCode: number, index?: string): void {
  const pod = running(world).find(
    ({ metadata }) => index === undefined || metadata?.labels?.['batch.kubernetes.io/job-completion-index'] === index,
  );
  const finishedAt = toTimestamp(world.kernel.now);
  const state = { terminated: { exitCode, finishedAt } };
  const status = {
    ...pod?.status,
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    containerStatuses: [{ name: 'main', image: '', imageID: '', ready: false, restartCount: 0, state }],
  };
  world.server.update('pods', { ...pod!, status }, { actor: 'kubelet', subresource: 'status' });
}

describe('job controller', () => {
  it('runs as many Pods at once as it may until enough have succeeded', () => {
    const world = started('completions: 3\n  parallelism: 2');
    expect(running(world)).toHaveLength(2);
    expect(running(world)[0]?.metadata?.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
    expect(job(world)?.status).toMatchObject({ active: 2, ready: 0, terminating: 0, uncountedTerminatedPods: {} });
    end(world, 0);
    world.run(2.5);
    expect(running(world)).toHaveLength(2);
    expect(job(world)?.status).toMatchObject({ active: 2, succeeded: 1 });
    end(world, 0);
    end(world, 0);
    world.run(3);
    expect(types(world)).toEqual(['SuccessCriteriaMet True', 'Complete True']);
    expect(job(world)?.status).toMatchObject({ succeeded: 3, completionTime: expect.any(String) as string });
    expect(job(world)?.status?.active).toBeUndefined();
    expect(world.all('pods').every(({ metadata }) => metadata?.finalizers === undefined)).toBe(true);
    expect(reasons(world)).toEqual(['SuccessfulCreate', 'SuccessfulCreate', 'SuccessfulCreate', 'Completed']);
  });

  it('leaves alone what another controller manages', () => {
    const world = started('managedBy: example.com/other');
    expect(world.all('pods')).toEqual([]);
    expect(job(world)?.status).toEqual({});
    expect(started('managedBy: kubernetes.io/job-controller').all('pods')).toHaveLength(1);
  });

  it('waits ever longer between retries and gives up after the limit', () => {
    const world = started('backoffLimit: 2');
    const starts: number[] = [];
    for (let tenths = 0; tenths < 450; tenths++) {
      if (running(world).length > 0) {
        starts.push(Math.floor(world.kernel.now / SECOND));
        end(world, 3);
      }
      world.run(0.1);
    }
    expect(starts).toEqual([0, 10, 30]);
    expect(types(world)).toEqual(['FailureTarget True', 'Failed True']);
    expect(job(world)?.status?.conditions?.[1]).toMatchObject({
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    });
    expect(job(world)?.status).toMatchObject({ failed: 3, ready: 0, terminating: 0 });
    expect(reasons(world).at(-1)).toBe('BackoffLimitExceeded');
  });

  it('gives each Pod of an indexed Job its index', () => {
    const world = started('completionMode: Indexed\n  completions: 4\n  parallelism: 4');
    const pod = running(world).find(({ metadata }) => metadata?.name?.startsWith('work-2-'));
    expect(pod?.metadata?.annotations).toEqual({ 'batch.kubernetes.io/job-completion-index': '2' });
    expect(pod?.spec?.hostname).toBe('work-2');
    expect(pod?.spec?.containers[0]?.env).toEqual([
      {
        name: 'JOB_COMPLETION_INDEX',
        valueFrom: {
          fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']" },
        },
      },
    ]);
    for (const index of ['0', '1', '3']) end(world, 0, index);
    world.run(3);
    expect(job(world)?.status).toMatchObject({ succeeded: 3, completedIndexes: '0,1,3' });
    end(world, 0, '2');
    world.run(3);
    expect(job(world)?.status?.completedIndexes).toBe('0-3');
  });

  it('fails single indexes when each has a limit of its own', () => {
    const world = started('completionMode: Indexed\n  completions: 2\n  parallelism: 2\n  backoffLimitPerIndex: 1');
    end(world, 0, '0');
    end(world, 1, '1');
    world.run(14);
    expect(indexes(world)).toEqual(['1']);
    expect(running(world)[0]?.metadata?.annotations?.['batch.kubernetes.io/job-index-failure-count']).toBe('1');
    end(world, 1, '1');
    world.run(5);
    expect(job(world)?.status).toMatchObject({ completedIndexes: '0', failedIndexes: '1', failed: 2 });
    expect(job(world)?.status?.conditions?.at(-1)).toMatchObject({ type: 'Failed', reason: 'FailedIndexes' });
  });

  it('fails at once where the policy says so, and forgives where it says so', () => {
    const rules =
      '[{action: Ignore, onExitCodes: {operator: In, values: [7]}}, ' +
      '{action: FailJob, onExitCodes: {operator: NotIn, values: [7, 8]}}]';
    const world = started(`backoffLimit: 0\n  podFailurePolicy: {rules: ${rules}}`);
    end(world, 7);
    world.run(13);
    expect(running(world)).toHaveLength(1);
    const name = running(world)[0]?.metadata?.name ?? '';
    end(world, 42);
    world.run(3);
    expect(job(world)?.status?.conditions?.at(-1)).toMatchObject({
      type: 'Failed',
      reason: 'PodFailurePolicy',
      message: `Container main for pod default/${name} failed with exit code 42 matching FailJob rule at index 1`,
    });
  });

  it('ends well as soon as its success policy is met', () => {
    const policy = 'successPolicy: {rules: [{succeededIndexes: "1-2", succeededCount: 1}]}';
    const world = started(`completionMode: Indexed\n  completions: 3\n  parallelism: 3\n  ${policy}`);
    end(world, 0, '2');
    world.run(4);
    expect(types(world)).toEqual(['SuccessCriteriaMet True', 'Complete True']);
    expect(job(world)?.status?.conditions?.[0]).toMatchObject({
      reason: 'SuccessPolicy',
      message: 'Matched rules at index 0',
    });
    expect(running(world)).toHaveLength(0);
  });

  it('makes no Pods while it is suspended', () => {
    const world = started('suspend: true');
    expect(types(world)).toEqual(['Suspended True']);
    expect(job(world)?.status?.startTime).toBeUndefined();
    suspend(world, false);
    world.run(1);
    expect(types(world)).toEqual(['Suspended False']);
    expect(running(world)).toHaveLength(1);
    suspend(world, true);
    world.run(3);
    expect(running(world)).toHaveLength(0);
    // The second time counts the first event up.
    expect(reasons(world).filter((reason) => !reason?.startsWith('Successful'))).toEqual(['Suspended', 'Resumed']);
  });

  it('ends when its deadline has passed', () => {
    const world = started('activeDeadlineSeconds: 8');
    world.run(12);
    expect(job(world)?.status?.conditions?.at(-1)).toMatchObject({ type: 'Failed', reason: 'DeadlineExceeded' });
    expect(job(world)?.status).toMatchObject({ failed: 1 });
    expect(running(world)).toHaveLength(0);
  });

  it('tries again after one second, and ever later, while no Pod can be made', () => {
    const world = new World(controllers).start();
    world.apply(manifest().replace('restartPolicy:', 'priorityClassName: none\n      restartPolicy:'));
    const refusals = () =>
      world
        .all('events')
        .filter(({ reason }) => reason === 'FailedCreate')
        .map(({ count = 1 }) => count);
    const counts = [0.5, 1, 2, 4].map((seconds) => {
      world.run(seconds);
      return refusals().reduce((sum, count) => sum + count, 0);
    });
    expect(counts).toEqual([1, 2, 3, 4]);
  });

  it('is deleted when its time after the end is over', () => {
    const world = started('ttlSecondsAfterFinished: 5');
    end(world, 0);
    world.run(4);
    expect(job(world)?.metadata?.deletionTimestamp).toBeUndefined();
    world.run(4);
    expect(job(world)?.metadata).toMatchObject({ finalizers: ['foregroundDeletion'] });
  });

  it('lets go of its Pods when it is gone', () => {
    const world = started();
    world.server.delete('jobs', 'default', 'work', { actor: 'person' });
    world.run(1);
    expect(world.all('pods')[0]?.metadata?.finalizers).toBeUndefined();
  });

  it('lets go of Pods that it still holds when it is seen to have ended', () => {
    const world = started();
    const at = toTimestamp(world.kernel.now);
    const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({
      type,
      status: 'True',
      lastTransitionTime: at,
    }));
    const status = { startTime: at, completionTime: at, succeeded: 1, conditions };
    world.server.update('jobs', { ...job(world)!, status }, { actor: 'job-controller', subresource: 'status' });
    world.run(1);
    expect(world.all('pods')[0]?.metadata?.finalizers).toBeUndefined();
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = started('completions: 3\n  parallelism: 2');
    end(world, 0);
    end(world, 1);
    for (const seconds of [0.1, 0.95, 0.001, 0.002]) {
      world.run(seconds);
      const restored = new World(controllers, world.save());
      world.run(12);
      restored.run(12);
      expect(restored.save()).toEqual(world.save());
    }
  });
});
