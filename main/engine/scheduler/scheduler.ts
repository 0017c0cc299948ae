// Models pkg/scheduler (v1.35): finds a node for each Pod that has none, one Pod at a time, and says why it chose as it
// did. Preemption, inter-Pod affinity, volumes and profiles other than the default one are left out.
import { EventRecorder, type SavedEventRecorder } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import {
  afterPodLeft,
  afterPodPlaced,
  concernedByNode,
  countsAsBefore,
  isAltered,
  isPlacedPod,
  isWaitingPod,
} from './cluster-events.ts';
import { ClusterView } from './cluster-view.ts';
import { type PodInfo, podInfo } from './pod-info.ts';
import { Reporter } from './reporter.ts';
import { type SavedSchedulerCaches, SchedulerCaches } from './scheduler-caches.ts';
import { type QueuedPod, type SavedSchedulingQueue, SchedulingQueue } from './scheduling-queue.ts';
import { Selector } from './selection.ts';
import { spreadingOf } from './spread-constraints.ts';

type SavedScheduler = {
  readonly caches: SavedSchedulerCaches;
  readonly queue: SavedSchedulingQueue;
  readonly assumed: readonly (readonly [key: string, node: string])[];
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
  /** Pods that have been bound to a node while the cache does not show it yet. */
  readonly #assumed: Map<string, string>;
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
    this.#selector = new Selector(this.#view, kernel.random(this.id));
    this.#queue = new SchedulingQueue(kernel, this.id, state?.queue);
    const source = { actor: this.id, component: 'default-scheduler' };
    this.#events = new EventRecorder(kernel, server, source, state?.events);
    this.#reporter = new Reporter(kernel, server, this.id, this.#events);
    this.#assumed = new Map(state?.assumed);
    this.#isCycleDue = state?.isCycleDue ?? false;
    this.#isFlushDue = state?.isFlushDue ?? false;
    this.#caches = new SchedulerCaches(kernel, server, this.id, {
      pod: (change) => {
        this.#podChanged(change);
      },
      node: (change) => {
        this.#nodeChanged(change);
      },
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
    else this.#caches.handle(type, payload);
    this.#ensureCycle();
  }

  save(): Json {
    const saved: SavedScheduler = {
      caches: this.#caches.save(),
      queue: this.#queue.save(),
      assumed: [...this.#assumed],
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
      if (node && (isPlacedPod(pod) || this.#assumed.has(keyOf(pod)))) this.#view.place(podInfo(pod), node);
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
    const info = podInfo(pod);
    const selection = this.#selector.select(info, spreadingOf(info, this.#caches));
    if (selection.node) {
      const seq = this.#reporter.recordScheduled(pod, selection.node.name, selection);
      this.#kernel.because(seq, () => {
        this.#bind(queued, info, selection.node?.name ?? '');
      });
      return;
    }
    this.#queue.setAside(queued, this.#reporter.reject(info, selection, this.#view.nodes.length));
    this.#ensureFlush();
  }

  /** Takes the Pod to be on its node from now on, unless the API server refuses. */
  #bind(queued: QueuedPod, info: PodInfo, node: string): void {
    const bound = this.#server.bind(info.namespace, info.pod.metadata?.name ?? '', node, this.id);
    if (bound.ok) {
      this.#assumed.set(queued.key, node);
      this.#view.place(info, node);
      this.#reporter.tellScheduled(bound.object, node);
    } else if (bound.status.code !== 404) {
      this.#queue.backOff(queued);
    }
  }

  #podChanged(change: Change<Pod>): void {
    const { type, object: pod, previous } = change;
    const key = keyOf(pod);
    if (type === 'deleted' || (pod.spec?.nodeName && !isPlacedPod(pod))) this.#podLeft(key);
    else if (pod.spec?.nodeName) this.#podPlaced(key, pod, previous);
    else if (!isWaitingPod(pod)) this.#queue.remove(key);
    else if (!this.#assumed.has(key)) this.#podWaits(key, pod, previous);
  }

  #podLeft(key: string): void {
    this.#queue.remove(key);
    this.#assumed.delete(key);
    if (!this.#view.isPlaced(key)) return;
    this.#view.remove(key);
    this.#queue.moveRejected(afterPodLeft);
  }

  #podPlaced(key: string, pod: Pod, previous: Pod | undefined): void {
    this.#queue.remove(key);
    this.#assumed.delete(key);
    const isKnown = this.#view.isPlaced(key);
    if (!isKnown || !previous || !countsAsBefore(pod, previous))
      this.#view.place(podInfo(pod), pod.spec?.nodeName ?? '');
    if (!previous?.spec?.nodeName) this.#queue.moveRejected(afterPodPlaced);
  }

  #podWaits(key: string, pod: Pod, previous: Pod | undefined): void {
    if (!this.#queue.has(key)) this.#queue.add(key, pod.metadata?.uid ?? '', pod.spec?.priority ?? 0);
    else if (previous && isAltered(pod, previous)) this.#queue.moveOne(key);
  }

  #nodeChanged(change: Parameters<typeof concernedByNode>[0]): void {
    const { type, object: node, previous } = change;
    if (type === 'deleted') {
      this.#view.removeNode(node.metadata?.name ?? '');
      return;
    }
    const plugins = concernedByNode(change);
    if (!plugins) return;
    this.#view.setNode(node);
    this.#queue.moveRejected(previous ? plugins : undefined);
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
