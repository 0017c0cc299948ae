// Models pkg/controller/cronjob/cronjob_controllerv2.go (v1.35): makes Jobs when a schedule says so.
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { parseSchedule } from '../../kinds/cron-job/schedule.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
} from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { controllerOf } from '../owners.ts';
import { untilRefused } from '../refusal.ts';
import { type SavedUnseenWrites, UNSEEN_US, UnseenWrites } from '../unseen-writes.ts';
import { instantOf, unixOf } from './calendar.ts';
import { CRON_JOB_CONTROLLER, CronJobBook } from './cron-job-book.ts';
import { turnCronJob } from './cron-job-turn.ts';
import { nextLook } from './due.ts';

type CronJob = KindMap['cronjobs'];
type Job = KindMap['jobs'];

export const cronJobController: ControllerDefinition = {
  name: CRON_JOB_CONTROLLER,
  component: CRON_JOB_CONTROLLER,
  watches: ['cronjobs', 'jobs'],
  create: (context, saved) => new CronJobController(context, saved as SavedUnseenWrites | undefined),
};

class CronJobController implements Controller {
  readonly #context: ControllerContext;
  readonly #unseen: UnseenWrites;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext, saved: SavedUnseenWrites | undefined) {
    this.#context = context;
    this.#unseen = new UnseenWrites(context.caches, saved);
    this.watches = {
      cronjobs: (change) => this.#cronJobChanged(change),
      jobs: (change) => this.#jobChanged(change),
    };
  }

  reconcile(key: string): Outcome {
    const { caches } = this.#context;
    const cronJob = caches.of('cronjobs').byKey(key);
    if (!cronJob) {
      this.#unseen.forget(key);
      return done;
    }
    if (this.#unseen.has(key)) return again(UNSEEN_US);
    const jobs = [...caches.of('jobs').all()].filter(
      (job) =>
        job.metadata?.namespace === cronJob.metadata?.namespace && controllerOf(job)?.name === cronJob.metadata?.name,
    );
    const book = new CronJobBook(this.#context, this.#unseen, cronJob);
    return untilRefused(() => turnCronJob(book, jobs.sort(byKey)));
  }

  save(): SavedUnseenWrites {
    return this.#unseen.save();
  }

  /** A new schedule does not make up for times that were none before. */
  #cronJobChanged(change: Change<CronJob>): readonly string[] {
    const { type, object, previous } = change;
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

  #jobChanged(change: Change<Job>): readonly string[] {
    const controller = controllerOf(change.object);
    if (controller?.kind !== 'CronJob') return [];
    const cronJob = this.#context.caches.of('cronjobs').get(change.object.metadata?.namespace ?? '', controller.name);
    if (cronJob?.metadata?.uid !== controller.uid) return [];
    return [keyOf(cronJob)];
  }
}
