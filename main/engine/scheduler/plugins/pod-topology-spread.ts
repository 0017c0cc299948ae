// Models pkg/scheduler/framework/plugins/podtopologyspread/{filtering,scoring}.go (v1.35): Pods of one owner are spread
// over nodes and zones. Unlike the other plugins it has to see all nodes before it can say anything of one.
import { matchesNodeAffinity } from '../../kinds/node/affinity.ts';
import { untoleratedTaint } from '../../kinds/node/taints.ts';
import type { ClusterView } from '../cluster-view.ts';
import type { NodeInfo } from '../node-info.ts';
import { type Failure, POINTS_MAX, hopeless } from '../plugin.ts';
import type { PodInfo } from '../pod-info.ts';
import type { SelectorCounts } from '../selector-counts.ts';
import { HOSTNAME, type SpreadConstraint, type Spreading } from '../spread-constraints.ts';

const name = 'PodTopologySpread';
export const SPREAD_WEIGHT = 2;

const skewed: Failure = {
  plugin: name,
  reasons: ["node(s) didn't match pod topology spread constraints"],
  resolvable: true,
};
const noDomain = hopeless(name, "node(s) didn't match pod topology spread constraints (missing required label)");

/** Indexes of nodes: the first `count` entries. */
export interface Candidates {
  readonly indexes: Int32Array;
  readonly count: number;
}

/** The plugin's view of one Pod's constraints. */
export class PodTopologySpread {
  readonly #pod: PodInfo;
  readonly #view: ClusterView;
  readonly #spreading: Spreading;
  readonly #counts: SelectorCounts;

  constructor(pod: PodInfo, view: ClusterView, spreading: Spreading, counts: SelectorCounts) {
    this.#pod = pod;
    this.#view = view;
    this.#spreading = spreading;
    this.#counts = counts;
  }

  /** A test of nodes against the hard constraints; undefined when there are none. */
  filter(): ((node: NodeInfo) => Failure | undefined) | undefined {
    const hard = this.#spreading.constraints.filter(({ isHard }) => isHard);
    if (hard.length === 0) return undefined;
    const states = hard.map((constraint) => {
      const { ofNode } = this.#view.domains(constraint.topologyKey);
      const fellows = this.#fellowsByDomain(constraint, hard);
      const present = [...fellows].filter((count) => count >= 0);
      const least = present.length < constraint.minDomains ? 0 : Math.min(...present);
      return { ofNode, fellows, allowed: constraint.maxSkew + least - Number(constraint.selects(this.#pod.labels)) };
    });
    return ({ index }) => {
      for (const { ofNode, fellows, allowed } of states) {
        const domain = ofNode[index] ?? -1;
        if (domain < 0) return noDomain;
        if (Math.max(0, fellows[domain] ?? 0) > allowed) return skewed;
      }
      return undefined;
    };
  }

  /** Writes the points of the candidates, 0 to 100, by their indexes; says whether it had anything to say. */
  score(candidates: Candidates, points: Float64Array): boolean {
    const soft = this.#spreading.constraints.filter(({ isHard }) => !isHard);
    if (soft.length === 0) return false;
    points.fill(0);
    const isIgnored = this.#ignored(soft);
    for (const constraint of soft) {
      if (constraint.topologyKey === HOSTNAME) this.#addByNode(constraint, candidates, points, isIgnored);
      else this.#addByDomain(constraint, soft, candidates, points, isIgnored);
    }
    normalize(candidates, points, isIgnored);
    return true;
  }

  /** Marks the nodes that lack a domain for one of the Pod's own constraints; the defaults ignore none. */
  #ignored(soft: readonly SpreadConstraint[]): Uint8Array | undefined {
    if (this.#spreading.isDefault) return undefined;
    const { nodes } = this.#view;
    const marks = new Uint8Array(nodes.length);
    for (const { topologyKey } of soft) {
      const { ofNode } = this.#view.domains(topologyKey);
      for (let i = 0; i < nodes.length; i++) if (ofNode[i] === -1) marks[i] = 1;
    }
    return marks;
  }

  #addByNode(
    constraint: SpreadConstraint,
    { indexes, count }: Candidates,
    points: Float64Array,
    ignored: Ignored,
  ): void {
    const fellows = this.#fellowsByNode(constraint);
    let considered = count;
    if (ignored) for (let i = 0; i < count; i++) considered -= ignored[indexes[i] ?? 0] ?? 0;
    const weight = domainWeight(considered);
    for (let i = 0; i < count; i++) {
      const index = indexes[i] ?? 0;
      points[index] = (points[index] ?? 0) + (fellows[index] ?? 0) * weight + constraint.maxSkew - 1;
    }
  }

  #addByDomain(
    constraint: SpreadConstraint,
    soft: readonly SpreadConstraint[],
    { indexes, count }: Candidates,
    points: Float64Array,
    ignored: Ignored,
  ): void {
    const { names, ofNode } = this.#view.domains(constraint.topologyKey);
    if (names.length === 0) return;
    const wanted = new Set<number>();
    for (let i = 0; i < count; i++) {
      const index = indexes[i] ?? 0;
      if (!ignored?.[index]) wanted.add(ofNode[index] ?? -1);
    }
    const fellows = this.#fellowsByDomain(constraint, this.#spreading.isDefault ? [] : soft);
    const weight = domainWeight(wanted.size);
    for (let i = 0; i < count; i++) {
      const index = indexes[i] ?? 0;
      const domain = ofNode[index] ?? -1;
      if (domain < 0 || ignored?.[index]) continue;
      points[index] = (points[index] ?? 0) + Math.max(0, fellows[domain] ?? 0) * weight + constraint.maxSkew - 1;
    }
  }

  /**
   * Fellows in each domain, of the nodes that have a domain for all of `required` and that the policies let count; -1
   * for domains without such a node.
   */
  #fellowsByDomain(constraint: SpreadConstraint, required: readonly SpreadConstraint[]): Int32Array {
    const fellows = this.#fellowsByNode(constraint);
    const { names, ofNode } = this.#view.domains(constraint.topologyKey);
    const others = required.map(({ topologyKey }) => this.#view.domains(topologyKey).ofNode);
    const sums = new Int32Array(names.length).fill(-1);
    for (const node of this.#view.nodes) {
      const domain = ofNode[node.index] ?? -1;
      if (domain < 0 || others.some((other) => other[node.index] === -1)) continue;
      if (this.#mayCount(node, constraint)) sums[domain] = Math.max(0, sums[domain] ?? 0) + (fellows[node.index] ?? 0);
    }
    return sums;
  }

  #mayCount({ node, taints }: NodeInfo, { honorAffinity, honorTaints }: SpreadConstraint): boolean {
    const { spec } = this.#pod.pod;
    if (honorAffinity && node && !matchesNodeAffinity(spec, node)) return false;
    return !honorTaints || !untoleratedTaint(taints, spec?.tolerations ?? [], ['NoSchedule', 'NoExecute']);
  }

  #fellowsByNode({ selectorName, selects }: SpreadConstraint): Int32Array {
    return this.#counts.get(this.#view, this.#pod.namespace, selectorName, selects);
  }
}

type Ignored = Uint8Array | undefined;

/** So that a domain counts for more where there are many. */
const domainWeight = (size: number): number => Math.log(size + 2);

/** Rounds, and turns round: the fewer fellows the more points, up to 100. */
function normalize({ indexes, count }: Candidates, points: Float64Array, ignored: Ignored): void {
  let least = Infinity;
  let most = 0;
  for (let i = 0; i < count; i++) {
    const index = indexes[i] ?? 0;
    if (ignored?.[index]) continue;
    const own = Math.round(points[index] ?? 0);
    points[index] = own;
    if (own < least) least = own;
    if (own > most) most = own;
  }
  for (let i = 0; i < count; i++) {
    const index = indexes[i] ?? 0;
    if (ignored?.[index]) points[index] = 0;
    else if (most === 0) points[index] = POINTS_MAX;
    else points[index] = Math.trunc((POINTS_MAX * (most + least - (points[index] ?? 0))) / most);
  }
}
