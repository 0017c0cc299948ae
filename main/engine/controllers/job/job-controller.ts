// Models pkg/controller/job/job_controller.go (v1.35): runs a Job's Pods until enough of them have succeeded.
import { type KindMap, keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { Change } from '../../api/store.ts';
import type { Json } from '../../kernel/json.ts';
import { MINUTE, SECOND } from '../../kernel/time.ts';
import { claimPods } from '../claim.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  failedBy,
} from '../controller.ts';
import { Expectations, type SavedExpectations } from '../expectations.ts';
import { byKey } from '../../api/order.ts';
import { controllerOf } from '../owners.ts';
import { PodControl } from '../pod-control.ts';
import { type OwnerLookup, ownersConcerned, selectorLookup } from '../pod-owners.ts';
import { untilRefused } from '../refusal.ts';
import { BackOffs, type SavedBackOffs } from './back-offs.ts';
import { isJobFinished } from '../../kinds/job/job-conditions.ts';
import { TRACKING_FINALIZER, isTracked, uidOf } from './job-pods.ts';
import { JOB_CONTROLLER, type JobTools, untrack } from './job-tools.ts';
import { JobTurn } from './job-turn.ts';
import { Removals, type SavedRemovals } from './removals.ts';

type Job = KindMap['jobs'];
type Pod = KindMap['pods'];
type Saved = {
  readonly expectations: SavedExpectations;
  readonly removals: SavedRemovals;
  readonly backOffs: SavedBackOffs;
};

/** Changes of Pods are gathered for this long. */
const BATCH_US = SECOND;
/** Begins the keys of Pods whose Job is gone; no namespace has such a name. */
const ORPHAN = 'orphan ';

export const jobController: ControllerDefinition = {
  name: JOB_CONTROLLER,
  component: JOB_CONTROLLER,
  watches: ['jobs', 'pods'],
  backOff: { firstUs: SECOND, lastUs: MINUTE },
  create: (context, saved) => new JobController(context, saved as Saved | undefined),
};

class JobController implements Controller {
  readonly #tools: JobTools;
  readonly #lookup: OwnerLookup;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext, saved: Saved | undefined) {
    this.#tools = {
      context,
      pods: new PodControl(context, JOB_CONTROLLER),
      expectations: new Expectations(context.kernel, saved?.expectations),
      removals: new Removals(saved?.removals),
      backOffs: new BackOffs(saved?.backOffs),
    };
    this.#lookup = selectorLookup('Job', context.caches.of('jobs'));
    this.watches = {
      jobs: (change) => this.#jobChanged(change),
      pods: (change) => this.#podChanged(change),
    };
  }

  reconcile(key: string): Outcome {
    if (key.startsWith(ORPHAN)) return this.#letGo(key.slice(ORPHAN.length));
    const job = this.#tools.context.caches.of('jobs').byKey(key);
    if (!job?.spec || isJobFinished(job)) {
      this.#tools.backOffs.forget(key);
      if (!job) {
        this.#tools.expectations.forget(key);
        this.#tools.removals.forget(key);
      }
      return done;
    }
    return isManagedElsewhere(job) ? done : this.#turn(key, job);
  }

  save(): Json {
    const { expectations, removals, backOffs } = this.#tools;
    const saved: Saved = {
      expectations: expectations.save(),
      removals: removals.save(),
      backOffs: backOffs.save(),
    };
    return saved;
  }

  #turn(key: string, job: Job): Outcome {
    const isSettled = this.#tools.expectations.satisfied(key);
    const { pods, failure } = claimPods(this.#tools.context, {
      actor: JOB_CONTROLLER,
      owner: job,
      selects: (labels) => matchesLabelSelector(job.spec?.selector, labels),
      isWanted: () => true,
      finalizer: TRACKING_FINALIZER,
    });
    if (failure) return failedBy(failure);
    return untilRefused(() => new JobTurn(this.#tools, job, [...pods].sort(byKey), isSettled).take());
  }

  /** A Pod whose Job is gone or has ended is not to be counted any more. */
  #letGo(key: string): Outcome {
    const { context } = this.#tools;
    const pod = context.caches.of('pods').byKey(key);
    if (!pod || !isTracked(pod)) return done;
    const owner = this.#jobOf(pod);
    if (owner && (!isJobFinished(owner) || isManagedElsewhere(owner))) return done;
    const failure = untrack(context, pod);
    return failure ? failedBy(failure) : done;
  }

  #jobChanged({ type, object, previous }: Change<Job>): readonly string[] {
    const key = keyOf(object);
    if (type === 'deleted') return [key, ...this.#trackedPodKeys(object)];
    const lost = isJobFinished(object) ? this.#trackedPodKeys(object) : [];
    if (!previous || previous.metadata?.generation !== object.metadata?.generation) return [key, ...lost];
    this.#tools.context.requeue(key, BATCH_US);
    return lost;
  }

  /** Of the Pods that nobody will count any more when the Job is gone or has ended. */
  #trackedPodKeys({ metadata }: Job): readonly string[] {
    const pods = [...this.#tools.context.caches.podsByController.of(metadata?.uid ?? '')];
    return pods.filter(isTracked).sort(byKey).map(orphanKey);
  }

  #podChanged(change: Change<Pod>): readonly string[] {
    const { type, object: pod } = change;
    const owners = ownersConcerned(change, this.#lookup, this.#tools.expectations);
    for (const owner of owners) {
      if (type === 'deleted' || !isTracked(pod)) this.#tools.removals.seen(owner, uidOf(pod));
      this.#tools.context.requeue(owner, BATCH_US);
    }
    const isLost = type !== 'deleted' && isTracked(pod) && controllerOf(pod)?.kind === 'Job' && !this.#isCared(pod);
    return isLost ? [orphanKey(pod)] : [];
  }

  #isCared(pod: Pod): boolean {
    const job = this.#jobOf(pod);
    return job !== undefined && !isJobFinished(job);
  }

  #jobOf(pod: Pod): Job | undefined {
    const controller = controllerOf(pod);
    const job = this.#tools.context.caches.of('jobs').get(pod.metadata?.namespace ?? '', controller?.name ?? '');
    return job?.metadata?.uid === controller?.uid ? job : undefined;
  }
}

/** Whether somebody else's controller sees to the Job. */
function isManagedElsewhere({ spec }: Job): boolean {
  return spec?.managedBy !== undefined && spec.managedBy !== 'kubernetes.io/job-controller';
}

const orphanKey = (pod: Pod): string => `${ORPHAN}${keyOf(pod)}`;
