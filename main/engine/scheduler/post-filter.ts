// Models the eligibility rules of pkg/scheduler/framework/plugins/defaultpreemption (v1.35): whether a Pod that fits
// nowhere may make room for itself, and who has been told to go and is not gone yet.
import { isPreempted } from './cluster-events.ts';
import type { ClusterView } from './cluster-view.ts';
import type { Nominations } from './nominations.ts';
import type { PodInfo } from './pod-info.ts';
import { type Preemption, Preemptor } from './preemption.ts';
import type { SchedulerCaches } from './scheduler-caches.ts';
import type { Selection, Selector } from './selection.ts';

export type Verdict = Preemption & {
  /** Whether the Pod keeps the node on which room is being made for it already. */
  readonly keepsNomination: boolean;
};

export class PostFilter {
  readonly #view: ClusterView;
  readonly #caches: SchedulerCaches;
  readonly #nominations: Nominations;
  readonly #preemptor: Preemptor;
  /** Keys of Pods that have been told to go while the cache does not show it yet. */
  readonly #victims: Set<string>;

  constructor(
    view: ClusterView,
    caches: SchedulerCaches,
    selector: Selector,
    nominations: Nominations,
    saved?: readonly string[],
  ) {
    this.#view = view;
    this.#caches = caches;
    this.#nominations = nominations;
    this.#preemptor = new Preemptor(view, selector, (pod) => caches.pods.byKey(pod.key)?.status?.startTime ?? '');
    this.#victims = new Set(saved);
  }

  /** Whether Pods of less importance can make room, unless some are doing so already. */
  judge(info: PodInfo, selection: Selection): Verdict {
    if (selection.blocked) return { message: '', keepsNomination: false };
    if (info.pod.spec?.preemptionPolicy === 'Never') {
      return { message: 'not eligible due to preemptionPolicy=Never.', keepsNomination: true };
    }
    if (this.#isAwaiting(info, selection)) {
      return { message: 'not eligible due to a terminating pod on the nominated node.', keepsNomination: true };
    }
    return { ...this.#preemptor.find(info, selection, this.#caches.budgets()), keepsNomination: false };
  }

  noteVictim(key: string): void {
    this.#victims.add(key);
  }

  /** The cache shows that the Pod ends, or it is gone. */
  forget(key: string): void {
    this.#victims.delete(key);
  }

  save(): readonly string[] {
    return [...this.#victims];
  }

  /** Whether less important Pods that were told to go are still on the Pod's nominated node. */
  #isAwaiting({ key, priority }: PodInfo, { failures }: Selection): boolean {
    const nominated = this.#nominations.get(key);
    const failure = failures.find(([node]) => node === nominated)?.[1];
    if (nominated === undefined || failure?.resolvable === false) return false;
    for (const { info, on } of this.#view.placedPods()) {
      if (on.name !== nominated || info.priority >= priority) continue;
      const pod = this.#caches.pods.byKey(info.key);
      if (this.#victims.has(info.key) || (pod && isPreempted(pod))) return true;
    }
    return false;
  }
}
