// Models pkg/controller/cronjob/cronjob_controllerv2.go (v1.35): makes Jobs when a schedule says so.
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { parseSchedule } from '../../kinds/cron-job/schedule.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
} from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { controllerOf } from '../owners.ts';
import { untilRefused } from '../refusal.ts';
import { instantOf, unixOf } from './calendar.ts';
import { CRON_JOB_CONTROLLER } from './cron-job-book.ts';
import { turnCronJob } from './cron-job-turn.ts';
import { nextLook } from './due.ts';

type CronJob = KindMap['cronjobs'];
type Job = KindMap['jobs'];

export const cronJobController: ControllerDefinition = {
  name: CRON_JOB_CONTROLLER,
  component: CRON_JOB_CONTROLLER,
  watches: ['cronjobs', 'jobs'],
  create: (context) => new CronJobController(context),
};

class CronJobController implements Controller {
  readonly #context: ControllerContext;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext) {
    this.#context = context;
    this.watches = {
      cronjobs: (change) => this.#cronJobChanged(change),
      jobs: ({ object }) => this.#ownersOf(object),
    };
  }

  reconcile(key: string): Outcome {
    const { caches } = this.#context;
    const cronJob = caches.of('cronjobs').byKey(key);
    if (!cronJob) return done;
    const jobs = [...caches.of('jobs').all()].filter(
      (job) =>
        job.metadata?.namespace === cronJob.metadata?.namespace && controllerOf(job)?.uid === cronJob.metadata?.uid,
    );
    return untilRefused(() => turnCronJob(this.#context, cronJob, jobs.sort(byKey)));
  }

  save(): undefined {
    return undefined;
  }

  /** A new schedule does not make up for times that were none before. */
  #cronJobChanged({ type, object, previous }: Change<CronJob>): readonly string[] {
    const key = keyOf(object);
    const { schedule, timeZone } = object.spec;
    const isRescheduled =
      previous !== undefined && (previous.spec.schedule !== schedule || previous.spec.timeZone !== timeZone);
    const parsed = parseSchedule(schedule);
    if (type !== 'modified' || !isRescheduled || !parsed.ok) return [key];
    const { now } = this.#context.kernel;
    const timetable = { schedule: parsed.schedule, zone: timeZone ?? 'UTC' };
    const next = nextLook(object, timetable, unixOf(now));
    if (next !== undefined) this.#context.requeue(key, instantOf(next) - now);
    return [];
  }

  #ownersOf(job: Job): readonly string[] {
    const controller = controllerOf(job);
    if (controller?.kind !== 'CronJob') return [];
    const cronJob = this.#context.caches.of('cronjobs').get(job.metadata?.namespace ?? '', controller.name);
    return cronJob && cronJob.metadata?.uid === controller.uid ? [keyOf(cronJob)] : [];
  }
}
