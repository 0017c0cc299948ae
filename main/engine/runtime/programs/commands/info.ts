// Commands that tell of the container and the process they run in.
import { toTimestamp } from '../../../kernel/time.ts';
import { formatDate } from '../dates.ts';
import type { Process } from '../program.ts';
import { type CommandResult, type PlainCommand, done, failed, optionsOf } from './command.ts';

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
      ` ${toTimestamp(process.clock()).slice(11, 19)} up ${String(Math.floor(process.clock() / 60_000_000))} min,  load average: 0.00, 0.00, 0.00\n`,
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
  top,
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
  if (args.some((arg) => /^-I/.test(arg))) return done(`${toTimestamp(process.clock()).slice(0, 10)}\n`);
  return done(`${formatDate(process.clock(), format ?? '%a %b %e %H:%M:%S UTC %Y')}\n`);
}

/** One look at the processes, as `top -bn1` takes it. */
function top(_args: readonly string[], process: Process): CommandResult {
  const rows = process
    .processes()
    .map(
      ({ pid, parent, argv }) =>
        `${String(pid).padStart(5)} ${String(parent).padStart(5)} root     S     4400   0%   0   0% ${argv.join(' ')}\n`,
    );
  return done(
    'Mem: 1048576K used, 3145728K free, 1024K shrd, 65536K buff, 524288K cached\n' +
      'CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\n' +
      `Load average: 0.00 0.00 0.00 1/${String(rows.length)} ${String(process.pid)}\n` +
      `  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n${rows.join('')}`,
  );
}
