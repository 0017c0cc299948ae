// What one turn of a CronJob keeps and writes: its status, its events and the end of its Jobs. Throws refusals.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { eventTarget } from '../../api/event-recorder.ts';
import type { CronJobStatus } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import type { ControllerContext } from '../controller.ts';
import { written } from '../refusal.ts';
import type { UnseenWrites } from '../unseen-writes.ts';
import { unixOf } from './calendar.ts';
import { nonEmpty } from '../non-empty.ts';

type CronJob = KindMap['cronjobs'];
type Job = KindMap['jobs'];

export const CRON_JOB_CONTROLLER = 'cronjob-controller';

export class CronJobBook {
  readonly context: ControllerContext;
  /** As it was when the turn began. */
  readonly cronJob: CronJob;
  /** As it is to be written. */
  status: CronJobStatus;

  readonly #unseen: UnseenWrites;

  /** What is written is `unseen` until the caches show it. */
  constructor(context: ControllerContext, unseen: UnseenWrites, cronJob: CronJob) {
    this.context = context;
    this.#unseen = unseen;
    this.cronJob = cronJob;
    this.status = cronJob.status ?? {};
  }

  /** In Unix seconds. */
  get now(): number {
    return unixOf(this.context.kernel.now);
  }

  get active(): NonNullable<CronJobStatus['active']> {
    return this.status.active ?? [];
  }

  set active(active: NonNullable<CronJobStatus['active']>) {
    this.status = dropUndefined({ ...this.status, active: nonEmpty(active) });
  }

  isActive({ metadata }: Job): boolean {
    return this.active.some(({ uid }) => uid === metadata?.uid);
  }

  /** Takes the status that the API server has now, where that knows of the Job and only the cache is late. */
  isActiveByNow({ metadata }: Job): boolean {
    const { namespace = '', name = '' } = this.cronJob.metadata ?? {};
    const { status } = written(this.context.server.get('cronjobs', namespace, name));
    if (!status?.active?.some(({ uid }) => uid === metadata?.uid)) return false;
    this.status = status;
    return true;
  }

  /** Deletes a Job with its Pods; answers why not, where it was refused. */
  delete(job: Job): ApiStatus | undefined {
    const { namespace = '', name = '', uid } = job.metadata ?? {};
    const options = { actor: CRON_JOB_CONTROLLER, propagationPolicy: 'Background' } as const;
    const deleted = this.context.server.delete('jobs', namespace, name, options);
    if (!deleted.ok) {
      this.event('Warning', 'FailedDelete', `Deleted job: ${deleted.status.message}`);
      return deleted.status;
    }
    this.#unseen.add(keyOf(this.cronJob), 'jobs', deleted.object);
    this.active = this.active.filter((active) => active.uid !== uid);
    this.event('Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    return undefined;
  }

  event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.context.events.send(eventTarget(this.cronJob), type, reason, message);
  }

  /** Writes the status unless it is written already. */
  write(): void {
    if (jsonEqual(this.status, this.cronJob.status ?? {})) return;
    const { server } = this.context;
    const object = { ...this.cronJob, status: this.status };
    const updated = server.update('cronjobs', object, { actor: CRON_JOB_CONTROLLER, subresource: 'status' });
    this.#unseen.add(keyOf(this.cronJob), 'cronjobs', written(updated));
  }
}
