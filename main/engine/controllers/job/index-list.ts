// Models pkg/controller/job/indexed_job_utils.go (v1.35): lists of completion indexes such as `0,2-5,7`.

/** The indexes of a list that are below `completions`. */
export function parseIndexes(list: string, completions: number): Set<number> {
  const indexes = new Set<number>();
  for (const interval of list === '' ? [] : list.split(',')) {
    const [first = '', last = first] = interval.split('-');
    for (let index = Number(first); index <= Math.min(Number(last), completions - 1); index++) indexes.add(index);
  }
  return indexes;
}

/** Ascending; two that follow each other are written with a comma, three or more as an interval. */
export function formatIndexes(indexes: Iterable<number>): string {
  const runs: { first: number; last: number }[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && index === run.last + 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  return runs.map(({ first, last }) => textOf(first, last)).join(',');
}

function textOf(first: number, last: number): string {
  if (first === last) return String(first);
  return last === first + 1 ? `${String(first)},${String(last)}` : `${String(first)}-${String(last)}`;
}
