// Commands that need the whole of a text.
import { decodeBase64Text, encodeBase64 } from '../../../kernel/base64.ts';
import { byteLength } from '../../../kernel/utf8.ts';
import type { Program } from '../program.ts';
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

const COLUMNS = 76;

/** `base64 [-d] [-w COLUMNS]` */
function base64(args: readonly string[], all: readonly NamedText[]): CommandResult {
  const { flags, values } = optionsOf(args, 'w', ['wrap']);
  const text = all.map((each) => each.text).join('');
  if (flags.has('d') || flags.has('decode')) return done(decodeBase64Text(text));
  const columns = Number(values['w'] ?? values['wrap'] ?? COLUMNS);
  const encoded = encodeBase64(text);
  if (columns === 0) return done(encoded);
  const lines = encoded.match(new RegExp(`.{1,${String(columns)}}`, 'g')) ?? [];
  return done(lines.map(withEnd).join(''));
}
