// Models schedulePod in pkg/scheduler/schedule_one.go (v1.35): all nodes are filtered, all that remain are scored, and
// of the best one is drawn.
import type { RandomStream } from '../kernel/random.ts';
import type { ClusterView } from './cluster-view.ts';
import { Judge, type Judgements, failureOf, relative } from './judgements.ts';
import type { NodeInfo } from './node-info.ts';
import { type Failure, POINTS_MAX, type ScorePlugin } from './plugin.ts';
import { PodTopologySpread, SPREAD_WEIGHT } from './plugins/pod-topology-spread.ts';
import type { PodInfo } from './pod-info.ts';
import { SelectorCounts } from './selector-counts.ts';
import type { Spreading } from './spread-constraints.ts';

/** What was found out about a Pod and the nodes; `node` is undefined when it fits nowhere. */
export interface Selection {
  readonly node: NodeInfo | undefined;
  readonly failures: readonly (readonly [node: string, failure: Failure])[];
  readonly scores: readonly (readonly [node: string, score: number])[];
}

/** Above so many nodes a selection tells only of the chosen one. */
const TOLD_MAX = 50;

export class Selector {
  readonly counts = new SelectorCounts();
  readonly #view: ClusterView;
  readonly #judge: Judge;
  readonly #random: RandomStream;
  #candidates = new Int32Array(0);
  #totals = new Float64Array(0);
  #spread = new Float64Array(0);

  constructor(view: ClusterView, random: RandomStream) {
    this.#view = view;
    this.#judge = new Judge(view);
    this.#random = random;
  }

  select(pod: PodInfo, spreading: Spreading): Selection {
    this.#makeRoom();
    const spread = new PodTopologySpread(pod, this.#view, spreading, this.counts);
    const only = onlyNode(pod);
    if (only !== undefined) return this.#selectOnly(pod, only, spread.filter());
    const judgements = this.#judge.judge(pod);
    const skew = spread.filter();
    const count = this.#gather(judgements, skew);
    if (count === 0) return { node: undefined, failures: this.#failures(judgements, skew), scores: [] };
    this.#total(judgements, count);
    if (spread.score({ indexes: this.#candidates, count }, this.#spread)) this.#addSpread(count);
    const node = this.#view.nodes[this.#draw(count)];
    return { node, failures: this.#isTold ? this.#failures(judgements, skew) : [], scores: this.#scores(count, node) };
  }

  get #isTold(): boolean {
    return this.#view.nodes.length <= TOLD_MAX;
  }

  /** A Pod that names its node, as those of DaemonSets do: nobody else is asked. */
  #selectOnly(pod: PodInfo, name: string, skew: SkewTest): Selection {
    const node = this.#view.node(name);
    const failure = node && (failureOf(pod, node) ?? skew?.(node));
    if (!node || failure) return { node: undefined, failures: failure ? [[name, failure]] : [], scores: [] };
    return { node, failures: [], scores: [[name, 0]] };
  }

  #makeRoom(): void {
    const count = this.#view.nodes.length;
    if (this.#candidates.length === count) return;
    this.#candidates = new Int32Array(count);
    this.#totals = new Float64Array(count);
    this.#spread = new Float64Array(count);
  }

  /** Lists the indexes of the nodes that nobody objects to, and answers how many they are. */
  #gather({ failures }: Judgements, skew: SkewTest): number {
    let count = 0;
    for (let i = 0; i < failures.length; i++) {
      if (failures[i] || (skew && this.#isSkewed(i, skew))) continue;
      this.#candidates[count++] = i;
    }
    return count;
  }

  #isSkewed(index: number, skew: NonNullable<SkewTest>): boolean {
    const node = this.#view.nodes[index];
    return node === undefined || skew(node) !== undefined;
  }

  #failures({ failures }: Judgements, skew: SkewTest): (readonly [string, Failure])[] {
    return this.#view.nodes.flatMap((node) => {
      const failure = failures[node.index] ?? skew?.(node);
      return failure ? [[node.name, failure] as const] : [];
    });
  }

  #total({ points, raw }: Judgements, count: number): void {
    const most = raw.map((own) => this.#mostOf(own, count));
    // Where no candidate has any points of a scorer all get the same from it.
    const common = relative.filter((_, s) => most[s] === 0).reduce((sum, scorer) => sum + pointsOf(scorer, 0, 1), 0);
    for (let i = 0; i < count; i++) {
      const index = this.#candidates[i] ?? 0;
      this.#totals[index] = (points[index] ?? 0) + common;
    }
    for (const [s, scorer] of relative.entries()) {
      const own = raw[s];
      if (own && most[s]) this.#addRelative(scorer, own, most[s], count);
    }
  }

  #mostOf(raw: Float64Array, count: number): number {
    let most = 0;
    for (let i = 0; i < count; i++) most = Math.max(most, raw[this.#candidates[i] ?? 0] ?? 0);
    return most;
  }

  #addRelative(scorer: ScorePlugin, raw: Float64Array, most: number, count: number): void {
    for (let i = 0; i < count; i++) {
      const index = this.#candidates[i] ?? 0;
      this.#totals[index] = (this.#totals[index] ?? 0) + pointsOf(scorer, raw[index] ?? 0, most);
    }
  }

  #addSpread(count: number): void {
    for (let i = 0; i < count; i++) {
      const index = this.#candidates[i] ?? 0;
      this.#totals[index] = (this.#totals[index] ?? 0) + SPREAD_WEIGHT * (this.#spread[index] ?? 0);
    }
  }

  /** The index of the best candidate; among equals chance decides. */
  #draw(count: number): number {
    let best = -1;
    let ties = 0;
    for (let i = 0; i < count; i++) {
      const total = this.#totals[this.#candidates[i] ?? 0] ?? 0;
      if (total > best) {
        best = total;
        ties = 1;
      } else if (total === best) ties++;
    }
    let turn = ties > 1 ? this.#random.int(0, ties - 1) : 0;
    for (let i = 0; i < count; i++) {
      const index = this.#candidates[i] ?? 0;
      if (this.#totals[index] === best && turn-- === 0) return index;
    }
    throw new Error('scheduler: there was a best node, and now there is none');
  }

  #scores(count: number, chosen: NodeInfo | undefined): (readonly [string, number])[] {
    const told = this.#isTold ? [...this.#candidates.subarray(0, count)] : chosen ? [chosen.index] : [];
    return told.map((index) => [this.#view.nodes[index]?.name ?? '', this.#totals[index] ?? 0] as const);
  }
}

/** Weighted points for a raw number, of which some candidate has the most. */
function pointsOf({ weight, normalize }: ScorePlugin, raw: number, most: number): number {
  const share = Math.trunc((POINTS_MAX * raw) / most);
  return weight * (normalize === 'inverse' ? POINTS_MAX - share : share);
}

type SkewTest = ReturnType<PodTopologySpread['filter']>;

/** The one node that every term of a Pod's required affinity names. */
function onlyNode({ pod }: PodInfo): string | undefined {
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const names = (required?.nodeSelectorTerms ?? []).map(({ matchFields = [] }) =>
    matchFields.find(
      ({ key, operator, values = [] }) => key === 'metadata.name' && operator === 'In' && values.length === 1,
    ),
  );
  const [first] = names;
  if (!first || names.some((name) => name?.values?.[0] !== first.values?.[0])) return undefined;
  return first.values?.[0];
}
