// Models github.com/spf13/pflag as kubectl uses it: flags and arguments may be mixed, `--` ends the flags.
import type { Flags, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { parseDuration } from '../../../engine/kernel/go-duration.ts';

export interface ParsedArguments {
  readonly flags: Flags;
  /** What is no flag, in order; what stood after `--` too. */
  readonly args: readonly string[];
  readonly afterDash: readonly string[] | undefined;
  /** The flags as they came, spelled out: `--namespace=shop`. */
  readonly typed: readonly string[];
}

/** What was given. */
interface GivenFlags {
  /** Values by the name of the flag. */
  readonly values: Map<string, string[]>;
  readonly typed: string[];
}

/** Parses what stands after the command's name. Throws PlainError for what pflag refuses. */
export function parseFlags(specs: readonly FlagSpec[], words: readonly string[]): ParsedArguments {
  const given: GivenFlags = { values: new Map(), typed: [] };
  const { typed } = given;
  const args: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      const afterDash = rest;
      return { flags: flagValues(specs, given.values), args: [...args, ...afterDash], afterDash, typed };
    }
    if (word.startsWith('--')) takeLong(specs, given, word, rest);
    else if (word.startsWith('-') && word !== '-') takeShorthands(specs, given, word, rest);
    else args.push(word);
  }
  return { flags: flagValues(specs, given.values), args, afterDash: undefined, typed };
}

function takeLong(specs: readonly FlagSpec[], given: GivenFlags, word: string, rest: string[]): void {
  const [, name = '', , value] = /^--([^=]*)(=(.*))?$/s.exec(word) ?? [];
  if (name === '' || name.startsWith('-')) throw new PlainError(`bad flag syntax: ${word}`);
  const spec = specs.find((known) => known.name === name.replaceAll('_', '-'));
  if (!spec) throw new PlainError(`unknown flag: --${name}`);
  if (value !== undefined) put(given, spec, value);
  else if (valueAlone(spec) !== undefined) put(given, spec, valueAlone(spec) ?? '');
  else if (rest.length > 0) put(given, spec, rest.shift() ?? '');
  else throw new PlainError(`flag needs an argument: --${name}`);
}

function takeShorthands(specs: readonly FlagSpec[], given: GivenFlags, word: string, rest: string[]): void {
  for (let letters = word.slice(1); letters !== '';) {
    const [letter = '', after] = [letters[0], letters.slice(1)];
    const spec = specs.find(({ shorthand }) => shorthand === letter);
    if (!spec) throw new PlainError(`unknown shorthand flag: '${letter}' in -${letters}`);
    letters = after;
    if (after.startsWith('=')) put(given, spec, after.slice(1));
    else if (valueAlone(spec) !== undefined) {
      put(given, spec, valueAlone(spec) ?? '');
      continue;
    } else if (after !== '') put(given, spec, after);
    else if (rest.length > 0) put(given, spec, rest.shift() ?? '');
    else throw new PlainError(`flag needs an argument: '${letter}' in -${letter}`);
    return;
  }
}

/** What a flag is when it is given without a value; undefined when it needs one. */
function valueAlone(spec: FlagSpec): string | undefined {
  if (spec.type === 'boolean') return 'true';
  return spec.type === 'optional' ? (spec.noValue ?? '') : undefined;
}

function put({ values: given, typed }: GivenFlags, spec: FlagSpec, value: string): void {
  const fault = faultOf(spec, value);
  if (fault !== undefined) {
    const name = spec.shorthand === undefined ? `--${spec.name}` : `-${spec.shorthand}, --${spec.name}`;
    throw new PlainError(`invalid argument ${JSON.stringify(value)} for "${name}" flag: ${fault}`);
  }
  const values = spec.type === 'strings' ? splitCommas(value) : [value];
  const before = spec.type === 'strings' || spec.type === 'array' ? (given.get(spec.name) ?? []) : [];
  given.set(spec.name, [...before, ...values]);
  typed.push(`--${spec.name}=${value}`);
}

function faultOf({ type }: FlagSpec, value: string): string | undefined {
  const quoted = JSON.stringify(value);
  if (type === 'boolean' && truthOf(value) === undefined) return `strconv.ParseBool: parsing ${quoted}: invalid syntax`;
  if (type === 'int' && !/^[-+]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${quoted}: invalid syntax`;
  if (type !== 'duration') return undefined;
  const duration = parseDuration(value);
  return typeof duration === 'number' ? undefined : duration.fault;
}

function truthOf(value: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return true;
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value) ? false : undefined;
}

/** A line of comma-separated values, of which some may stand in double quotes. */
function splitCommas(value: string): string[] {
  if (value === '') return [];
  const fields = value.match(/(^|,)("(?:[^"]|"")*"|[^,]*)/g) ?? [];
  return fields
    .map((field, index) => (index === 0 ? field : field.slice(1)))
    .map((field) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}

function flagValues(specs: readonly FlagSpec[], given: GivenFlags['values']): Flags {
  const specOf = (name: string): FlagSpec => {
    const spec = specs.find((known) => known.name === name);
    if (!spec) throw new Error(`the command has no flag --${name}`);
    return spec;
  };
  const text = (name: string) => given.get(name)?.at(-1) ?? String(specOf(name).default ?? '');
  return {
    text,
    bool: (name) => truthOf(text(name)) ?? false,
    int: (name) => Number(text(name)),
    duration: (name) => durationOf(text(name)),
    list: (name) => given.get(name) ?? [specOf(name).default ?? []].flat().map(String),
    has: (name) => specs.some((known) => known.name === name),
    given: (name) => given.has(name),
  };
}

function durationOf(text: string): number {
  const duration = parseDuration(text === '' ? '0' : text);
  return typeof duration === 'number' ? duration : 0;
}
