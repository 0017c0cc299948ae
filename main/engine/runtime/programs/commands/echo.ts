import { type CommandResult, done, failed } from './command.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  e: '\x1b',
};

/** `echo` of BusyBox: `-n`, `-e`, `-E`. */
export function echo(args: readonly string[]): CommandResult {
  let at = 0;
  let letters = '';
  while (/^-[neE]+$/.test(args[at] ?? '')) letters += args[at++] ?? '';
  const text = args.slice(at).join(' ');
  const isPlain = letters.lastIndexOf('e') <= letters.lastIndexOf('E');
  const { text: shown, stops } = isPlain ? { text, stops: false } : unescape(text);
  return done(letters.includes('n') || stops ? shown : `${shown}\n`);
}

/** Replaces escapes; `\c` ends the text. */
function unescape(text: string): { readonly text: string; readonly stops: boolean } {
  const end = text.search(/(?<!\\)(?:\\\\)*\\c/);
  const part = end < 0 ? text : text.slice(0, text.indexOf('\\c', end));
  const replaced = part.replace(
    /\\(?:0([0-7]{0,3})|x([0-9a-fA-F]{1,2})|([1-7][0-7]{0,2})|([^]))/g,
    (all, zero?: string, hex?: string, octal?: string, char?: string) => {
      if (char !== undefined) return ESCAPES[char] ?? all;
      return String.fromCharCode(hex === undefined ? parseInt(zero ?? octal ?? '0', 8) & 255 || 0 : parseInt(hex, 16));
    },
  );
  return { text: replaced, stops: end >= 0 };
}

const ROUNDS_MAX = 1_000;

/** `printf FORMAT ARGS…`: the format is used again while there are arguments. */
export function printf(args: readonly string[]): CommandResult {
  const [format, ...values] = args[0] === '--' ? args.slice(1) : args;
  if (format === undefined) return failed('printf: usage: printf FORMAT [ARGUMENT]...\n', 1);
  const rest = [...values];
  let out = '';
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const before = rest.length;
    out += once(format, rest);
    if (rest.length === 0 || rest.length === before) break;
  }
  return done(out);
}

function once(format: string, values: string[]): string {
  return format.replace(
    /%%|%([-+ 0#]*)(\d+|\*)?(?:\.(\d+))?([sdiuxXocbqfeg])|\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[^])/g,
    (all, flags?: string, width?: string, precision?: string, kind?: string) => {
      if (all === '%%') return '%';
      if (kind === undefined) return escaped(all);
      const columns = Number(width === '*' ? (values.shift() ?? 0) : (width ?? 0));
      const shown = show(kind, values.shift() ?? '', precision);
      if (flags?.includes('-') === true) return shown.padEnd(columns);
      return shown.padStart(columns, flags?.includes('0') === true && kind !== 's' ? '0' : ' ');
    },
  );
}

/** One escape. */
function escaped(text: string): string {
  return /^\\[0-7]/.test(text) ? String.fromCharCode(parseInt(text.slice(1), 8) & 255) : unescape(text).text;
}

function show(kind: string, value: string, precision: string | undefined): string {
  switch (kind) {
    case 's':
      return precision === undefined ? value : value.slice(0, Number(precision));
    case 'b':
      return unescape(value).text;
    case 'q':
      return /^[\w./:-]+$/.test(value) ? value : `'${value}'`;
    case 'c':
      return value.charAt(0);
    case 'f':
    case 'e':
    case 'g':
      return (Number(value) || 0).toFixed(Number(precision ?? 6));
    default:
      return whole(value).toString(kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10);
  }
}

function whole(value: string): number {
  if (/^["']/.test(value)) return value.charCodeAt(1) || 0;
  const number = Number(value);
  return Number.isFinite(number) ? Math.trunc(number) : 0;
}
