// Models pkg/scheduler/backend/queue/nominator.go (v1.35): nodes on which room is kept for Pods that are not there yet.
import type { ClusterView } from './cluster-view.ts';
import type { PodInfo } from './pod-info.ts';

export type SavedNominations = readonly (readonly [key: string, node: string])[];

export class Nominations {
  readonly #nodes: Map<string, string>;

  constructor(saved?: SavedNominations) {
    this.#nodes = new Map(saved);
  }

  get(key: string): string | undefined {
    return this.#nodes.get(key);
  }

  /** No node takes back what was kept for the Pod. */
  set(key: string, node: string | undefined): void {
    if (node === undefined || node === '') this.#nodes.delete(key);
    else this.#nodes.set(key, node);
  }

  /**
   * Does `work` while the nominated Pods that are at least as important as `pod` count as being on their nodes;
   * `infoOf` answers undefined for Pods that no longer wait.
   */
  counted<T>(pod: PodInfo, view: ClusterView, infoOf: (key: string) => PodInfo | undefined, work: () => T): T {
    const placed: string[] = [];
    for (const [key, node] of this.#nodes) {
      const info = key === pod.key || view.isPlaced(key) ? undefined : infoOf(key);
      if (!info || info.priority < pod.priority) continue;
      view.place(info, node);
      placed.push(key);
    }
    const result = work();
    for (const key of placed) view.remove(key);
    return result;
  }

  save(): SavedNominations {
    return [...this.#nodes];
  }
}
