// Takes the parts that differ from run to run out of what kubectl prints. It does what `normalize.py` of the recordings
// does, token for token, so that both sides can be compared.
import { parseHeader, splitCells, type HeaderCell } from './table-header.ts';
import { INLINE_RULES, TIME_LIKE, type InlineRule, type Keep, type Numbers } from './tokens.ts';

const KEPT_ADDRESSES = '127.0.0.1 0.0.0.0 10.0.0.231 10.0.0.232 10.0.0.233 10.96.0.1 10.9.8.7'.split(' ');
const AGE_COLUMNS = new Set(['AGE', 'LAST SEEN', 'FIRST SEEN', 'DURATION', 'LAST SCHEDULE', 'Age']);
const BETWEEN_CELLS = '   ';

/** Normalises the texts of one case, in their order: tokens are numbered by first appearance in the whole case. */
export class Normalizer {
  readonly #keep: Keep;
  readonly #numbers: Numbers;

  /** `keepText` is all that was given to the case: values that are written there are no chance. */
  constructor(keepText: string) {
    this.#keep = {
      addresses: new Set([...KEPT_ADDRESSES, ...matches(keepText, /\b\d{1,3}(?:\.\d{1,3}){3}\b/g)]),
      numbers: matches(keepText, /\b\d{5}\b/g),
      words: matches(keepText, /[A-Za-z0-9.-]+/g),
      uids: matches(keepText, /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g),
    };
    const seen = new Map<string, Map<string, number>>();
    this.#numbers = (kind, value) => {
      const values = seen.get(kind) ?? new Map<string, number>();
      seen.set(kind, values);
      const number = values.get(value) ?? values.size + 1;
      values.set(value, number);
      return number;
    };
  }

  normalize(text: string): string {
    const lines = text.split('\n');
    const out: string[] = [];
    let table: Table | undefined;
    lines.forEach((line, index) => {
      const header = parseHeader(line);
      if (table && (line.trim() === '' || !line.startsWith(table.indent))) {
        // A table may follow on the heels of another.
        table = header && { header, indent: '' };
        out.push(header ? joinHeader('', header) : this.#inline(line));
      } else if (table) {
        if (header) table = { ...table, header };
        out.push(this.#tableLine(line, header, table));
      } else if (header && (isFilled(lines[index + 1]) || line.startsWith(' '))) {
        table = { header, indent: ' '.repeat(line.length - line.trimStart().length) };
        out.push(joinHeader(table.indent, header));
      } else {
        out.push(this.#inline(line));
      }
    });
    return out.join('\n');
  }

  #tableLine(line: string, header: readonly HeaderCell[] | undefined, table: Table): string {
    if (header) return joinHeader(table.indent, header);
    if (/^[ -]+$/.test(line) && line.includes('--')) {
      return (
        table.indent +
        line
          .trim()
          .split(/\s+/)
          .map((cell) => '-'.repeat(cell.length))
          .join(BETWEEN_CELLS)
      );
    }
    return table.indent + this.#row(line, table.header).join(BETWEEN_CELLS);
  }

  #row(line: string, header: readonly HeaderCell[]): readonly string[] {
    const split = splitCells(line).map(({ text }) => text);
    if (split.length !== header.length && !isAligned(line, header)) {
      return split.map((cell) => this.#inline(cell).replace(WHOLE_TIME, '<age>'));
    }
    const cells = split.length === header.length ? split : cutCells(line, header);
    return cells.map((cell, index) => this.#cell(header[index]?.text ?? '', cell));
  }

  #cell(column: string, cell: string): string {
    if (cell === '') return '<blank>';
    if (!AGE_COLUMNS.has(column)) return this.#inline(cell);
    return this.#inline(cell.replace(TIME_AT_START, '<age>').replace(TIMES_OVER, '(x$1 over <age>)'));
  }

  #inline(line: string): string {
    return INLINE_RULES.reduce((text, rule) => this.#replace(text, rule), line);
  }

  #replace(text: string, rule: InlineRule): string {
    return text.replace(rule.pattern, (...found: unknown[]) => {
      const whole = String(found[0]);
      const at = found.findIndex((part, index) => index > 0 && typeof part === 'number');
      const groups = found.slice(0, at).map((part) => (typeof part === 'string' ? part : ''));
      return rule.put({ whole, groups, start: Number(found[at]), text }, this.#keep, this.#numbers);
    });
  }
}

interface Table {
  readonly header: readonly HeaderCell[];
  readonly indent: string;
}

const WHOLE_TIME = new RegExp(`^(?:${TIME_LIKE})$`);
const TIME_AT_START = new RegExp(`^(?:${TIME_LIKE})(?= \\(x|$)`);
const TIMES_OVER = new RegExp(`\\(x(\\d+) over (?:${TIME_LIKE})\\)`, 'g');

function joinHeader(indent: string, header: readonly HeaderCell[]): string {
  return indent + header.map(({ text }) => text).join(BETWEEN_CELLS);
}

/** Whether every column of the header begins after a blank in this row. */
function isAligned(line: string, header: readonly HeaderCell[]): boolean {
  return header.every(({ start }) => start === 0 || start >= line.length || line[start - 1] === ' ');
}

function cutCells(line: string, header: readonly HeaderCell[]): readonly string[] {
  return header.map(({ start }, index) => line.slice(start, header[index + 1]?.start).trim());
}

function isFilled(line: string | undefined): boolean {
  return line !== undefined && line.trim() !== '';
}

function matches(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set(text.match(pattern) ?? []);
}
