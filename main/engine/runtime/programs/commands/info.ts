// Commands that tell of the container and the process they run in.
import { type Micros, toTimestamp } from '../../../kernel/time.ts';
import { unixSeconds, weekdayOf } from '../http.ts';
import type { Process } from '../program.ts';
import { type CommandResult, type PlainCommand, done, failed, optionsOf } from './command.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const KERNEL = '6.8.0-generic';

export const infoCommands: Readonly<Record<string, PlainCommand>> = {
  date,
  hostname: (args, process) => done(`${args[0] === '-i' || args[0] === '-I' ? process.ip : process.hostname}\n`),
  whoami: () => done('root\n'),
  id: (args) =>
    done(
      args[0] === '-u' || args[0] === '-g'
        ? '0\n'
        : args[0] === '-un'
          ? 'root\n'
          : 'uid=0(root) gid=0(root) groups=0(root)\n',
    ),
  uname: (args, process) => uname(args, process),
  nproc: () => done('1\n'),
  tty: () => failed('', 1),
  pwd: (_, process) => done(`${process.cwd}\n`),
  printenv: (args, process) => printenv(args, process),
  ps,
  pidof: ([name = ''], process) => pidof(name, process),
  pgrep: (args, process) => pgrep(args, process),
  pkill: (args, process) => pkill(args, process),
  killall: (args, process) => pkill(args, process),
  which: (args, process) => which(args, process),
  uptime: (_, process) =>
    done(
      ` ${toTimestamp(process.now).slice(11, 19)} up ${String(Math.floor(process.now / 60_000_000))} min,  load average: 0.00, 0.00, 0.00\n`,
    ),
  free: () =>
    done(
      '              total        used        free      shared  buff/cache   available\nMem:        4194304      524288     3145728        1024      524288     3670016\nSwap:             0           0           0\n',
    ),
  df: () =>
    done(
      'Filesystem           1K-blocks      Used Available Use% Mounted on\noverlay               52428800   5242880  47185920  10% /\n',
    ),
  mount: () => done('overlay on / type overlay (rw,relatime)\n'),
  nslookup: ([name = '']) =>
    failed(`Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\n** server can't find ${name}: NXDOMAIN\n\n`),
};

/** The environment, one variable a line. */
export function environmentText(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function printenv(names: readonly string[], { env }: Process): CommandResult {
  if (names.length === 0) return done(environmentText(env));
  const values = names.map((name) => env[name]);
  const stdout = values.flatMap((value) => (value === undefined ? [] : [`${value}\n`])).join('');
  return { exitCode: values.includes(undefined) ? 1 : 0, stdout, stderr: '' };
}

function uname(args: readonly string[], { hostname }: Process): CommandResult {
  const { flags } = optionsOf(args);
  const parts: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', hostname],
    ['r', KERNEL],
    ['v', '#1 SMP PREEMPT_DYNAMIC'],
    ['m', 'x86_64'],
    ['o', 'GNU/Linux'],
  ];
  const shown = parts.filter(([letter]) => flags.has('a') || flags.has(letter)).map(([, text]) => text);
  return done(`${(shown.length > 0 ? shown : ['Linux']).join(' ')}\n`);
}

function ps(_args: readonly string[], process: Process): CommandResult {
  const rows = process
    .processes()
    .map(({ pid, argv }) => `${String(pid).padStart(5)} root      0:00 ${argv.join(' ')}\n`);
  return done(`PID   USER     TIME  COMMAND\n${rows.join('')}`);
}

const named = (process: Process, name: string) =>
  process.processes().filter(({ pid, argv }) => pid !== process.pid && (argv[0] ?? '').split('/').at(-1) === name);

function pidof(name: string, process: Process): CommandResult {
  const pids = named(process, name).map(({ pid }) => pid);
  return pids.length === 0 ? failed('') : done(`${pids.reverse().join(' ')}\n`);
}

function matching(args: readonly string[], process: Process) {
  const { flags, operands } = optionsOf(args);
  const [pattern = ''] = operands;
  if (!flags.has('f')) return named(process, pattern);
  return process.processes().filter(({ pid, argv }) => pid !== process.pid && argv.join(' ').includes(pattern));
}

function pgrep(args: readonly string[], process: Process): CommandResult {
  const found = matching(args, process);
  return found.length === 0 ? failed('') : done(found.map(({ pid }) => `${String(pid)}\n`).join(''));
}

function pkill(args: readonly string[], process: Process): CommandResult {
  const isKill = args.some((arg) => /^-(9|KILL|SIGKILL)$/.test(arg));
  const found = matching(
    args.filter((arg) => !/^-(\d+|[A-Z]+)$/.test(arg)),
    process,
  );
  for (const { pid } of found) process.signal(pid, isKill ? 'KILL' : 'TERM');
  return found.length === 0 ? failed('') : done();
}

function which(names: readonly string[], process: Process): CommandResult {
  const paths = names.map((name) => process.locate(name));
  const stdout = paths.flatMap((path) => (path === undefined ? [] : [`${path}\n`])).join('');
  return { exitCode: paths.includes(undefined) ? 1 : 0, stdout, stderr: '' };
}

function date(args: readonly string[], process: Process): CommandResult {
  const format = args.find((arg) => arg.startsWith('+'))?.slice(1);
  if (args.some((arg) => /^-I/.test(arg))) return done(`${toTimestamp(process.now).slice(0, 10)}\n`);
  return done(`${formatDate(process.now, format ?? '%a %b %e %H:%M:%S UTC %Y')}\n`);
}

function formatDate(now: Micros, format: string): string {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)/.exec(toTimestamp(now)) ?? [];
  const weekday = DAYS[weekdayOf(now)] ?? '';
  const monthName = MONTHS[Number(month) - 1] ?? '';
  const fields: Readonly<Record<string, string>> = {
    Y: year,
    y: year.slice(2),
    m: month,
    d: day,
    e: String(Number(day)).padStart(2),
    H: hour,
    M: minute,
    S: second,
    s: String(unixSeconds(now)),
    N: String(now % 1_000_000)
      .padStart(6, '0')
      .padEnd(9, '0'),
    F: `${year}-${month}-${day}`,
    T: `${hour}:${minute}:${second}`,
    D: `${month}/${day}/${year.slice(2)}`,
    R: `${hour}:${minute}`,
    a: weekday.slice(0, 3),
    A: weekday,
    b: monthName.slice(0, 3),
    B: monthName,
    Z: 'UTC',
    z: '+0000',
    c: `${weekday.slice(0, 3)} ${monthName.slice(0, 3)} ${String(Number(day)).padStart(2)} ${hour}:${minute}:${second} ${year}`,
    n: '\n',
    t: '\t',
    '%': '%',
  };
  return format.replace(/%([A-Za-z%])/g, (all, letter: string) => fields[letter] ?? all);
}
