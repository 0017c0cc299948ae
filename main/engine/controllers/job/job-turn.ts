// Models syncJob in pkg/controller/job/job_controller.go (v1.35): one turn of a Job that has not ended. Throws refusals.
import { eventTarget } from '../../api/event-recorder.ts';
import type { JobCondition, JobStatus } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { type Outcome, done, failedBy } from '../controller.ts';
import { Refusal, written } from '../refusal.ts';
import type { BackOff } from './back-offs.ts';
import { type Ending, countLetGo, noteEndedPods } from './count-pods.ts';
import { conditionAt, conditionOf, withCondition } from '../../kinds/job/job-conditions.ts';
import { type JobFacts, jobFacts } from './job-facts.ts';
import { isSuspended, isTracked, uidOf } from './job-pods.ts';
import { JOB_CONTROLLER, type JobTools, untrack } from './job-tools.ts';
import { finalCondition, isSuccess, judgeJob, successCondition, untilDeadline } from './job-verdict.ts';
import { type Managed, endPods, managePods } from './manage-pods.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];

export class JobTurn {
  readonly #tools: JobTools;
  readonly #key: string;
  readonly #facts: JobFacts;
  readonly #backOff: BackOff;
  readonly #isSettled: boolean;
  #job: Job;
  /** The status as it was written last. */
  #written: JobStatus | undefined;

  /** `isSettled`: whether everything that was ordered before had been seen when the Pods were looked up. */
  constructor(tools: JobTools, job: Job, pods: readonly Pod[], isSettled: boolean) {
    this.#tools = tools;
    this.#key = keyOf(job);
    this.#isSettled = isSettled;
    this.#written = job.status;
    this.#facts = jobFacts(job, pods, (uid) => tools.removals.isAwaited(this.#key, uid));
    this.#backOff = tools.backOffs.after(this.#key, this.#facts.newSucceeded, this.#facts.newFailed);
    this.#job = isSuspended(job) || job.status?.startTime ? job : this.#begun(job);
  }

  take(): Outcome {
    const verdict = judgeJob(this.#job, this.#facts, this.#now);
    const { managed, ending } = verdict ? this.#end(verdict) : this.#goOn();
    const { active, ready, terminating, failure } = managed;
    this.#job = { ...this.#job, status: { ...this.#job.status, active, ready, terminating } };
    this.#count(ending, terminating);
    return failure ? failedBy(failure) : done;
  }

  get #now() {
    return this.#tools.context.kernel.now;
  }

  #begun(job: Job): Job {
    return { ...job, status: { ...job.status, startTime: toTimestamp(this.#now) } };
  }

  /** The Job cannot be declared over before all of its Pods have been seen and told to end. */
  #end(verdict: JobCondition): Step {
    const managed = endPods(this.#tools, this.#job, this.#facts);
    const isOver = managed.ended === this.#facts.active.length && this.#isSettled;
    return { managed, ending: isOver ? verdict : undefined };
  }

  #goOn(): Step {
    const left = untilDeadline(this.#job, this.#now);
    if (left !== undefined) this.#tools.context.requeue(this.#key, left);
    const { active, ready, terminating, succeeded } = this.#facts;
    const mayManage = this.#isSettled && this.#job.metadata?.deletionTimestamp === undefined;
    const managed = mayManage
      ? managePods(this.#tools, this.#job, this.#facts, this.#backOff)
      : { active: active.length, ready, terminating, failure: undefined };
    const { completions } = this.#job.spec ?? {};
    const isEnough = completions === undefined ? succeeded > 0 : succeeded >= completions;
    if (isEnough && managed.active === 0) return { managed, ending: successCondition(this.#now) };
    if (mayManage) this.#noteSuspension();
    return { managed, ending: undefined };
  }

  #noteSuspension(): void {
    const suspended = isSuspended(this.#job);
    const before = this.#job.status?.conditions ?? [];
    const [status, reason, message] = suspended
      ? (['True', 'JobSuspended', 'Job suspended'] as const)
      : (['False', 'JobResumed', 'Job resumed'] as const);
    const condition = { ...conditionAt(toTimestamp(this.#now), 'Suspended', reason, message), status };
    const conditions = withCondition(before, condition);
    if (conditions === before) return;
    this.#event('Normal', suspended ? 'Suspended' : 'Resumed', message);
    const job = { ...this.#job, status: { ...this.#job.status, conditions } };
    this.#job = suspended ? job : this.#begun(job);
  }

  /** Notes, lets go of and counts the Pods that have ended, and writes the status before and after. */
  #count(ending: JobCondition | undefined, terminating: number): void {
    const { removals } = this.#tools;
    const isAwaited = (uid: string) => removals.isAwaited(this.#key, uid);
    const held = new Set(this.#facts.pods.filter((pod) => isTracked(pod) && !isAwaited(uidOf(pod))).map(uidOf));
    const noted = noteEndedPods(this.#job, this.#facts, endingOf(ending), isAwaited);
    const interim = ending && ending.type !== 'Failed' ? [ending] : [];
    this.#write({ ...noted.status, conditions: withInterim(noted.status.conditions ?? [], interim) });
    this.#tools.backOffs.note(this.#key, this.#backOff);
    const failure = this.#letGo(noted.pods, held);
    const counted = countLetGo(this.#job.status ?? {}, held);
    const isOver = ending && !failure && !noted.isCut && terminating === 0 && isAllCounted(counted);
    if (isOver) this.#finish(counted, ending.type === 'Failed' ? ending : finalCondition(ending, this.#now));
    else this.#write(counted);
    if (failure) throw failure;
  }

  #letGo(pods: readonly Pod[], held: Set<string>): Refusal | undefined {
    const { context, removals } = this.#tools;
    let refusal: Refusal | undefined;
    for (const pod of pods) {
      removals.expect(this.#key, uidOf(pod));
      const failed = untrack(context, pod);
      if (failed) {
        removals.seen(this.#key, uidOf(pod));
        refusal ??= new Refusal(failed);
      } else held.delete(uidOf(pod));
    }
    return refusal;
  }

  #finish(status: JobStatus, condition: JobCondition): void {
    const conditions = withCondition(status.conditions ?? [], condition);
    const isComplete = condition.type === 'Complete';
    const { lastTransitionTime } = condition;
    this.#write({ ...status, conditions, ...(isComplete && { completionTime: lastTransitionTime }) });
    if (!isComplete) {
      this.#event('Warning', condition.reason ?? '', condition.message ?? '');
      return;
    }
    const { completions } = this.#job.spec ?? {};
    if (completions !== undefined && (status.succeeded ?? 0) > completions) {
      const message = 'Too many succeeded pods running after completion count reached';
      this.#event('Warning', 'TooManySucceededPods', message);
    }
    this.#event('Normal', 'Completed', 'Job completed');
  }

  /** Writes the status unless it is written already. */
  #write(status: JobStatus): void {
    const { active, conditions } = status;
    const trimmed = dropUndefined({
      ...status,
      active: active === 0 ? undefined : active,
      conditions: conditions?.length === 0 ? undefined : conditions,
      uncountedTerminatedPods: status.uncountedTerminatedPods ?? {},
    });
    const job = { ...this.#job, status: trimmed };
    const isNews = !jsonEqual(trimmed, this.#written);
    const { server } = this.#tools.context;
    this.#job = isNews ? written(server.update('jobs', job, { actor: JOB_CONTROLLER, subresource: 'status' })) : job;
    this.#written = trimmed;
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#tools.context.events.send(eventTarget(this.#job), type, reason, message);
  }
}

interface Step {
  readonly managed: Managed;
  readonly ending: JobCondition | undefined;
}

function endingOf(condition: JobCondition | undefined): Ending {
  if (!condition) return undefined;
  return isSuccess(condition) ? 'well' : 'badly';
}

function withInterim(conditions: readonly JobCondition[], interim: readonly JobCondition[]): readonly JobCondition[] {
  return [...conditions, ...interim.filter(({ type }) => !conditionOf(conditions, type))];
}

function isAllCounted({ uncountedTerminatedPods }: JobStatus): boolean {
  const { succeeded = [], failed = [] } = uncountedTerminatedPods ?? {};
  return succeeded.length + failed.length === 0;
}
