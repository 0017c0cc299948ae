// `sed` with what scripts use: `s`, `p`, `d`, `q`, `=`, `y`, `a`, `i`, `c`; addresses by number, `$`, pattern and range.
import type { Json } from '../../../kernel/json.ts';
import { regularExpression } from '../../shell/pattern.ts';
import type { Process } from '../program.ts';
import { type LineCommand, type LineStep, optionsOf } from './command.ts';
import { basic, extended } from './grep.ts';

const VALUED = 'e';

export const sed: LineCommand = {
  files: (args) => {
    const { flags, values, operands } = optionsOf(args, VALUED);
    const files = values['e'] === undefined ? operands.slice(1) : operands;
    return flags.has('i') ? files.slice(0, 1) : files;
  },
  lines,
};

type Address = { readonly line: number } | { readonly pattern: RegExp } | 'last';

interface Instruction {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly action: string;
  readonly text: string;
  readonly expression?: RegExp | undefined;
  readonly flags: string;
}

interface Progress {
  readonly number: number;
  /** Instructions whose range has begun. */
  readonly open: readonly number[];
}

function lines(
  args: readonly string[],
  given: readonly string[],
  state: Json,
  last: boolean,
  process: Process,
): LineStep {
  const { flags, values, operands } = optionsOf(args, VALUED);
  const instructions = parse(values['e'] ?? operands[0] ?? '', flags.has('E') || flags.has('r'));
  if (!instructions) return { out: '', exitCode: 1, stderr: 'sed: unsupported command\n' };
  let progress = progressOf(state);
  let out = '';
  for (const [index, line] of given.entries()) {
    const isLast = last && index === given.length - 1;
    const result = edit(line.replace(/\n$/, ''), instructions, progress, isLast, flags.has('n'));
    out += result.out;
    ({ progress } = result);
    if (result.quits) return inPlace(args, flags, out, process, 0);
  }
  return inPlace(args, flags, out, process, last ? 0 : undefined, [progress.number, ...progress.open]);
}

function progressOf(state: Json): Progress {
  const [number = 0, ...open] = Array.isArray(state) ? state.map(Number) : [];
  return { number, open };
}

function inPlace(
  args: readonly string[],
  flags: ReadonlySet<string>,
  out: string,
  process: Process,
  exitCode: number | undefined,
  state?: Json,
): LineStep {
  const [file] = sed.files(args);
  if (flags.has('i') && file !== undefined) process.files.write(process.path(file), out);
  return { out: flags.has('i') ? '' : out, state: state ?? null, ...(exitCode !== undefined && { exitCode }) };
}

function edit(
  line: string,
  instructions: readonly Instruction[],
  { number: before, open }: Progress,
  last: boolean,
  quiet: boolean,
) {
  const number = before + 1;
  const stillOpen: number[] = [];
  let [text, out, tail, deleted, quits] = [line, '', '', false, false];
  for (const [index, instruction] of instructions.entries()) {
    const { applies, opens } = selects(instruction, text, number, last, open.includes(index));
    if (opens) stillOpen.push(index);
    if (!applies || deleted || quits) continue;
    const { action } = instruction;
    if (action === 's') {
      const { changed, hit } = substitute(text, instruction);
      text = changed;
      if (hit && instruction.flags.includes('p')) out += `${text}\n`;
    } else if (action === 'y')
      text = Array.from(text)
        .map((char) => mapped(char, instruction))
        .join('');
    else if (action === 'p') out += `${text}\n`;
    else if (action === '=') out += `${String(number)}\n`;
    else if (action === 'd') deleted = true;
    else if (action === 'q') quits = true;
    else if (action === 'i') out += `${instruction.text}\n`;
    else if (action === 'a') tail += `${instruction.text}\n`;
    else if (action === 'c') {
      deleted = true;
      out += `${instruction.text}\n`;
    }
  }
  return { out: out + (deleted || quiet ? '' : `${text}\n`) + tail, progress: { number, open: stillOpen }, quits };
}

function selects({ from, to, negated }: Instruction, text: string, number: number, last: boolean, isOpen: boolean) {
  if (!from) return { applies: !negated, opens: false };
  if (!to) return { applies: hits(from, text, number, last) !== negated, opens: false };
  const begins = !isOpen && hits(from, text, number, last);
  const ends =
    isOpen && (hits(to, text, number, last) || (typeof to === 'object' && 'line' in to && number >= to.line));
  const endsAtOnce = begins && typeof to === 'object' && 'line' in to && number >= to.line;
  return { applies: (begins || isOpen) !== negated, opens: (begins && !endsAtOnce) || (isOpen && !ends) };
}

function hits(address: Address, text: string, number: number, last: boolean): boolean {
  if (address === 'last') return last;
  return 'line' in address ? address.line === number : address.pattern.test(text);
}

function substitute(
  text: string,
  { expression, text: replacement, flags }: Instruction,
): { changed: string; hit: boolean } {
  if (!expression) return { changed: text, hit: false };
  const nth = Number(/\d+/.exec(flags)?.[0] ?? 1);
  let count = 0;
  let hit = false;
  const changed = text.replace(new RegExp(expression, `${expression.flags}g`), (...parts: unknown[]) => {
    count++;
    const groups = parts.filter((part): part is string | undefined => typeof part === 'string' || part === undefined);
    if (count < nth || (count > nth && !flags.includes('g'))) return String(parts[0]);
    hit = true;
    return replacement.replace(/\\(\d)|\\(n)|\\([^])|&/g, (all, group?: string, end?: string, char?: string) => {
      if (all === '&') return groups[0] ?? '';
      return group === undefined ? (end === undefined ? (char ?? '') : '\n') : (groups[Number(group)] ?? '');
    });
  });
  return { changed, hit };
}

function mapped(char: string, { text, flags }: Instruction): string {
  const at = text.indexOf(char);
  return at < 0 ? char : flags.charAt(at);
}

const ADDRESS = /\s*(?:(\d+)|(\$)|\/((?:[^/\\]|\\.)*)\/)/y;

/** Undefined when there is something that is not understood. */
function parse(script: string, isExtended: boolean): readonly Instruction[] | undefined {
  const instructions: Instruction[] = [];
  let at = 0;
  const translate = isExtended ? extended : basic;
  const address = (): Address | undefined => {
    ADDRESS.lastIndex = at;
    const match = ADDRESS.exec(script);
    if (!match) return undefined;
    at = ADDRESS.lastIndex;
    if (match[1] !== undefined) return { line: Number(match[1]) };
    const pattern = match[3] === undefined ? undefined : regularExpression(translate(match[3]));
    return pattern ? { pattern } : 'last';
  };
  for (;;) {
    while (/[\s;]/.test(script.charAt(at))) at++;
    if (at >= script.length) return instructions;
    const from = address();
    let to: Address | undefined;
    if (from && script.charAt(at) === ',') {
      at++;
      to = address();
    }
    while (script.charAt(at) === ' ') at++;
    const negated = script.charAt(at) === '!';
    if (negated) at++;
    const action = script.charAt(at++);
    const rest = script.slice(at);
    const body = bodyOf(action, rest, translate);
    if (!body) return undefined;
    at += body.length;
    instructions.push({ from, to, negated, action, ...body.parts });
  }
}

interface Body {
  readonly length: number;
  readonly parts: Pick<Instruction, 'text' | 'expression' | 'flags'>;
}

function bodyOf(action: string, rest: string, translate: (pattern: string) => string): Body | undefined {
  if ('pdq='.includes(action) && action !== '') return { length: 0, parts: { text: '', flags: '' } };
  if ('aic'.includes(action) && action !== '') {
    const [all = ''] = /^[^\n]*/.exec(rest) ?? [];
    return { length: all.length, parts: { text: all.replace(/^\s*\\?\n?\s*/, ''), flags: '' } };
  }
  if (action !== 's' && action !== 'y') return undefined;
  const mark = rest.charAt(0).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const match = regularExpression(
    `^${mark}((?:\\\\[^]|(?!${mark})[^])*)${mark}((?:\\\\[^]|(?!${mark})[^])*)${mark}([gpiI0-9]*)`,
  )?.exec(rest);
  if (!match) return undefined;
  const [all, first = '', second = '', flags = ''] = match;
  const plain = (text: string) => (mark === '\\/' ? text.replace(/\\\//g, '/') : text);
  if (action === 'y') return { length: all.length, parts: { text: plain(first), flags: plain(second) } };
  const expression = regularExpression(translate(plain(first)), /i/i.test(flags) ? 'i' : '');
  return expression && { length: all.length, parts: { text: plain(second), expression, flags } };
}
