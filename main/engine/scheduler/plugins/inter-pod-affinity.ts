// Models pkg/scheduler/framework/plugins/interpodaffinity/{filtering,scoring}.go (v1.35): Pods that want to be near
// others, or far from them. Like PodTopologySpread it has to see all nodes before it can say anything of one.
import type { Labels } from '../../api/selectors.ts';
import type { AffinityTerm } from '../affinity-terms.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { NodeInfo } from '../node-info.ts';
import { type Failure, type NodeTest, POINTS_MAX, hopeless } from '../plugin.ts';
import type { PodInfo } from '../pod-info.ts';
import type { Candidates } from './pod-topology-spread.ts';

const name = 'InterPodAffinity';
export const AFFINITY_WEIGHT = 2;
/** What a Pod that must be near others adds to where they are, beside its preferences. */
const REQUIRED_POINTS = 1;

const lonely = hopeless(name, "node(s) didn't match pod affinity rules");
const crowded: Failure = { plugin: name, reasons: ["node(s) didn't match pod anti-affinity rules"], resolvable: true };
const unwelcome: Failure = {
  plugin: name,
  reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"],
  resolvable: true,
};

type NamespaceLabels = (namespace: string) => Labels;

/** Sums by topology key and by the value that nodes have for it. */
class DomainSums {
  readonly #sums = new Map<string, Map<string, number>>();

  get isEmpty(): boolean {
    return this.#sums.size === 0;
  }

  add(topologyKey: string, on: NodeInfo, amount: number): void {
    const value = on.node?.metadata?.labels?.[topologyKey];
    if (value === undefined) return;
    const sums = this.#sums.get(topologyKey) ?? new Map<string, number>();
    this.#sums.set(topologyKey, sums.set(value, (sums.get(value) ?? 0) + amount));
  }

  at(topologyKey: string, node: NodeInfo): number {
    const value = node.node?.metadata?.labels?.[topologyKey];
    return value === undefined ? 0 : (this.#sums.get(topologyKey)?.get(value) ?? 0);
  }

  /** The sum over all keys for one node. */
  total(node: NodeInfo): number {
    let total = 0;
    for (const topologyKey of this.#sums.keys()) total += this.at(topologyKey, node);
    return total;
  }
}

/** The plugin's view of one Pod. */
export class InterPodAffinity {
  readonly #pod: PodInfo;
  readonly #view: ClusterView;
  readonly #labelsOf: NamespaceLabels;

  constructor(pod: PodInfo, view: ClusterView, labelsOf: NamespaceLabels) {
    this.#pod = pod;
    this.#view = view;
    this.#labelsOf = labelsOf;
  }

  /** A test of nodes against what is required; undefined when nothing is. */
  filter(): NodeTest | undefined {
    const { near = [], far = [] } = this.#pod.terms ?? {};
    const shunned = this.#shunned();
    if (near.length === 0 && far.length === 0 && shunned.isEmpty) return undefined;
    const friends = this.#friends(near);
    const foes = this.#foes(far);
    const isFirst = near.length > 0 && friends.isEmpty && near.every((term) => this.#selects(term, this.#pod));
    return (node) => {
      const labels = node.node?.metadata?.labels ?? {};
      if (near.some(({ topologyKey }) => labels[topologyKey] === undefined)) return lonely;
      if (!isFirst && near.some(({ topologyKey }) => friends.at(topologyKey, node) <= 0)) return lonely;
      if (far.some(({ topologyKey }) => foes.at(topologyKey, node) > 0)) return crowded;
      return shunned.total(node) > 0 ? unwelcome : undefined;
    };
  }

  /** Writes the points of the candidates, 0 to 100, by their indexes; says whether it had anything to say. */
  score({ indexes, count }: Candidates, points: Float64Array): boolean {
    const sums = this.#wishes();
    if (sums.isEmpty) return false;
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < count; i++) {
      const node = this.#view.nodes[indexes[i] ?? 0];
      const total = node ? sums.total(node) : 0;
      points[indexes[i] ?? 0] = total;
      least = Math.min(least, total);
      most = Math.max(most, total);
    }
    const span = most - least;
    for (let i = 0; i < count; i++) {
      const index = indexes[i] ?? 0;
      points[index] = span > 0 ? Math.trunc((POINTS_MAX * ((points[index] ?? 0) - least)) / span) : 0;
    }
    return true;
  }

  #selects(term: AffinityTerm, pod: PodInfo): boolean {
    return term.selects(pod, this.#labelsOf);
  }

  /** Where Pods are that will not have this one near. */
  #shunned(): DomainSums {
    const sums = new DomainSums();
    for (const { info, on } of this.#view.opinionatedPods()) {
      for (const term of info.terms?.far ?? []) {
        if (this.#selects(term, this.#pod)) sums.add(term.topologyKey, on, 1);
      }
    }
    return sums;
  }

  /** Where Pods are that satisfy all terms at once. */
  #friends(near: readonly AffinityTerm[]): DomainSums {
    const sums = new DomainSums();
    if (near.length === 0) return sums;
    for (const { info, on } of this.#view.placedPods()) {
      if (near.every((term) => this.#selects(term, info))) {
        for (const { topologyKey } of near) sums.add(topologyKey, on, 1);
      }
    }
    return sums;
  }

  #foes(far: readonly AffinityTerm[]): DomainSums {
    const sums = new DomainSums();
    if (far.length === 0) return sums;
    for (const { info, on } of this.#view.placedPods()) {
      for (const term of far) if (this.#selects(term, info)) sums.add(term.topologyKey, on, 1);
    }
    return sums;
  }

  /** What this Pod would like of the others, and they of it. */
  #wishes(): DomainSums {
    const sums = new DomainSums();
    const own = this.#pod.terms?.preferred ?? [];
    if (own.length > 0) {
      for (const { info, on } of this.#view.placedPods()) {
        for (const term of own) if (this.#selects(term, info)) sums.add(term.topologyKey, on, term.weight);
      }
    }
    for (const { info, on } of this.#view.opinionatedPods()) {
      const { near = [], preferred = [] } = info.terms ?? {};
      for (const term of preferred) if (this.#selects(term, this.#pod)) sums.add(term.topologyKey, on, term.weight);
      for (const term of near) if (this.#selects(term, this.#pod)) sums.add(term.topologyKey, on, REQUIRED_POINTS);
    }
    return sums;
  }
}
