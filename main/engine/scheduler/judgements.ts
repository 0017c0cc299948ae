// What the plugins think of every node for one sort of Pod. Pods of one template ask the same of a node, and between two
// of them only the nodes that got or lost something have to be asked again: in a large cluster that is what makes full
// filtering and scoring affordable. (v1.35 reuses results in the same way, in pkg/scheduler/framework/runtime/batch.go.)
import type { ClusterView } from './cluster-view.ts';
import type { NodeInfo } from './node-info.ts';
import type { Failure } from './plugin.ts';
import { filters, scorers } from './plugins/registry.ts';
import type { PodInfo } from './pod-info.ts';

/** Sorts of Pods that are remembered at once. */
const SORTS_MAX = 32;
export const plain = scorers.filter(({ normalize }) => normalize === undefined);
/** Scorers whose points mean something only beside those of the other candidates. */
export const relative = scorers.filter(({ normalize }) => normalize !== undefined);

/** One entry for each node, in the order of the view's nodes. */
export interface Judgements {
  readonly failures: (Failure | undefined)[];
  /** Weighted points of the scorers that need no comparison. */
  readonly points: Float64Array;
  /** Raw points of each of the `relative` scorers. */
  readonly raw: readonly Float64Array[];
  /** For each of the `relative` scorers whether any node has had points of it. */
  readonly isMarked: boolean[];
}

interface Remembered extends Judgements {
  readonly epoch: number;
  /** The nodes' generations when they were judged. */
  readonly generations: Float64Array;
}

export class Judge {
  readonly #view: ClusterView;
  readonly #sorts = new Map<string, Remembered>();

  constructor(view: ClusterView) {
    this.#view = view;
  }

  /** What the plugins think now. The answer is good until the next call. */
  judge(pod: PodInfo): Judgements {
    const judgements = this.#recall(pod.needs.sort);
    const { nodes, generations } = this.#view;
    for (let i = 0; i < generations.length; i++) {
      if (generations[i] === judgements.generations[i]) continue;
      const node = nodes[i];
      if (node) this.#judgeNode(pod, node, judgements);
    }
    return judgements;
  }

  #judgeNode(pod: PodInfo, node: NodeInfo, judgements: Remembered): void {
    const { index } = node;
    judgements.generations[index] = this.#view.generations[index] ?? 0;
    const failure = failureOf(pod, node);
    judgements.failures[index] = failure;
    if (failure) return;
    let points = 0;
    for (const scorer of plain) points += scorer.weight * scorer.score(pod, node, this.#view);
    judgements.points[index] = points;
    for (const [i, scorer] of relative.entries()) {
      const raw = judgements.raw[i];
      const score = scorer.score(pod, node, this.#view);
      if (raw) raw[index] = score;
      if (score !== 0) judgements.isMarked[i] = true;
    }
  }

  #recall(sort: string): Remembered {
    const { epoch, nodes } = this.#view;
    const known = this.#sorts.get(sort);
    this.#sorts.delete(sort);
    const judgements = known?.epoch === epoch ? known : blank(epoch, nodes.length);
    this.#sorts.set(sort, judgements);
    if (this.#sorts.size > SORTS_MAX)
      for (const oldest of [...this.#sorts.keys()].slice(0, 1)) this.#sorts.delete(oldest);
    return judgements;
  }
}

/** The first plugin's objection to a node. */
export function failureOf(pod: PodInfo, node: NodeInfo): Failure | undefined {
  for (const plugin of filters) {
    const failure = plugin.filter(pod, node);
    if (failure) return failure;
  }
  return undefined;
}

function blank(epoch: number, count: number): Remembered {
  return {
    epoch,
    generations: new Float64Array(count).fill(-1),
    failures: Array.from({ length: count }, () => undefined),
    points: new Float64Array(count),
    raw: relative.map(() => new Float64Array(count)),
    isMarked: relative.map(() => false),
  };
}
