// All probes of one node, by Pod; most Pods have none.
import type { ProbeKind, ProbeState } from './probe-worker.ts';

/** Names one probe in an agenda entry. */
export type ProbeKey = readonly [podUid: string, container: string, kind: ProbeKind];

const NONE: readonly ProbeState[] = [];

export class ProbeStates {
  readonly #byPod = new Map<string, readonly ProbeState[]>();

  has(podUid: string): boolean {
    return this.#byPod.has(podUid);
  }

  of(podUid: string): readonly ProbeState[] {
    return this.#byPod.get(podUid) ?? NONE;
  }

  find([podUid, container, kind]: ProbeKey): ProbeState | undefined {
    return this.of(podUid).find((each) => each.container === container && each.kind === kind);
  }

  add(state: ProbeState): void {
    this.#byPod.set(state.podUid, [...this.of(state.podUid), state]);
  }

  /** Leaves a Pod with these of its probes. */
  keep(podUid: string, left: readonly ProbeState[]): void {
    if (left.length > 0) this.#byPod.set(podUid, left);
    else this.#byPod.delete(podUid);
  }

  all(): readonly ProbeState[] {
    return [...this.#byPod.values()].flat();
  }
}
