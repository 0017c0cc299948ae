// Models the ordering of lists in apimachinery's pkg/util/strategicpatch/patch.go (v1.35): normalizeElementOrder.
import type { JsonObject } from '../kernel/json.ts';

/**
 * Puts a merged list in order: items that `order` (the patch, or its `$setElementOrder`) names follow each other as
 * there, all others as in the `original` list; between the two, an item of the others goes first only where both stood in
 * the original and it stood before. So a new item of the patch comes first. Items are told apart by `mergeKey`, plain
 * values (an empty key) by themselves.
 */
export function inMergeOrder(
  merged: readonly unknown[],
  order: readonly unknown[],
  original: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const ordered = ranksOf(order, mergeKey);
  const stood = ranksOf(original, mergeKey);
  const rankIn = (ranks: ReadonlyMap<unknown, number>) => (item: unknown) => ranks.get(idOf(item, mergeKey)) ?? -1;
  const named = sortedBy(
    merged.filter((item) => ordered.has(idOf(item, mergeKey))),
    rankIn(ordered),
  );
  const others = sortedBy(
    merged.filter((item) => !ordered.has(idOf(item, mergeKey))),
    rankIn(stood),
  );
  return zipped(others, named, rankIn(stood));
}

/** Takes from `others` while its next item stood before the next of `named`, else from `named`. */
function zipped(others: unknown[], named: unknown[], stoodAt: (item: unknown) => number): unknown[] {
  const result: unknown[] = [];
  while (others.length > 0 && named.length > 0) {
    const [other, next] = [stoodAt(others[0]), stoodAt(named[0])];
    const isBefore = other >= 0 && next >= 0 && other < next;
    result.push((isBefore ? others : named).shift());
  }
  return [...result, ...others, ...named];
}

const idOf = (item: unknown, mergeKey: string): unknown => (mergeKey === '' ? item : (item as JsonObject)[mergeKey]);

const ranksOf = (items: readonly unknown[], mergeKey: string): ReadonlyMap<unknown, number> =>
  new Map(items.map((item, index) => [idOf(item, mergeKey), index]));

const sortedBy = (items: readonly unknown[], rankOf: (item: unknown) => number): unknown[] =>
  [...items].sort((a, b) => rankOf(a) - rankOf(b));
