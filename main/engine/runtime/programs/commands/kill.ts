import { signalNamed, signalNumbered } from '../../os/signals.ts';
import type { Process } from '../program.ts';
import { type CommandResult, done, failed } from './command.ts';

/** `kill [-s NAME | -NAME | -NUMBER | -0 | -l] PID…` */
export function kill(args: readonly string[], process: Process): CommandResult {
  const [first = '', ...rest] = args;
  if (first === '-l') return done(`${[1, 2, 3, 9, 15].map((number) => signalNumbered(number) ?? '').join(' ')}\n`);
  const isOption = /^-./.test(first) && first !== '--';
  const named = first === '-s' || first === '-n' ? (rest.shift() ?? '') : isOption ? first.slice(1) : 'TERM';
  const pids = isOption || first === '--' ? rest : args;
  const signal = signalNamed(named);
  if (signal === undefined && named !== '0') return failed(`sh: bad signal name '${named}'\n`);
  if (pids.length === 0) return failed('sh: you need to specify whom to kill\n');
  const missing = pids.filter((pid) => !send(process, pid, signal));
  return missing.length === 0
    ? done()
    : failed(missing.map((pid) => `sh: can't kill pid ${pid}: No such process\n`).join(''));
}

function send(process: Process, text: string, signal: ReturnType<typeof signalNamed>): boolean {
  if (!/^-?\d+$/.test(text)) return false;
  const pid = Math.abs(Number(text));
  const others = process.processes().map((each) => each.pid);
  if (text === '-1')
    return others
      .filter((each) => each > 1 && each !== process.pid)
      .every((each) => signal === undefined || process.signal(each, signal));
  if (pid === 0) return true;
  return signal === undefined ? others.includes(pid) : process.signal(pid, signal);
}
