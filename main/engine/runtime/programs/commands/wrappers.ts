// Commands that run other commands.
import type { Json } from '../../../kernel/json.ts';
import type { Process, Program, Turn } from '../program.ts';
import { optionsOf, textOf } from './command.ts';
import { environmentText } from './info.ts';

const NOT_FOUND = 127;
const SOME_FAILED = 123;

/** `env [-i] [-u NAME] [NAME=VALUE…] [COMMAND…]` */
const env: Program = {
  run: (process) => {
    const rest = process.argv.slice(1);
    let env = { ...process.env };
    while (rest.length > 0) {
      const [first = ''] = rest;
      const [, name, value = ''] = /^([A-Za-z_]\w*)=([^]*)$/.exec(first) ?? [];
      if (first === '-i' || first === '-') env = {};
      else if (first === '-u') Reflect.deleteProperty(env, rest[1] ?? '');
      else if (name !== undefined) env[name] = value;
      else break;
      rest.splice(0, first === '-u' ? 2 : 1);
    }
    if (rest.length > 0) return { next: { become: rest, env } };
    process.out(environmentText(env));
    return { next: { exitCode: 0 } };
  },
};

/** Commands that only change how another runs, in ways that nobody sees here. */
const passing = (valued: string): Program => ({
  run: (process) => {
    const rest = process.argv.slice(1);
    while (/^-./.test(rest[0] ?? ''))
      rest.splice(0, valued.includes((rest[0] ?? '').charAt(1)) && rest[0]?.length === 2 ? 2 : 1);
    return rest.length > 0 ? { next: { become: rest, env: process.env } } : { next: { exitCode: 0 } };
  },
});

/** `xargs [-n COUNT] [-I NAME] COMMAND…`: one child after the other. */
const xargs: Program = {
  run: (process, state) => {
    const [text, child, done, worst] = Array.isArray(state) ? (state as readonly Json[]) : [state, 0, 0, 0];
    const input = child === 0 ? process.read() : { text: '', ended: true };
    const whole = textOf(text) + input.text;
    if (!input.ended) return { state: whole, next: 'input' };
    const exitCode = child === 0 ? 0 : process.ended(Number(child));
    if (exitCode === undefined) return { state, next: { child: Number(child) } };
    const worse = exitCode === 0 ? Number(worst) : exitCode === NOT_FOUND ? NOT_FOUND : SOME_FAILED;
    return startNext(process, whole, Number(done), worse);
  },
};

function startNext(process: Process, input: string, done: number, worst: number): Turn {
  const words = wordsFor(process.argv.slice(1), input)[done];
  if (!words) return { next: { exitCode: worst } };
  const child = process.spawn(words);
  if (child !== undefined) return { state: [input, child, done + 1, worst], next: { child } };
  process.err(`xargs: ${words[0] ?? ''}: No such file or directory\n`);
  return { next: { exitCode: NOT_FOUND } };
}

function wordsFor(args: readonly string[], input: string): readonly (readonly string[])[] {
  const at = args.findIndex((arg, index) => !arg.startsWith('-') && !/^-[nILPs]$/.test(args[index - 1] ?? ''));
  const { flags, values } = optionsOf(at < 0 ? args : args.slice(0, at), 'nILPs');
  const command = at < 0 ? ['echo'] : args.slice(at);
  const name = values['I'];
  if (name !== undefined) {
    return input
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => command.map((word) => word.replaceAll(name, line.trim())));
  }
  const items = flags.has('0')
    ? input.split('\0').filter((item) => item !== '')
    : (input.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((item) => item.replace(/^(['"])(.*)\1$/, '$2'));
  const size = Number(values['n'] ?? Infinity);
  if (items.length === 0) return flags.has('r') ? [] : [command];
  const groups: string[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.length < size) last.push(item);
    else groups.push([item]);
  }
  return groups.map((group) => [...command, ...group]);
}

export const wrappers: Readonly<Record<string, Program>> = {
  env,
  xargs,
  nohup: passing(''),
  nice: passing('n'),
  setsid: passing(''),
  stdbuf: passing('oei'),
  time: passing(''),
  tini: passing(''),
  'dumb-init': passing(''),
  busybox: passing(''),
};
