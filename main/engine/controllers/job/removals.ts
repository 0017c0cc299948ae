// Models pkg/controller/job/tracking_utils.go (v1.35): the finalizers that a Job has taken off its Pods and not yet seen
// gone, so that no Pod is counted twice.
export type SavedRemovals = readonly (readonly [job: string, uids: readonly string[]])[];

export class Removals {
  readonly #awaited: Map<string, Set<string>>;

  constructor(saved?: SavedRemovals) {
    this.#awaited = new Map((saved ?? []).map(([job, uids]) => [job, new Set(uids)]));
  }

  isAwaited(job: string, uid: string): boolean {
    return this.#awaited.get(job)?.has(uid) ?? false;
  }

  expect(job: string, uid: string): void {
    const awaited = this.#awaited.get(job);
    if (awaited) awaited.add(uid);
    else this.#awaited.set(job, new Set([uid]));
  }

  seen(job: string, uid: string): void {
    const awaited = this.#awaited.get(job);
    if (awaited?.delete(uid) && awaited.size === 0) this.#awaited.delete(job);
  }

  forget(job: string): void {
    this.#awaited.delete(job);
  }

  save(): SavedRemovals {
    return [...this.#awaited].map(([job, uids]) => [job, [...uids]]);
  }
}
