// Commands that need the whole of a text.
import type { Program } from '../program.ts';
import { byteLength } from '../http.ts';
import { type CommandResult, type NamedText, done, optionsOf, texts } from './command.ts';

export const textCommands: Readonly<Record<string, Program>> = {
  wc: texts({ files: (args) => optionsOf(args).operands, work: wc }),
  sort: texts({ files: (args) => optionsOf(args, 'kto').operands, work: sort }),
  uniq: texts({ files: (args) => optionsOf(args, 'fs').operands.slice(0, 1), work: uniq }),
  tac: texts({ files: (args) => args, work: (_, all) => done(allLines(all).reverse().map(withEnd).join('')) }),
  rev: texts({
    files: (args) => args,
    work: (_, all) =>
      done(
        allLines(all)
          .map((line) => withEnd(Array.from(line).reverse().join('')))
          .join(''),
      ),
  }),
  base64: texts({ files: (args) => optionsOf(args, 'w').operands, work: base64 }),
  nl: texts({
    files: (args) => args,
    work: (_, all) =>
      done(
        allLines(all)
          .map((line, index) => `${String(index + 1).padStart(6)}\t${line}\n`)
          .join(''),
      ),
  }),
};

const withEnd = (line: string) => `${line}\n`;

function allLines(all: readonly NamedText[]): string[] {
  return all.flatMap(({ text }) => (text === '' ? [] : text.replace(/\n$/, '').split('\n')));
}

function wc(args: readonly string[], all: readonly NamedText[]): CommandResult {
  const { flags } = optionsOf(args);
  const wanted = ['l', 'w', 'c', 'm'].filter((flag) => flags.has(flag));
  const kinds = wanted.length > 0 ? wanted : ['l', 'w', 'c'];
  const rows = all.map(({ name, text }) => ({ name, counts: kinds.map((kind) => count(kind, text)) }));
  if (rows.length > 1) {
    rows.push({
      name: 'total',
      counts: kinds.map((_, index) => rows.reduce((sum, row) => sum + (row.counts[index] ?? 0), 0)),
    });
  }
  const isAlone = kinds.length === 1;
  return done(
    rows
      .map(({ name, counts }) => {
        const shown = counts.map((each) => (isAlone ? String(each) : String(each).padStart(9))).join('');
        return `${shown}${name === '' ? '' : ` ${name}`}\n`;
      })
      .join(''),
  );
}

function count(kind: string, text: string): number {
  if (kind === 'l') return text.split('\n').length - 1;
  if (kind === 'w') return text.split(/\s+/).filter((word) => word !== '').length;
  return kind === 'm' ? Array.from(text).length : byteLength(text);
}

function sort(args: readonly string[], all: readonly NamedText[]): CommandResult {
  const { flags, values } = optionsOf(args, 'kto');
  const separator = values['t'];
  const field = Number(/^\d+/.exec(values['k'] ?? '')?.[0] ?? 0);
  const isNumeric = flags.has('n') || /n/.test(values['k'] ?? '');
  const key = (line: string) =>
    field === 0
      ? line
      : ((separator === undefined ? line.trim().split(/\s+/) : line.split(separator))[field - 1] ?? '');
  const compare = (a: string, b: string) => {
    if (isNumeric) {
      const difference = (parseFloat(key(a)) || 0) - (parseFloat(key(b)) || 0);
      if (difference !== 0) return difference;
    }
    const [x, y] = [key(a), key(b)];
    return x < y ? -1 : x > y ? 1 : a < b ? -1 : Number(a > b);
  };
  const sorted = allLines(all).sort(compare);
  if (flags.has('r')) sorted.reverse();
  const shown = flags.has('u')
    ? sorted.filter((line, index) => index === 0 || key(line) !== key(sorted[index - 1] ?? ''))
    : sorted;
  return done(shown.map(withEnd).join(''));
}

function uniq(args: readonly string[], all: readonly NamedText[]): CommandResult {
  const { flags } = optionsOf(args, 'fs');
  const groups: { line: string; count: number }[] = [];
  for (const line of allLines(all)) {
    const last = groups.at(-1);
    if (last?.line === line) last.count++;
    else groups.push({ line, count: 1 });
  }
  const shown = groups.filter((group) =>
    flags.has('d') ? group.count > 1 : flags.has('u') ? group.count === 1 : true,
  );
  return done(
    shown.map((group) => (flags.has('c') ? `${String(group.count).padStart(7)} ` : '') + withEnd(group.line)).join(''),
  );
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(args: readonly string[], all: readonly NamedText[]): CommandResult {
  const text = all.map((each) => each.text).join('');
  if (args.includes('-d')) return done(decode(text));
  return done(`${encode(text)}\n`);
}

function encode(text: string): string {
  const bytes = Array.from(text).flatMap(utf8);
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((word >> shift) & 63));
    out += letters
      .slice(0, b === undefined ? 2 : c === undefined ? 3 : 4)
      .join('')
      .padEnd(4, '=');
  }
  return out;
}

function utf8(char: string): number[] {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}

function decode(text: string): string {
  const bytes: number[] = [];
  let [word, bits] = [0, 0];
  for (const char of text.replace(/[^A-Za-z0-9+/]/g, '')) {
    word = (word << 6) | ALPHABET.indexOf(char);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((word >> bits) & 255);
    word &= (1 << bits) - 1;
  }
  return fromUtf8(bytes);
}

function fromUtf8(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at++] ?? 0;
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    let code = more === 0 ? first : first & (0x3f >> more);
    for (let step = 0; step < more; step++) code = (code << 6) | ((bytes[at++] ?? 0) & 63);
    text += String.fromCodePoint(Math.min(code, 0x10ffff));
  }
  return text;
}
