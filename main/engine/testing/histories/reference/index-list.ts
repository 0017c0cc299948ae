/** The indexes that a list of a Job's status, such as `0-2,4`, names. */
export function indexesOf(list: string | undefined): readonly number[] {
  const ranges = list ? list.split(',') : [];
  return ranges.flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
