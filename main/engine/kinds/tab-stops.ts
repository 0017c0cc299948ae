// Models Go's text/tabwriter as kubectl uses it: cells end at tab stops, and a column is as wide as the widest cell of
// the neighbouring lines that have one there. The last cell of a line belongs to no column.
export interface TabStops {
  /** Least width of a column, in characters. */
  readonly minWidth: number;
  /** Spaces added to the widest cell of a column. */
  readonly padding: number;
}

/** Aligns lines of cells; each line comes back as one text. */
export function alignAtTabStops(lines: readonly (readonly string[])[], stops: TabStops): string[] {
  const texts = lines.map(() => '');
  let columns = 0;
  for (const cells of lines) columns = Math.max(columns, cells.length - 1);
  for (let column = 0; column < columns; column++) {
    for (const run of runsWith(lines, column)) padRun(lines, texts, column, run, stops);
  }
  return lines.map((cells, index) => `${texts[index] ?? ''}${cells.at(-1) ?? ''}`);
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** Neighbouring lines that have a cell ending at tab stop `column`. */
function* runsWith(lines: readonly (readonly string[])[], column: number): Generator<Run> {
  let from = 0;
  for (let index = 0; index <= lines.length; index++) {
    const cells = lines[index];
    if (cells && column < cells.length - 1) continue;
    if (from < index) yield { from, to: index };
    from = index + 1;
  }
}

function padRun(
  lines: readonly (readonly string[])[],
  texts: string[],
  column: number,
  run: Run,
  stops: TabStops,
): void {
  let width = stops.minWidth;
  for (let index = run.from; index < run.to; index++) {
    width = Math.max(width, lengthOf(lines[index]?.[column]) + stops.padding);
  }
  for (let index = run.from; index < run.to; index++) {
    const cell = lines[index]?.[column] ?? '';
    texts[index] = `${texts[index] ?? ''}${cell}${' '.repeat(width - lengthOf(cell))}`;
  }
}

/** Characters, not UTF-16 units. */
function lengthOf(text = ''): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
