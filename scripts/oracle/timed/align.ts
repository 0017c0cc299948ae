/** Pairs of places in two sequences, each place in one pair at most, both in their order. */
export type Alignment = readonly (readonly [first: number, second: number])[];

/** The alignment of greatest weight; places of weight 0 are not paired. */
export function align(first: number, second: number, weight: (first: number, second: number) => number): Alignment {
  const best = Array.from({ length: first + 1 }, () => new Float64Array(second + 1));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = first - 1; i >= 0; i--) {
    const row = best[i];
    if (!row) continue;
    for (let j = second - 1; j >= 0; j--) {
      const own = weight(i, j);
      const paired = own > 0 ? own + at(i + 1, j + 1) : 0;
      row[j] = Math.max(paired, at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < first && j < second) {
    const own = weight(i, j);
    if (own > 0 && at(i, j) === own + at(i + 1, j + 1)) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}
