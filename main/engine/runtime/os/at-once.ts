// Runs a command to its end within one instant, on a process table and a clock of its own: for a web server that asks a
// script for its answer.
import { type Micros, after } from '../../kernel/time.ts';
import type { AtOnce } from '../programs/program.ts';
import { Os } from './os.ts';
import type { OsHost } from './system.ts';
import { newTable } from './table.ts';

const WAKES_MAX = 1_000;
const LIMIT_US = 60_000_000;

/** Undefined when it does not end within a minute, or there is no such program. */
export function runAtOnce(
  host: OsHost,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): AtOnce | undefined {
  const alarms: { readonly entry: number; readonly pid: number; readonly due: Micros }[] = [];
  let [now, entries] = [host.now, 0];
  let stdout = '';
  let exitCode: number | undefined;
  const table = newTable();
  const own = (): OsHost => ({
    now,
    env,
    image: host.image,
    hostname: host.hostname,
    ip: host.ip,
    ports: host.ports,
    files: host.files,
    scripts: host.scripts,
    workingDir: host.workingDir,
    stdinOpen: false,
    hasShell: host.hasShell,
    memoryLimitBytes: host.memoryLimitBytes,
    takeMemory: (...asked) => host.takeMemory(...asked),
    program: (argv) => host.program(argv),
    footprint: () => 0,
    varies: () => {
      host.varies();
    },
    random: (low, high) => host.random(low, high),
    request: (...asked) => host.request(...asked),
    askName: (...asked) => host.askName(...asked),
    ping: (address) => host.ping(address),
    ruleTables: () => host.ruleTables(),
    runAtOnce: () => undefined,
    execWrote: () => undefined,
    execEnded: () => undefined,
    schedule: (pid, delayUs) => {
      alarms.push({ entry: ++entries, pid, due: after(now, delayUs) });
      return entries;
    },
    cancel: (entry) => {
      alarms.splice(
        alarms.findIndex((alarm) => alarm.entry === entry),
        1,
      );
    },
    wrote: (stream, line, partial) => {
      if (stream === 'stdout') stdout += partial ? line : `${line}\n`;
    },
    listensChanged: () => undefined,
    componentUp: () => undefined,
    over: (code) => {
      exitCode = code;
    },
  });
  const os = new Os(table, own());
  if (!os.spawn({ argv, parent: 0 })) return undefined;
  os.run();
  for (let wake = 0; exitCode === undefined && wake < WAKES_MAX; wake++) {
    const alarm = alarms.toSorted((a, b) => a.due - b.due || a.entry - b.entry)[0];
    if (!alarm || alarm.due - host.now > LIMIT_US) return undefined;
    alarms.splice(alarms.indexOf(alarm), 1);
    now = alarm.due;
    new Os(table, own()).wake(alarm.pid);
  }
  if (exitCode === undefined) return undefined;
  return { exitCode, stdout, tookUs: now - host.now };
}
