// Models Go's text/tabwriter as kubectl uses it: cells end at tab stops, and a column is as wide as the widest cell of
// the neighbouring lines that have one there. The last cell of a line belongs to no column.
export interface TabStops {
  /** Least width of a column, in characters. */
  readonly minWidth: number;
  /** Spaces added to the widest cell of a column. */
  readonly padding: number;
}

/**
 * Aligns lines of cells; each line comes back as one text. `widths` are those of columns that were printed before: none
 * gets narrower again, and the new ones are noted there.
 */
export function alignAtTabStops(lines: readonly (readonly string[])[], stops: TabStops, widths?: number[]): string[] {
  const texts = lines.map(() => '');
  let columns = 0;
  for (const cells of lines) columns = Math.max(columns, cells.length - 1);
  for (let column = 0; column < columns; column++) {
    for (const run of runsWith(lines, column)) padRun({ lines, texts, widths, stops }, column, run);
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

interface Alignment {
  readonly lines: readonly (readonly string[])[];
  /** What has been aligned of each line. */
  readonly texts: string[];
  readonly widths: number[] | undefined;
  readonly stops: TabStops;
}

function padRun({ lines, texts, widths, stops }: Alignment, column: number, run: Run): void {
  let width = Math.max(stops.minWidth, widths?.[column] ?? 0);
  for (let index = run.from; index < run.to; index++) {
    width = Math.max(width, lengthOf(lines[index]?.[column]) + stops.padding);
  }
  if (widths) widths[column] = width;
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
