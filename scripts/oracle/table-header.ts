export interface HeaderCell {
  /** Column of the line at which it begins. */
  readonly start: number;
  readonly text: string;
}

const LOUD = /^[A-Z][A-Z0-9 ()%/:_.'-]*$/;
const DESCRIBED = new Set(['Type', 'Namespace', 'FirstSeen', 'LastSeen']);

/** The columns of a table's header as kubectl prints it, alone or within a description; undefined when it is none. */
export function parseHeader(line: string): readonly HeaderCell[] | undefined {
  const cells = splitCells(line);
  const names = cells.map(({ text }) => text);
  if (names.length >= 2 && names.every((name) => LOUD.test(name))) return cells;
  const isDescribed = names.length >= 4 && DESCRIBED.has(names[0] ?? '') && names.includes('Age');
  return isDescribed ? cells : undefined;
}

/** What stands between two blanks or more. */
export function splitCells(line: string): readonly HeaderCell[] {
  return [...line.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ start: match.index, text: match[0] }));
}
