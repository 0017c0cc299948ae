// How many Pods that some selector selects are on each node: counted once, then kept up to date.
import type { ClusterView } from './cluster-view.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Labels } from '../api/selectors.ts';

/** Selectors that are counted at once; the one that was asked for longest ago is dropped. */
const COUNTS_MAX = 2048;

interface Count {
  readonly name: string;
  readonly namespace: string;
  readonly selects: (labels: Labels) => boolean;
  readonly epoch: number;
  /** By the index of the node. */
  readonly perNode: Int32Array;
}

export class SelectorCounts {
  readonly #byName = new Map<string, Count>();
  readonly #byNamespace = new Map<string, Set<Count>>();
  /** The one that was asked for last. */
  #latest: Count | undefined;

  /** The numbers for each node by its index; `name` stands for the selector. Pods that are ending do not count. */
  get(view: ClusterView, namespace: string, name: string, selects: (labels: Labels) => boolean): Int32Array {
    const full = `${namespace}\0${name}`;
    if (this.#latest?.name === full && this.#latest.epoch === view.epoch) return this.#latest.perNode;
    const known = this.#byName.get(full);
    if (known) this.#drop(known);
    const count = known?.epoch === view.epoch ? known : countAnew(view, full, namespace, selects);
    this.#keep(count);
    this.#latest = count;
    return count.perNode;
  }

  /** A Pod has come to a node, or left it. */
  note(pod: PodInfo, on: NodeInfo, sign: 1 | -1): void {
    if (pod.isEnding || on.index < 0) return;
    for (const { perNode, selects } of this.#byNamespace.get(pod.namespace) ?? []) {
      if (selects(pod.labels)) perNode[on.index] = (perNode[on.index] ?? 0) + sign;
    }
  }

  #keep(count: Count): void {
    this.#byName.set(count.name, count);
    const others = this.#byNamespace.get(count.namespace) ?? new Set();
    this.#byNamespace.set(count.namespace, others.add(count));
    if (this.#byName.size <= COUNTS_MAX) return;
    for (const oldest of [...this.#byName.values()].slice(0, 1)) this.#drop(oldest);
  }

  #drop(count: Count): void {
    this.#byName.delete(count.name);
    const others = this.#byNamespace.get(count.namespace);
    if (others?.delete(count) && others.size === 0) this.#byNamespace.delete(count.namespace);
  }
}

function countAnew(view: ClusterView, name: string, namespace: string, selects: (labels: Labels) => boolean): Count {
  const perNode = new Int32Array(view.nodes.length);
  for (const { info, on } of view.placedPods()) {
    if (info.isEnding || on.index < 0 || info.namespace !== namespace || !selects(info.labels)) continue;
    perNode[on.index] = (perNode[on.index] ?? 0) + 1;
  }
  return { name, namespace, selects, epoch: view.epoch, perNode };
}
