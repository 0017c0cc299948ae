// Two changes in quick succession may have been written as one: then both have happened when the one is seen, and one is
// complete when the last of two is.
import type { Alignment } from './align.ts';
import type { Entry } from './expected-life.ts';
import type { Change } from './lives.ts';
import { MERGED_S } from './tolerances.ts';

/**
 * Pairs of entries and changes that `aligned`, which comes first to last, has left over and that come to the same. Of an
 * entry with two changes the second comes last.
 */
export function alignMerged(entries: readonly Entry[], changes: readonly Change[], aligned: Alignment): Alignment {
  const ends = [...aligned, [entries.length, changes.length] as const];
  return ends.flatMap(([entryEnd, changeEnd], index) => {
    const [entryBefore, changeBefore] = aligned[index - 1] ?? [-1, -1];
    return within(entries, changes, [entryBefore + 1, entryEnd], [changeBefore + 1, changeEnd]);
  });
}

type Range = readonly [from: number, end: number];

/** Pairs of neighbours in a part of both histories in which nothing is the same. */
function within(entries: readonly Entry[], changes: readonly Change[], own: Range, other: Range): Alignment {
  const pairs: (readonly [number, number])[] = [];
  let [first, second] = [own[0], other[0]];
  while (first < own[1] && second < other[1]) {
    const [entry, change] = [entries[first], changes[second]];
    const [nextEntry, nextChange] = [entries[first + 1], changes[second + 1]];
    if (first + 1 < own[1] && isMerged(timed(entry), timed(nextEntry), change)) {
      pairs.push([first, second], [first + 1, second]);
      [first, second] = [first + 2, second + 1];
    } else if (second + 1 < other[1] && isMerged(change, nextChange, entry)) {
      pairs.push([first, second], [first, second + 1]);
      [first, second] = [first + 1, second + 2];
    } else if (own[1] - first > other[1] - second) first++;
    else second++;
  }
  return pairs;
}

function timed(entry: Entry | undefined): Change | undefined {
  return entry && { ...entry, t: entry.times[0] ?? 0 };
}

/** Whether two changes that follow each other closely come to `whole`. */
function isMerged(
  first: Change | undefined,
  second: Change | undefined,
  whole: Pick<Change, 'fields'> | undefined,
): boolean {
  if (!first?.fields || !second?.fields || !whole?.fields || second.t - first.t > MERGED_S) return false;
  const both = new Map([...first.fields, ...second.fields]);
  const { fields } = whole;
  // What came and went in between leaves no trace.
  const rest = [...both].filter(([field, text]) => fields.has(field) || text !== '-');
  return rest.length === fields.size && rest.every(([field, text]) => fields.get(field) === text);
}
