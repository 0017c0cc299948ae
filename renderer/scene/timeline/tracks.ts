// The lives of Pods as the timeline and the life strip draw them: one track a Pod, in the order of creation.
import type { Condition, LifeChange, RequestBucket } from '../../../preload/contract/views.ts';

export interface Track {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly changes: readonly LifeChange[];
}

export interface Span {
  readonly state: Condition;
  readonly fromUs: number;
  readonly toUs: number;
}

/** Adds changes to tracks; a Pod that is new gets a track at the end. */
export function extendTracks(
  tracks: ReadonlyMap<string, Track>,
  changes: readonly LifeChange[],
): ReadonlyMap<string, Track> {
  if (changes.length === 0) return tracks;
  const next = new Map(tracks);
  for (const change of changes) {
    const track = next.get(change.uid);
    if (track?.changes.some((known) => known.seq === change.seq)) continue;
    const { uid, namespace, name } = change;
    next.set(uid, { uid, namespace, name, changes: [...(track?.changes ?? []), change] });
  }
  return next;
}

/** The states of a life, one after the other; what is not over ends at `endUs`. */
export function spansOf(track: Track, endUs: number): readonly Span[] {
  const spans: Span[] = [];
  track.changes.forEach((change, index) => {
    const toUs = Math.min(track.changes[index + 1]?.t ?? endUs, Math.max(endUs, change.t));
    const last = spans.at(-1);
    if (change.state === 'gone' || toUs <= change.t) return;
    if (last?.state === change.state && last.toUs === change.t) spans[spans.length - 1] = { ...last, toUs };
    else spans.push({ state: change.state, fromUs: change.t, toUs });
  });
  return spans;
}

/** When the Pod went, if it has. */
export function goneAt(track: Track): number | undefined {
  const last = track.changes.at(-1);
  return last?.state === 'gone' ? last.t : undefined;
}

/** Replaces the buckets that came again (the running second grows) and adds the others; sorted by second. */
export function extendBuckets(
  buckets: readonly RequestBucket[],
  more: readonly RequestBucket[],
): readonly RequestBucket[] {
  if (more.length === 0) return buckets;
  const bySecond = new Map(more.map((bucket) => [bucket.second, bucket]));
  const firstSecond = Math.min(...bySecond.keys());
  // What changes is at the end; the long rest is not looked at.
  let keep = buckets.length;
  while (keep > 0 && (buckets[keep - 1]?.second ?? -1) >= firstSecond) keep -= 1;
  const tail = new Map([...buckets.slice(keep).map((bucket) => [bucket.second, bucket] as const), ...bySecond]);
  return [...buckets.slice(0, keep), ...[...tail.values()].sort((a, b) => a.second - b.second)];
}
