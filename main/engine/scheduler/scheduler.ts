// Models pkg/scheduler (v1.35): finds a node for each Pod that has none, one Pod at a time, and says why it chose as it
// did. Profiles other than the default one and dynamic resource claims are left out.
import { EventRecorder, type SavedEventRecorder } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import { ClusterChanges } from './cluster-changes.ts';
import { afterPodLeft, afterVolume, isPlacedPod, isWaitingPod } from './cluster-events.ts';
import { ClusterView } from './cluster-view.ts';
import { Nominations, type SavedNominations } from './nominations.ts';
import { type PodInfo, podInfo } from './pod-info.ts';
import { NeedsOfPods } from './pod-needs.ts';
import { PostFilter, type Verdict } from './post-filter.ts';
import { Reporter, type Verdicts, verdictsOf } from './reporter.ts';
import { isFreeVolume } from './requeue-hints.ts';
import { type SavedSchedulerCaches, SchedulerCaches } from './scheduler-caches.ts';
import { type QueuedPod, type SavedSchedulingQueue, SchedulingQueue } from './scheduling-queue.ts';
import { type Selection, Selector } from './selection.ts';
import { writePlan } from './volume-choice.ts';
import { type SavedVolumeWaits, VolumeWaits } from './volume-waits.ts';

type SavedScheduler = {
  readonly caches: SavedSchedulerCaches;
  readonly queue: SavedSchedulingQueue;
  readonly assumed: readonly (readonly [key: string, node: string])[];
  /** Files of older versions have none of these. */
  readonly nominated?: SavedNominations;
  readonly victims?: readonly string[];
  readonly volumeWaits?: SavedVolumeWaits;
  readonly events: SavedEventRecorder;
  readonly isCycleDue: boolean;
  readonly isFlushDue: boolean;
};

/** What looking at one Pod takes. */
const CYCLE_US = 1 * MILLISECOND;
const FLUSH_PERIOD_US = 30 * SECOND;

export class Scheduler implements Actor {
  readonly id = 'kube-scheduler';
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #caches: SchedulerCaches;
  readonly #queue: SchedulingQueue;
  readonly #view: ClusterView;
  readonly #selector: Selector;
  readonly #events: EventRecorder;
  readonly #reporter: Reporter;
  /** Pods that have been given a node while the cache does not show it yet. */
  readonly #assumed: Map<string, string>;
  readonly #volumeWaits: VolumeWaits;
  readonly #postFilter: PostFilter;
  readonly #nominations: Nominations;
  readonly #changes: ClusterChanges;
  readonly #needs = new NeedsOfPods();
  #isCycleDue: boolean;
  #isFlushDue: boolean;

  constructor(kernel: Kernel, server: ApiServer, saved?: Json) {
    // What is restored was written by `save` below.
    const state = saved as SavedScheduler | undefined;
    this.#kernel = kernel;
    this.#server = server;
    this.#view = new ClusterView((pod, on, sign) => {
      this.#selector.counts.note(pod, on, sign);
    });
    this.#queue = new SchedulingQueue(kernel, this.id, state?.queue);
    const source = { actor: this.id, component: 'default-scheduler', perRevision: true };
    this.#events = new EventRecorder(kernel, server, source, state?.events);
    this.#reporter = new Reporter(kernel, server, this.id, this.#events);
    this.#assumed = new Map(state?.assumed);
    this.#nominations = new Nominations(state?.nominated);
    this.#isCycleDue = state?.isCycleDue ?? false;
    this.#isFlushDue = state?.isFlushDue ?? false;
    this.#caches = new SchedulerCaches(kernel, server, this.id, {
      pod: (change) => {
        this.#changes.pod(change);
      },
      node: (change) => {
        this.#changes.node(change);
      },
      namespace: ({ previous, type }) => {
        if (previous && type === 'modified') this.#queue.moveRejected(['InterPodAffinity']);
      },
      claim: (claim) => {
        this.#changes.claim(claim);
      },
      volume: (volume) => {
        if (isFreeVolume(volume)) this.#queue.moveRejected(afterVolume);
      },
      storageClass: () => {
        this.#queue.moveRejected(afterVolume);
      },
    });
    this.#volumeWaits = new VolumeWaits(kernel, this.id, this.#view, this.#caches, state?.volumeWaits);
    this.#selector = new Selector(this.#view, kernel.random(this.id), this.#caches);
    this.#postFilter = new PostFilter(this.#view, this.#caches, this.#selector, this.#nominations, state?.victims);
    this.#changes = new ClusterChanges({
      caches: this.#caches,
      queue: this.#queue,
      view: this.#view,
      assumed: this.#assumed,
      volumeWaits: this.#volumeWaits,
      postFilter: this.#postFilter,
      nominations: this.#nominations,
      needs: this.#needs,
    });
    if (state) this.#restore(state.caches);
  }

  start(): void {
    this.#caches.start();
    this.#ensureCycle();
  }

  handle(type: string, payload: Json): void {
    if (type === 'cycle') this.#cycle();
    else if (type === 'ripen') this.#queue.ripen(payload as string);
    else if (type === 'flush') this.#flush();
    else if (type === 'volumes') this.#lookAtVolumes(payload as string);
    else this.#caches.handle(type, payload);
    this.#ensureCycle();
  }

  save(): Json {
    const saved: SavedScheduler = {
      caches: this.#caches.save(),
      queue: this.#queue.save(),
      assumed: [...this.#assumed],
      nominated: this.#nominations.save(),
      victims: this.#postFilter.save(),
      volumeWaits: this.#volumeWaits.save(),
      events: this.#events.save(),
      isCycleDue: this.#isCycleDue,
      isFlushDue: this.#isFlushDue,
    };
    return saved;
  }

  #restore(saved: SavedSchedulerCaches): void {
    this.#caches.restore(saved);
    for (const node of this.#caches.nodes.all()) this.#view.setNode(node);
    for (const pod of this.#caches.pods.all()) {
      const node = pod.spec?.nodeName || this.#assumed.get(keyOf(pod));
      if (node && (isPlacedPod(pod) || this.#assumed.has(keyOf(pod))))
        this.#view.place(podInfo(pod, this.#needs.of(pod)), node);
    }
  }

  /** Nothing is scheduled before the caches have been filled. */
  #ensureCycle(): void {
    if (this.#isCycleDue || !this.#caches.synced || !this.#queue.isReady) return;
    this.#isCycleDue = true;
    this.#kernel.schedule(this.id, CYCLE_US, 'cycle');
  }

  #cycle(): void {
    this.#isCycleDue = false;
    const queued = this.#queue.pop();
    if (!queued) return;
    this.#kernel.because(queued.cause, () => {
      this.#schedule(queued);
    });
  }

  #schedule(queued: QueuedPod): void {
    const pod = this.#caches.pods.byKey(queued.key);
    if (!pod || pod.metadata?.uid !== queued.uid || !isWaitingPod(pod)) return;
    const info = podInfo(pod, this.#needs.of(pod));
    const [selection, verdict] = this.#nominations.counted(info, this.#view, this.#changes.waiting, () => {
      const found = this.#selector.select(info, this.#nominations.get(info.key));
      return [found, found.node ? undefined : this.#postFilter.judge(info, found)] as const;
    });
    if (!verdict) this.#accept(queued, info, selection);
    else this.#reject(queued, info, selection, verdict);
  }

  #accept(queued: QueuedPod, info: PodInfo, selection: Selection): void {
    const { node, volumes } = selection;
    if (!node) return;
    if (volumes?.isWaiting) this.#askForVolumes(queued, info, selection);
    else this.#decide(queued, info, node.name, verdictsOf(selection));
  }

  #decide(queued: QueuedPod, info: PodInfo, node: string, verdicts: Verdicts): void {
    const seq = this.#reporter.recordScheduled(info.pod, node, verdicts);
    this.#kernel.because(seq, () => {
      this.#bind(queued, info, node);
    });
  }

  /** Says which volumes a Pod shall have, and keeps its place until it has them. */
  #askForVolumes(queued: QueuedPod, info: PodInfo, selection: Selection): void {
    const plan = selection.node && selection.volumes?.plan(selection.node);
    if (!selection.node || !plan) throw new Error(`scheduler: ${queued.key} was given a node without its volumes`);
    const { name: node } = selection.node;
    this.#reporter.nominate(info.pod, node);
    const written = writePlan(this.#server, this.id, plan, node);
    if ('refused' in written) {
      this.#failToBindVolumes(queued, info.pod, written.refused.message);
      return;
    }
    this.#assume(info, node);
    const { namespace } = info;
    this.#volumeWaits.begin(queued.key, {
      queued,
      namespace,
      node,
      asked: written.asked,
      verdicts: verdictsOf(selection),
    });
  }

  /** Binds a Pod that has its volumes, or starts anew with one that will not get them. */
  #lookAtVolumes(key: string): void {
    const pod = this.#caches.pods.byKey(key);
    const looked = this.#volumeWaits.look(key);
    if (!looked || !pod) return;
    const { wait, progress } = looked;
    const { uid = '' } = pod.metadata ?? {};
    if (uid !== wait.queued.uid || !isWaitingPod(pod)) {
      this.#volumeWaits.end(key);
      this.#forget(key);
      if (isWaitingPod(pod)) this.#queue.add(key, uid, pod.spec?.priority ?? 0);
      return;
    }
    if (progress.type === 'waiting') return;
    this.#kernel.because(wait.queued.cause, () => {
      if (progress.type === 'bound')
        this.#decide(wait.queued, podInfo(pod, this.#needs.of(pod)), wait.node, wait.verdicts);
      else this.#failToBindVolumes(wait.queued, pod, progress.why);
    });
  }

  #failToBindVolumes(queued: QueuedPod, pod: Pod, why: string): void {
    this.#forget(queued.key);
    this.#reporter.fail(pod, `running PreBind plugin "VolumeBinding": ${why}`);
    this.#queue.backOff(queued);
  }

  #reject(queued: QueuedPod, info: PodInfo, selection: Selection, verdict: Verdict): void {
    const { node, keepsNomination } = verdict;
    const message = node === undefined ? verdict.message : undefined;
    if (!keepsNomination) this.#nominations.set(queued.key, node);
    const nominated = keepsNomination ? undefined : (node ?? '');
    const total = this.#view.nodes.length;
    this.#queue.setAside(queued, this.#reporter.reject(info, selection, total, message, nominated));
    this.#ensureFlush();
    if (node === undefined) return;
    for (const victim of verdict.victims) {
      if (this.#reporter.preempt(victim, info.pod, node)) this.#postFilter.noteVictim(victim.key);
    }
  }

  #bind(queued: QueuedPod, info: PodInfo, node: string): void {
    const bound = this.#server.bind(info.namespace, info.pod.metadata?.name ?? '', node, this.id);
    if (bound.ok) {
      this.#assume(info, node);
      this.#reporter.tellScheduled(bound.object, node);
      return;
    }
    this.#forget(queued.key);
    if (bound.status.code === 404) return;
    const why = `running Bind plugin "DefaultBinder": ${bound.status.message}`;
    if (bound.status.code === 409) this.#reporter.fail(info.pod, why);
    this.#queue.backOff(queued);
  }

  /** Takes the Pod to be on its node from now on. */
  #assume(info: PodInfo, node: string): void {
    this.#assumed.set(info.key, node);
    this.#view.place(info, node);
  }

  /** The Pod did not get there: others may have its place. */
  #forget(key: string): void {
    if (!this.#assumed.delete(key)) return;
    this.#view.remove(key);
    this.#queue.moveRejected(afterPodLeft);
  }

  #ensureFlush(): void {
    if (this.#isFlushDue || !this.#queue.hasUnschedulable) return;
    this.#isFlushDue = true;
    this.#kernel.schedule(this.id, FLUSH_PERIOD_US, 'flush');
  }

  #flush(): void {
    this.#isFlushDue = false;
    this.#queue.flush();
    this.#ensureFlush();
  }
}
