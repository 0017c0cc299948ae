// Commands that pass lines on as they come.
import type { Json } from '../../../kernel/json.ts';
import { rangesOfClass } from '../../shell/character-classes.ts';
import type { Process, Program } from '../program.ts';
import { type LineStep, lineByLine, optionsOf } from './command.ts';
import { grep } from './grep.ts';
import { sed } from './sed.ts';

export const lineCommands: Readonly<Record<string, Program>> = {
  cat: lineByLine({ files: (args) => optionsOf(args).operands, lines: cat }),
  grep: lineByLine(grep),
  egrep: lineByLine(grep),
  fgrep: lineByLine(grep),
  sed: lineByLine(sed),
  head: lineByLine({ files: (args) => headOptions(args).operands, lines: head }),
  cut: lineByLine({ files: (args) => optionsOf(args, 'dfcb').operands, lines: cut }),
  tr: lineByLine({ files: () => [], lines: tr }),
  tee: lineByLine({ files: () => [], lines: tee }),
  awk: lineByLine({ files: (args) => optionsOf(args, 'Fv').operands.slice(1), lines: awk }),
};

function cat(args: readonly string[], lines: readonly string[], state: Json): LineStep {
  if (!optionsOf(args).flags.has('n')) return { out: lines.join('') };
  const before = Number(state ?? 0);
  return {
    out: lines.map((line, index) => `${String(before + index + 1).padStart(6)}\t${line}`).join(''),
    state: before + lines.length,
  };
}

function headOptions(args: readonly string[]) {
  const plain = args.map((arg) => (/^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg));
  return optionsOf(plain, 'nc');
}

function head(args: readonly string[], lines: readonly string[], state: Json): LineStep {
  const { values } = headOptions(args);
  const taken = Number(state ?? 0);
  if (values['c'] !== undefined) {
    const text = lines.join('').slice(0, Number(values['c']) - taken);
    const all = taken + text.length;
    return { out: text, state: all, ...(all >= Number(values['c']) && { exitCode: 0 }) };
  }
  const limit = Number(values['n'] ?? 10);
  const shown = lines.slice(0, limit - taken);
  const all = taken + shown.length;
  return { out: shown.join(''), state: all, ...(all >= limit && { exitCode: 0 }) };
}

function cut(args: readonly string[], lines: readonly string[]): LineStep {
  const { flags, values } = optionsOf(args, 'dfcb');
  const ranges = rangesOf(values['f'] ?? values['c'] ?? values['b'] ?? '');
  const delimiter = values['d'] ?? '\t';
  const out = lines.flatMap((line) => {
    const text = line.replace(/\n$/, '');
    if (values['f'] === undefined) return [`${pick(Array.from(text), ranges).join('')}\n`];
    if (!text.includes(delimiter)) return flags.has('s') ? [] : [`${text}\n`];
    return [`${pick(text.split(delimiter), ranges).join(delimiter)}\n`];
  });
  return { out: out.join('') };
}

type Range = readonly [from: number, to: number];

function rangesOf(text: string): readonly Range[] {
  return text.split(',').map((part) => {
    const [from = '', to] = part.split('-');
    return [from === '' ? 1 : Number(from), to === undefined ? Number(from) : to === '' ? Infinity : Number(to)];
  });
}

function pick(items: readonly string[], ranges: readonly Range[]): readonly string[] {
  return items.filter((_, index) => ranges.some(([from, to]) => index + 1 >= from && index + 1 <= to));
}

function tr(args: readonly string[], lines: readonly string[]): LineStep {
  const { flags, operands } = optionsOf(args);
  const from = setOf(operands[0] ?? '');
  const to = setOf(operands[1] ?? '');
  const isIn = (char: string) => from.includes(char) !== (flags.has('c') || flags.has('C'));
  let out = '';
  for (const char of lines.join('')) {
    if (flags.has('d') && isIn(char)) continue;
    const index = flags.has('c') || flags.has('C') ? to.length - 1 : from.indexOf(char);
    const next = !flags.has('d') && to.length > 0 && isIn(char) ? (to[Math.min(index, to.length - 1)] ?? char) : char;
    const squeezes = flags.has('s') && out.endsWith(next) && (to.length > 0 ? to.includes(next) : isIn(next));
    if (!squeezes) out += next;
  }
  return { out };
}

/** The characters of a set: ranges, classes, escapes. */
function setOf(text: string): readonly string[] {
  const plain = text
    .replace(/\[:(\w+):\]/g, (_all, name: string) => rangesOfClass(name))
    .replace(/\\([ntr\\])/g, (_all, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? '\\');
  const set: string[] = [];
  for (let at = 0; at < plain.length; at++) {
    const [first, end] = [plain.charCodeAt(at), plain.charCodeAt(at + 2)];
    if (plain.charAt(at + 1) === '-' && end >= first) {
      for (let code = first; code <= end; code++) set.push(String.fromCharCode(code));
      at += 2;
    } else set.push(plain.charAt(at));
  }
  return set;
}

function tee(
  args: readonly string[],
  lines: readonly string[],
  state: Json,
  _last: boolean,
  process: Process,
): LineStep {
  const { flags, operands } = optionsOf(args);
  const text = lines.join('');
  for (const name of operands) {
    const path = process.path(name);
    if (path === '/dev/null') continue;
    if (path === '/dev/stderr' || path === '/proc/1/fd/2') process.err(text);
    else process.files.write(path, (flags.has('a') || state === true ? (process.files.read(path) ?? '') : '') + text);
  }
  return { out: text, state: true };
}

/** Only what scripts use most: `{print $1, $NF}` with a separator, behind a pattern. */
function awk(args: readonly string[], lines: readonly string[]): LineStep {
  const { values, operands } = optionsOf(args, 'Fv');
  const program = /^\s*(?:\/([^/]*)\/|NR\s*==\s*(\d+))?\s*(?:\{\s*print\s*([^}]*?);?\s*\})?\s*$/.exec(
    operands[0] ?? '',
  );
  if (!program) return { out: '', exitCode: 2, stderr: `awk: cmd. line:1: Unexpected token\n` };
  const [, pattern, row, items = ''] = program;
  const out = lines.flatMap((line, index) => {
    const text = line.replace(/\n$/, '');
    if (pattern !== undefined && !text.includes(pattern)) return [];
    if (row !== undefined && Number(row) !== index + 1) return [];
    return [`${printed(items, text, values['F'])}\n`];
  });
  return { out: out.join('') };
}

function printed(items: string, line: string, separator: string | undefined): string {
  const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
  if (items.trim() === '') return line;
  return items
    .split(',')
    .map((item) =>
      (item.match(/"[^"]*"|\$NF|\$\d+|NF|NR/g) ?? [])
        .map((term) => {
          if (term.startsWith('"')) return term.slice(1, -1);
          if (term === 'NF') return String(fields.length);
          return term === '$0' ? line : (fields[(term === '$NF' ? fields.length : Number(term.slice(1))) - 1] ?? '');
        })
        .join(''),
    )
    .join(' ');
}
