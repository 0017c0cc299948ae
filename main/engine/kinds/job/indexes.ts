// Models validateIndexesFormat in pkg/apis/batch/validation/validation.go (v1.35): lists such as `0,2-5,7`.

/** How many indexes below `completions` a list holds, or what is wrong with it. */
export function countIndexes(list: string, completions: number): number | string {
  let count = 0;
  let last = -1;
  for (const interval of list === '' ? [] : list.split(',')) {
    const [first = '', end, ...more] = interval.split('-');
    if (more.length > 0) {
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    for (const part of end === undefined ? [first] : [first, end]) {
      if (!/^\d+$/.test(part)) return `cannot convert string to integer for index: "${part}"`;
      if (Number(part) >= completions) return `too large index: "${part}"`;
    }
    const [from, to] = [Number(first), Number(end ?? first)];
    if (from <= last) return `non-increasing order, previous: ${last}, current: ${from}`;
    if (end !== undefined && to <= from) return `non-increasing order, previous: ${from}, current: ${to}`;
    count += to - from + 1;
    last = to;
  }
  return count;
}
