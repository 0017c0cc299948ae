import { describe, expect, it } from 'vitest';
import type { KindMap } from '../../api/resources.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { World } from '../testing/world.ts';
import { cronJobController } from './cron-job-controller.ts';

const manifest = (more = '', schedule = '* * * * *') => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: '${schedule}'
  ${more}
  jobTemplate:
    metadata: {labels: {kind: tick}}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{name: main, image: 'busybox:1.36'}]
`;
/** Unix minutes of 2026-01-05T08:01Z, the first full minute of the world. */
const FIRST = 1_767_600_000 / 60 + 1;

function started(more = '', schedule = '* * * * *'): World {
  const world = new World([cronJobController]).start();
  world.apply(manifest(more, schedule));
  return world.run(1);
}

const names = (world: World) => world.all('jobs').map(({ metadata }) => metadata?.name);
const status = (world: World) => world.get('cronjobs', 'default/tick')?.status;

/** What the Job controller would write in the end. */
function finish(world: World, job: KindMap['jobs'] | undefined, type = 'Complete'): void {
  const at = toTimestamp(world.kernel.now);
  const herald = type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget';
  const conditions = [herald, type].map((one) => ({ type: one, status: 'True', lastTransitionTime: at }));
  const ended = { startTime: at, conditions, ...(type === 'Complete' && { completionTime: at }) };
  world.server.update('jobs', { ...job!, status: ended }, { actor: 'job-controller', subresource: 'status' });
}

describe('cron job controller', () => {
  it('makes a Job a minute, named after the minute', () => {
    const world = started();
    expect(names(world)).toEqual([]);
    world.run(60);
    const [job] = world.all('jobs');
    expect(job?.metadata).toMatchObject({
      name: `tick-${String(FIRST)}`,
      annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-05T08:01:00Z' },
      ownerReferences: [{ kind: 'CronJob', name: 'tick', controller: true }],
    });
    expect(job?.metadata?.labels).toMatchObject({ kind: 'tick' });
    expect(status(world)).toMatchObject({
      lastScheduleTime: '2026-01-05T08:01:00Z',
      active: [{ kind: 'Job', name: `tick-${String(FIRST)}` }],
    });
    finish(world, job);
    world.run(1);
    expect(status(world)?.active).toBeUndefined();
    expect(status(world)?.lastSuccessfulTime).toBeDefined();
    expect(world.events('tick')).toEqual([
      `SuccessfulCreate: Created job tick-${String(FIRST)}`,
      `SawCompletedJob: Saw completed job: tick-${String(FIRST)}, condition: Complete`,
    ]);
  });

  it('lets Jobs run side by side, waits for them or replaces them', () => {
    expect(names(started().run(125))).toHaveLength(2);
    const patient = started('concurrencyPolicy: Forbid').run(125);
    expect(names(patient)).toEqual([`tick-${String(FIRST)}`]);
    expect(patient.events('tick')[1]).toMatch(/^JobAlreadyActive: Not starting job because prior execution is running/);
    const hasty = started('concurrencyPolicy: Replace').run(125);
    expect(hasty.events('tick')).toEqual([
      `SuccessfulCreate: Created job tick-${String(FIRST)}`,
      `SuccessfulDelete: Deleted job tick-${String(FIRST)}`,
      `SuccessfulCreate: Created job tick-${String(FIRST + 1)}`,
    ]);
  });

  it('keeps no more ended Jobs than its history may have', () => {
    const world = started('successfulJobsHistoryLimit: 1\n  failedJobsHistoryLimit: 0');
    for (let minute = 0; minute < 4; minute++) {
      world.run(60);
      finish(world, world.all('jobs').at(-1), minute === 2 ? 'Failed' : 'Complete');
      world.run(0.1);
    }
    expect(names(world)).toEqual([`tick-${String(FIRST + 3)}`]);
  });

  it('told to keep none, deletes a Job as soon as it has ended, and says no more of it', () => {
    const world = started('successfulJobsHistoryLimit: 0').run(60);
    finish(world, world.all('jobs')[0]);
    world.run(2);
    expect(names(world)).toEqual([]);
    expect(world.events('tick')).toEqual([
      `SuccessfulCreate: Created job tick-${String(FIRST)}`,
      `SuccessfulDelete: Deleted job tick-${String(FIRST)}`,
    ]);
    expect(status(world)?.active).toBeUndefined();
  });

  it('makes none while it is suspended, and catches up with the last one only', () => {
    const world = started('suspend: true').run(300);
    expect(names(world)).toEqual([]);
    world.apply(manifest('suspend: false'));
    world.run(1);
    expect(names(world)).toEqual([`tick-${String(FIRST + 4)}`]);
  });

  it('does not start what is too late', () => {
    const world = started('suspend: true\n  startingDeadlineSeconds: 20').run(210);
    world.apply(manifest('startingDeadlineSeconds: 20'));
    world.run(1);
    expect(names(world)).toEqual([]);
    const late = started('startingDeadlineSeconds: 20');
    late.run(58);
    late.server.serving = false;
    late.server.hub.closeAll();
    late.run(40);
    late.server.serving = true;
    late.run(10);
    expect(names(late)).toEqual([]);
  });

  it('does not make up for a schedule that it did not have', () => {
    const world = started('', '0 0 1 1 *').run(200);
    world.apply(manifest('', '*/2 * * * *'));
    world.run(10);
    expect(names(world)).toEqual([]);
    world.run(60);
    expect(names(world)).toHaveLength(1);
  });

  it('warns of a schedule that never comes and of Jobs it does not know', () => {
    const world = started('', '0 0 31 2 *');
    expect(world.events('tick')[0]).toBe(
      'InvalidSchedule: invalid schedule: 0 0 31 2 * : ' +
        'time difference between two schedules is less than 1 second',
    );
    const uid = world.get('cronjobs', 'default/tick')?.metadata?.uid ?? '';
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'tick', uid, controller: true };
    const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox:1.36' }] } };
    const metadata = { name: 'manual', namespace: 'default', ownerReferences: [owner] };
    world.server.create('jobs', { metadata, spec: { template } }, { actor: 'person' });
    world.run(1);
    expect(world.events('tick')).toContain(
      'UnexpectedJob: Saw a job that the controller did not create or forgot: manual',
    );
  });

  it('goes on after a restore as if nothing had been', () => {
    const world = started().run(58);
    for (const seconds of [0.5, 0.6, 0.005, 61]) {
      world.run(seconds);
      const restored = new World([cronJobController], world.save());
      world.run(5);
      restored.run(5);
      expect(restored.save()).toEqual(world.save());
    }
  });
});
