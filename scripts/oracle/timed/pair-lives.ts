// Finds to each object of a recording the same object of another run. Names with random suffixes leave a choice among
// several: then the one with the most changes in common is it.
import { align, type Alignment } from './align.ts';
import type { Entry, ExpectedLife } from './expected-life.ts';
import type { Change, Life } from './lives.ts';

const CLOSE = 0.001;

/** By the object of the recording; objects without a partner are left out. */
export function pairLives(expected: readonly ExpectedLife[], played: readonly Life[]): ReadonlyMap<ExpectedLife, Life> {
  const pairs = new Map<ExpectedLife, Life>();
  const free = new Set(played);
  for (const life of expected) {
    const candidates = [...free].filter(({ key }) => key === life.key);
    const best = bestOf(life, candidates);
    if (!best) continue;
    free.delete(best);
    pairs.set(life, best);
  }
  return pairs;
}

/** Which changes of two histories are the same; of several alignments the one in which times differ least. */
export function alignChanges(entries: readonly Entry[], changes: readonly Change[]): Alignment {
  return align(entries.length, changes.length, (first, second) => closeness(entries[first], changes[second]));
}

function bestOf(life: ExpectedLife, candidates: readonly Life[]): Life | undefined {
  if (candidates.length < 2) return candidates[0];
  const rated = candidates.map((candidate) => ({ candidate, rating: rate(life, candidate) }));
  return rated.reduce((best, each) => (each.rating > best.rating ? each : best)).candidate;
}

function rate({ entries }: ExpectedLife, { changes }: Life): number {
  return alignChanges(entries, changes).reduce(
    (sum, [first, second]) => sum + closeness(entries[first], changes[second]),
    0,
  );
}

/** 0 for changes that are not the same, else a little more than 1: how many there are counts before how close they are. */
function closeness(entry: Entry | undefined, change: Change | undefined): number {
  if (!entry || entry.what !== change?.what) return 0;
  const distance = Math.min(...entry.times.map((time) => Math.abs(time - change.t)));
  return 1 + CLOSE / (1 + distance);
}
