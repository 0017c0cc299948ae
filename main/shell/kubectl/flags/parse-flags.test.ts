import { describe, expect, test } from 'vitest';
import type { FlagSpec } from '../command.ts';
import { parseFlags } from './parse-flags.ts';

const specs: readonly FlagSpec[] = [
  { name: 'output', shorthand: 'o', type: 'string' },
  { name: 'watch', shorthand: 'w', type: 'boolean' },
  { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
  { name: 'replicas', type: 'int', default: 1 },
  { name: 'timeout', type: 'duration', default: '30s' },
  { name: 'label-columns', shorthand: 'L', type: 'strings' },
  { name: 'from-literal', type: 'array' },
  { name: 'dry-run', type: 'optional', noValue: 'unchanged', default: 'none' },
];
const parse = (line: string) => parseFlags(specs, line.split(' '));

describe('flags', () => {
  test('may stand among arguments, long and short, with and without an equals sign', () => {
    const { flags, args } = parse('pods -o wide web --output=json -ojson -wA');
    expect(args).toEqual(['pods', 'web']);
    expect(flags.text('output')).toBe('json');
    expect([flags.bool('watch'), flags.bool('all-namespaces')]).toEqual([true, true]);
    expect([flags.given('watch'), flags.given('replicas')]).toEqual([true, false]);
  });

  test('have defaults, numbers and durations', () => {
    const { flags } = parse('--timeout=1m30s --watch=false');
    expect(flags.int('replicas')).toBe(1);
    expect(flags.duration('timeout')).toBe(90_000_000);
    expect(flags.bool('watch')).toBe(false);
  });

  test('lists are split at commas, arrays are not', () => {
    const { flags } = parse('-L a,b --label-columns c --from-literal x=1,2 --from-literal y=3');
    expect(flags.list('label-columns')).toEqual(['a', 'b', 'c']);
    expect(flags.list('from-literal')).toEqual(['x=1,2', 'y=3']);
  });

  test('an optional value is taken only with an equals sign', () => {
    expect(parse('--dry-run client').flags.text('dry-run')).toBe('unchanged');
    expect(parse('--dry-run=client').flags.text('dry-run')).toBe('client');
    expect(parse('pods').flags.text('dry-run')).toBe('none');
  });

  test('end at two dashes', () => {
    const { args, afterDash } = parse('web -w -- sh -c -w');
    expect(args).toEqual(['web', 'sh', '-c', '-w']);
    expect(afterDash).toEqual(['sh', '-c', '-w']);
  });
});

test.each([
  ['--foo', 'unknown flag: --foo'],
  ['-wx', "unknown shorthand flag: 'x' in -x"],
  ['--output', 'flag needs an argument: --output'],
  ['-o', "flag needs an argument: 'o' in -o"],
  ['--replicas=two', 'invalid argument "two" for "--replicas" flag: strconv.ParseInt: parsing "two": invalid syntax'],
  ['-w=maybe', 'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax'],
  ['--timeout=5', 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
])('%s is refused', (line, message) => {
  expect(() => parse(line)).toThrow(message);
});
