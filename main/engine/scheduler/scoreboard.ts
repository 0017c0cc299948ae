// Models prioritizeNodes and selectHost in pkg/scheduler/schedule_one.go (v1.35): the points of the nodes that are left,
// plugin by plugin, and the draw among the best.
import type { RandomStream } from '../kernel/random.ts';
import type { ClusterView } from './cluster-view.ts';
import { type Judgements, plain, relative } from './judgements.ts';
import { POINTS_MAX, type ScorePlugin } from './plugin.ts';
import { AFFINITY_WEIGHT, type InterPodAffinity } from './plugins/inter-pod-affinity.ts';
import { type PodTopologySpread, SPREAD_WEIGHT } from './plugins/pod-topology-spread.ts';
import type { PodInfo } from './pod-info.ts';

export interface PluginScore {
  readonly plugin: string;
  /** 0 to 100. */
  readonly points: number;
  readonly weight: number;
}

export interface NodeScore {
  readonly node: string;
  /** The sum of the plugins' points times their weights. */
  readonly score: number;
  readonly parts: readonly PluginScore[];
}

/** The scorers that look at the whole cluster, for one Pod. */
interface WideScorers {
  readonly spread: PodTopologySpread;
  readonly affinity: InterPodAffinity;
}

interface WideScore {
  readonly plugin: string;
  readonly weight: number;
  readonly points: Float64Array;
}

export class Scoreboard {
  readonly #view: ClusterView;
  /** Indexes of nodes; the caller fills in as many as it says. */
  candidates = new Int32Array(0);
  #totals = new Float64Array(0);
  #spread = new Float64Array(0);
  #affinity = new Float64Array(0);
  /** The most raw points that any candidate has of each relative scorer. */
  #most: readonly number[] = [];
  /** Of the wide scorers that have something to say of the present Pod. */
  #wide: readonly WideScore[] = [];

  constructor(view: ClusterView) {
    this.#view = view;
  }

  /** Makes room for all nodes of the view. */
  fit(): void {
    const count = this.#view.nodes.length;
    if (this.candidates.length === count) return;
    this.candidates = new Int32Array(count);
    this.#totals = new Float64Array(count);
    this.#spread = new Float64Array(count);
    this.#affinity = new Float64Array(count);
  }

  /** Adds up the points of the first `count` candidates. */
  add({ points, raw, isMarked }: Judgements, wide: WideScorers, count: number): void {
    const most = raw.map((own, s) => (isMarked[s] ? this.#mostOf(own, count) : 0));
    this.#most = most;
    // Where no candidate has any points of a scorer all get the same from it.
    const common = relative.filter((_, s) => most[s] === 0).reduce((sum, scorer) => sum + pointsOf(scorer, 0, 1), 0);
    const totals = this.#totals;
    const { candidates } = this;
    for (let i = 0; i < count; i++) {
      const index = candidates[i] ?? 0;
      totals[index] = (points[index] ?? 0) + common;
    }
    for (const [s, scorer] of relative.entries()) {
      const own = raw[s];
      if (own && most[s]) this.#addRelative(scorer, own, most[s], count);
    }
    this.#wide = this.#scoreWide(wide, count);
    for (const score of this.#wide) this.#addWide(score, count);
  }

  /** The index of the best candidate; among equals chance decides. */
  draw(count: number, random: RandomStream): number {
    const totals = this.#totals;
    const { candidates } = this;
    let best = -1;
    let ties = 0;
    for (let i = 0; i < count; i++) {
      const total = totals[candidates[i] ?? 0] ?? 0;
      if (total > best) {
        best = total;
        ties = 1;
      } else if (total === best) ties++;
    }
    let turn = ties > 1 ? random.int(0, ties - 1) : 0;
    for (let i = 0; i < count; i++) {
      const index = candidates[i] ?? 0;
      if (totals[index] === best && turn-- === 0) return index;
    }
    throw new Error('scheduler: there was a best node, and now there is none');
  }

  /** What the nodes of `told`, by their indexes, got from whom. */
  tell(pod: PodInfo, { raw }: Judgements, told: readonly number[]): NodeScore[] {
    return told.flatMap((index) => {
      const node = this.#view.nodes[index];
      if (!node) return [];
      const parts = [
        ...plain.map((scorer) => part(scorer, scorer.score(pod, node, this.#view))),
        ...relative.map((scorer, s) => part(scorer, shareOf(scorer, raw[s]?.[index] ?? 0, this.#most[s] || 1))),
        ...this.#wide.map(({ plugin, weight, points }) => ({ plugin, weight, points: points[index] ?? 0 })),
      ];
      return [{ node: node.name, score: this.#totals[index] ?? 0, parts }];
    });
  }

  #scoreWide({ spread, affinity }: WideScorers, count: number): readonly WideScore[] {
    const candidates = { indexes: this.candidates, count };
    const scores: WideScore[] = [];
    if (spread.score(candidates, this.#spread))
      scores.push({ plugin: 'PodTopologySpread', weight: SPREAD_WEIGHT, points: this.#spread });
    if (affinity.score(candidates, this.#affinity))
      scores.push({ plugin: 'InterPodAffinity', weight: AFFINITY_WEIGHT, points: this.#affinity });
    return scores;
  }

  #mostOf(raw: Float64Array, count: number): number {
    let most = 0;
    for (let i = 0; i < count; i++) most = Math.max(most, raw[this.candidates[i] ?? 0] ?? 0);
    return most;
  }

  #addRelative(scorer: ScorePlugin, raw: Float64Array, most: number, count: number): void {
    const totals = this.#totals;
    const { candidates } = this;
    for (let i = 0; i < count; i++) {
      const index = candidates[i] ?? 0;
      totals[index] = (totals[index] ?? 0) + pointsOf(scorer, raw[index] ?? 0, most);
    }
  }

  #addWide({ points, weight }: WideScore, count: number): void {
    const totals = this.#totals;
    const { candidates } = this;
    for (let i = 0; i < count; i++) {
      const index = candidates[i] ?? 0;
      totals[index] = (totals[index] ?? 0) + weight * (points[index] ?? 0);
    }
  }
}

const part = ({ name, weight }: ScorePlugin, points: number): PluginScore => ({ plugin: name, points, weight });

/** Weighted points for a raw number, of which some candidate has the most. */
function pointsOf(scorer: ScorePlugin, raw: number, most: number): number {
  return scorer.weight * shareOf(scorer, raw, most);
}

function shareOf({ normalize }: ScorePlugin, raw: number, most: number): number {
  const share = Math.trunc((POINTS_MAX * raw) / most);
  return normalize === 'inverse' ? POINTS_MAX - share : share;
}
