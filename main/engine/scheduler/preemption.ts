// Models pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption (v1.35): which less important
// Pods would have to go so that one finds a place.
import { matchesLabelSelector } from '../api/selectors.ts';
import type { PodDisruptionBudget } from '../api/generated/types.ts';
import { compareText } from '../api/order.ts';
import type { ClusterView } from './cluster-view.ts';
import { histogram, reasonsOf } from './fit-error.ts';
import type { NodeInfo } from './node-info.ts';
import type { Failure } from './plugin.ts';
import type { PodInfo } from './pod-info.ts';
import type { Selection, Selector } from './selection.ts';

/** Either the Pods that must go from a node, or why it does not help. */
export type Preemption =
  | { readonly node: string; readonly victims: readonly PodInfo[] }
  | { readonly node?: undefined; readonly message: string };

interface Candidate {
  readonly node: string;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
  readonly violations: number;
}

const NO_VICTIMS: Failure = {
  plugin: 'DefaultPreemption',
  reasons: ['No preemption victims found for incoming pod'],
  resolvable: false,
};
const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
/** Candidates that are compared at most. */
const CANDIDATES_MAX = 100;

export class Preemptor {
  readonly #view: ClusterView;
  readonly #selector: Selector;
  /** When a Pod began to run; empty for those that have not yet. */
  readonly #startOf: (pod: PodInfo) => string;

  constructor(view: ClusterView, selector: Selector, startOf: (pod: PodInfo) => string) {
    this.#view = view;
    this.#selector = selector;
    this.#startOf = startOf;
  }

  /** Tries the nodes that refused the Pod on account of others. Leaves the view as it was. */
  find(pod: PodInfo, { failures }: Selection, budgets: readonly PodDisruptionBudget[]): Preemption {
    const hopeful = failures.filter(([, { resolvable }]) => resolvable);
    const onNodes = this.#lesserPods(pod);
    const candidates: Candidate[] = [];
    const why: string[] = [];
    for (const [name] of hopeful) {
      const node = this.#view.node(name);
      if (!node || candidates.length === CANDIDATES_MAX) continue;
      const found = this.#tryNode(pod, node, onNodes.get(name) ?? [], budgets);
      if ('reasons' in found) why.push(...reasonsOf([found]));
      else candidates.push(found);
    }
    const [best] = candidates.sort((a, b) => this.#compareCandidates(a, b));
    if (best) return best;
    const total = this.#view.nodes.length;
    for (let i = hopeful.length; i < total; i++) why.push(NOT_HELPFUL);
    return { message: `0/${String(total)} nodes are available: ${histogram(why)}.` };
  }

  /** The less important Pods by node, the most important of them first. */
  #lesserPods({ priority }: PodInfo): Map<string, PodInfo[]> {
    const byNode = new Map<string, PodInfo[]>();
    for (const { info, on } of this.#view.placedPods()) {
      if (info.priority >= priority) continue;
      const known = byNode.get(on.name);
      if (known) known.push(info);
      else byNode.set(on.name, [info]);
    }
    for (const pods of byNode.values()) pods.sort((a, b) => this.#compareImportance(a, b));
    return byNode;
  }

  /** Takes all lesser Pods away, and puts back those that need not go: first those whose budgets would be violated. */
  #tryNode(
    pod: PodInfo,
    node: NodeInfo,
    lesser: readonly PodInfo[],
    budgets: readonly PodDisruptionBudget[],
  ): Candidate | Failure {
    if (lesser.length === 0) return NO_VICTIMS;
    for (const { key } of lesser) this.#view.remove(key);
    const victims: PodInfo[] = [];
    const failure = this.#selector.failureOn(pod, node);
    const violating = failure ? new Set<PodInfo>() : violatingPods(lesser, budgets);
    if (!failure) {
      const others = lesser.filter((info) => !violating.has(info));
      for (const info of [...violating, ...others]) {
        this.#view.place(info, node.name);
        if (!this.#selector.failureOn(pod, node)) continue;
        this.#view.remove(info.key);
        victims.push(info);
      }
    }
    for (const info of lesser) if (!this.#view.isPlaced(info.key)) this.#view.place(info, node.name);
    if (failure) return failure;
    const violations = victims.filter((info) => violating.has(info)).length;
    return { node: node.name, victims: victims.sort((a, b) => this.#compareImportance(a, b)), violations };
  }

  /** More important first: by priority, then those that have run longer; timestamps of one format are in text order. */
  #compareImportance(a: PodInfo, b: PodInfo): number {
    const since = (pod: PodInfo) => this.#startOf(pod) || '~';
    return b.priority - a.priority || compareText(since(a), since(b)) || compareText(a.key, b.key);
  }

  /** Fewest violated budgets, least important victims, fewest of them, youngest; then the nodes' order. */
  #compareCandidates(a: Candidate, b: Candidate): number {
    return (
      a.violations - b.violations ||
      (a.victims[0]?.priority ?? 0) - (b.victims[0]?.priority ?? 0) ||
      weightOf(a) - weightOf(b) ||
      a.victims.length - b.victims.length ||
      compareText(this.#earliestStart(b), this.#earliestStart(a))
    );
  }

  #earliestStart({ victims }: Candidate): string {
    const highest = victims.filter(({ priority }) => priority === victims[0]?.priority);
    return highest.map(this.#startOf).sort(compareText)[0] ?? '';
  }
}

/** The Pods whose end some budget does not allow, when they end in this order. */
function violatingPods(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]): ReadonlySet<PodInfo> {
  const left = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0);
  const violating = new Set<PodInfo>();
  for (const pod of pods) {
    for (const [i, { metadata, spec, status }] of budgets.entries()) {
      if (metadata?.namespace !== pod.namespace || !matchesLabelSelector(spec?.selector, pod.labels)) continue;
      if (status?.disruptedPods?.[pod.pod.metadata?.name ?? ''] !== undefined) continue;
      left[i] = (left[i] ?? 0) - 1;
      if ((left[i] ?? 0) < 0) violating.add(pod);
    }
  }
  return violating;
}

/** Priorities are shifted so that more victims always weigh more. */
const weightOf = ({ victims }: Candidate): number => victims.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0);
