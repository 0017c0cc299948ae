// Models pkg/scheduler/eventhandlers.go (v1.35): what changes in the cluster mean for the scheduler's picture of it, and
// which of the Pods that fitted nowhere are worth another look.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Node, Pod } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';
import type { Change } from '../api/store.ts';
import {
  afterClaim,
  afterPodLeft,
  afterPodPlaced,
  concernedByNode,
  countsAsBefore,
  isAltered,
  isPlacedPod,
  isPreempted,
  isWaitingPod,
} from './cluster-events.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Nominations } from './nominations.ts';
import { type PodInfo, podInfo } from './pod-info.ts';
import type { NeedsOfPods } from './pod-needs.ts';
import type { PostFilter } from './post-filter.ts';
import { type Hint, hintOfClaim, hintOfLeft, hintOfPlaced, hintOfRelabelled } from './requeue-hints.ts';
import type { SchedulerCaches } from './scheduler-caches.ts';
import type { SchedulingQueue } from './scheduling-queue.ts';
import type { VolumeWaits } from './volume-waits.ts';

/** What the changes are carried over to. */
interface Followed {
  readonly caches: SchedulerCaches;
  readonly queue: SchedulingQueue;
  readonly view: ClusterView;
  /** Pods that have been bound to a node while the cache does not show it yet, by their keys. */
  readonly assumed: Map<string, string>;
  readonly volumeWaits: VolumeWaits;
  readonly postFilter: PostFilter;
  readonly nominations: Nominations;
  readonly needs: NeedsOfPods;
}

export class ClusterChanges {
  readonly #followed: Followed;

  constructor(followed: Followed) {
    this.#followed = followed;
  }

  pod(change: Change<Pod>): void {
    const { type, object: pod, previous } = change;
    const { queue, assumed } = this.#followed;
    const key = keyOf(pod);
    if (type === 'deleted' || (pod.spec?.nodeName && !isPlacedPod(pod))) this.#podLeft(key);
    else if (pod.spec?.nodeName) this.#podPlaced(key, pod, previous);
    else if (!isWaitingPod(pod)) queue.remove(key);
    else if (!assumed.has(key)) this.#podWaits(key, pod, previous);
  }

  node(change: Change<Node>): void {
    const { type, object: node, previous } = change;
    const { queue, view } = this.#followed;
    if (type === 'deleted') {
      view.removeNode(node.metadata?.name ?? '');
      return;
    }
    const plugins = concernedByNode(change);
    if (!plugins) return;
    view.setNode(node);
    queue.moveRejected(previous ? plugins : undefined);
  }

  claim(claim: KubeObject): void {
    this.#move(afterClaim, hintOfClaim(claim));
  }

  /** The Pod with this key, if it still waits for a node. */
  readonly waiting = (key: string): PodInfo | undefined => {
    const pod = this.#waitingPod(key);
    return pod && podInfo(pod);
  };

  #waitingPod(key: string): Pod | undefined {
    const pod = this.#followed.caches.pods.byKey(key);
    return pod && isWaitingPod(pod) ? pod : undefined;
  }

  readonly #labelsOf = (namespace: string) => this.#followed.caches.namespaceLabels(namespace);

  #podLeft(key: string): void {
    const { view } = this.#followed;
    this.#settled(key);
    this.#followed.postFilter.forget(key);
    const left = view.remove(key);
    if (left) this.#move(afterPodLeft, hintOfLeft(left, this.#labelsOf));
  }

  #podPlaced(key: string, pod: Pod, previous: Pod | undefined): void {
    const { queue, view, postFilter, needs } = this.#followed;
    this.#settled(key);
    const isNew = !previous?.spec?.nodeName;
    const isOther = !previous || !countsAsBefore(pod, previous);
    const isToPlace = isOther || !view.isPlaced(key);
    const mayHelp = queue.hasUnschedulable && (isNew || isOther);
    if (isToPlace || mayHelp) {
      const info = podInfo(pod, needs.of(pod));
      const before = isToPlace ? view.remove(key) : undefined;
      if (isToPlace) view.place(info, pod.spec?.nodeName ?? '');
      if (mayHelp) this.#move(afterPodPlaced, hintOfPlaced(info, this.#labelsOf));
      if (mayHelp && before) this.#move(['InterPodAffinity'], hintOfRelabelled(before, info, this.#labelsOf));
    }
    if (!isToPlace) view.renew(key, pod);
    if (!isPreempted(pod)) return;
    postFilter.forget(key);
    queue.moveRejected(afterPodLeft);
  }

  /** The Pod waits for nothing any more. */
  #settled(key: string): void {
    const { queue, assumed, nominations, volumeWaits } = this.#followed;
    queue.remove(key);
    assumed.delete(key);
    volumeWaits.end(key);
    nominations.set(key, undefined);
  }

  #podWaits(key: string, pod: Pod, previous: Pod | undefined): void {
    const { queue, nominations } = this.#followed;
    const { nominatedNodeName } = pod.status ?? {};
    if (previous?.status?.nominatedNodeName !== nominatedNodeName) nominations.set(key, nominatedNodeName);
    if (!queue.has(key)) queue.add(key, pod.metadata?.uid ?? '', pod.spec?.priority ?? 0);
    else if (previous && isAltered(pod, previous)) queue.moveOne(key);
  }

  /** Looks again at Pods that these plugins refused and that `hint` says may be helped. */
  #move(plugins: readonly string[], hint: Hint): void {
    this.#followed.queue.moveRejected(plugins, (key, plugin) => {
      const pod = this.#waitingPod(key);
      return pod !== undefined && hint(() => podInfo(pod), plugin);
    });
  }
}
