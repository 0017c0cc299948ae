// Models diff.Diff in apimachinery's pkg/util/diff (v1.35), which compares as Python's difflib does: the longest common
// run of lines first, then the same on both sides of it.
const CONTEXT_LINES = 3;
/** From this many lines on, lines that are in more than a hundredth of them are no place to begin a common run at. */
const POPULAR_FROM_LINES = 200;

/** A common run of `size` lines, or with equal ends an empty mark. */
interface Run {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

interface Change {
  readonly same: boolean;
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** The differences as hunks with three lines around them, every line with its end; empty when there are none. */
export function unifiedDiff(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  return hunksOf(changesOf(commonRuns(a, b)))
    .flatMap((hunk) => hunkLines(hunk, a, b))
    .join('');
}

function commonRuns(a: readonly string[], b: readonly string[]): Run[] {
  const places = placesOf(b);
  const runs: Run[] = [];
  const pending = [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }];
  for (let span = pending.pop(); span; span = pending.pop()) {
    const run = longestRun(a, b, places, span);
    if (run.size === 0) continue;
    runs.push(run);
    pending.push({ ...span, toA: run.a, toB: run.b });
    pending.push({ ...span, fromA: run.a + run.size, fromB: run.b + run.size });
  }
  runs.sort((left, right) => left.a - right.a || left.b - right.b);
  return [...joined(runs), { a: a.length, b: b.length, size: 0 }];
}

/** Runs that follow each other without a gap on either side become one. */
function joined(runs: readonly Run[]): Run[] {
  const joint: Run[] = [];
  for (const run of runs) {
    const last = joint.at(-1);
    if (last && last.a + last.size === run.a && last.b + last.size === run.b) {
      joint[joint.length - 1] = { ...last, size: last.size + run.size };
    } else joint.push(run);
  }
  return joint;
}

/** Where each line is; popular ones are left out. */
function placesOf(lines: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const known = places.get(line);
    if (known) known.push(index);
    else places.set(line, [index]);
  }
  if (lines.length < POPULAR_FROM_LINES) return places;
  const max = Math.floor(lines.length / 100) + 1;
  for (const [line, indexes] of places) if (indexes.length > max) places.delete(line);
  return places;
}

type Span = Omit<Change, 'same'>;

function longestRun(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  span: Span,
): Run {
  let best: Run = { a: span.fromA, b: span.fromB, size: 0 };
  let lengths = new Map<number, number>();
  for (let i = span.fromA; i < span.toA; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? '') ?? []) {
      if (j < span.fromB || j >= span.toB) continue;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  return stretch(a, b, best, span);
}

/** Popular lines beside a run belong to it all the same. */
function stretch(a: readonly string[], b: readonly string[], run: Run, span: Span): Run {
  let { a: i, b: j, size } = run;
  while (i > span.fromA && j > span.fromB && a[i - 1] === b[j - 1]) [i, j, size] = [i - 1, j - 1, size + 1];
  while (i + size < span.toA && j + size < span.toB && a[i + size] === b[j + size]) size++;
  return { a: i, b: j, size };
}

function changesOf(runs: readonly Run[]): Change[] {
  const changes: Change[] = [];
  let [a, b] = [0, 0];
  for (const run of runs) {
    if (a < run.a || b < run.b) changes.push({ same: false, fromA: a, toA: run.a, fromB: b, toB: run.b });
    [a, b] = [run.a + run.size, run.b + run.size];
    if (run.size > 0) changes.push({ same: true, fromA: run.a, toA: a, fromB: run.b, toB: b });
  }
  return changes;
}

/** Long common runs part the hunks; of them only the lines next to a change are kept. */
function hunksOf(changes: readonly Change[]): Change[][] {
  const hunks: Change[][] = [];
  let hunk: Change[] = [];
  for (const [index, change] of changes.entries()) {
    const [isFirst, isLast] = [index === 0, index === changes.length - 1];
    if (!change.same) {
      hunk.push(change);
      continue;
    }
    const length = change.toA - change.fromA;
    const split = !isFirst && !isLast && length > 2 * CONTEXT_LINES;
    if (isFirst) hunk.push(lastLines(change));
    else if (isLast) hunk.push(firstLines(change));
    else if (!split) hunk.push(change);
    if (!split) continue;
    hunk.push(firstLines(change));
    hunks.push(hunk);
    hunk = [lastLines(change)];
  }
  if (hunk.some(({ same }) => !same)) hunks.push(hunk);
  return hunks;
}

function firstLines(change: Change): Change {
  const kept = Math.min(CONTEXT_LINES, change.toA - change.fromA);
  return { ...change, toA: change.fromA + kept, toB: change.fromB + kept };
}

function lastLines(change: Change): Change {
  const kept = Math.min(CONTEXT_LINES, change.toA - change.fromA);
  return { ...change, fromA: change.toA - kept, fromB: change.toB - kept };
}

function hunkLines(hunk: readonly Change[], a: readonly string[], b: readonly string[]): string[] {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (!first || !last) return [];
  const header = `@@ -${rangeText(first.fromA, last.toA)} +${rangeText(first.fromB, last.toB)} @@`;
  const marked = (mark: string, lines: readonly string[]) => lines.map((line) => `${mark}${line}\n`);
  return [
    `${header}\n`,
    ...hunk.flatMap(({ same, fromA, toA, fromB, toB }) =>
      same
        ? marked(' ', a.slice(fromA, toA))
        : [...marked('-', a.slice(fromA, toA)), ...marked('+', b.slice(fromB, toB))],
    ),
  ];
}

function rangeText(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return String(from + 1);
  return `${length === 0 ? from : from + 1},${length}`;
}
