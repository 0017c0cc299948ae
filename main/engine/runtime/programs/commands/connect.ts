// Programs that only look whether somebody is there: `nc -z HOST PORT`, `telnet HOST PORT`.
import { MINUTE } from '../../../kernel/time.ts';
import { dial } from '../dial.ts';
import type { Process, Program, Turn } from '../program.ts';
import { optionsOf } from './command.ts';

const FAULTS: ReadonlyMap<string, string> = new Map([
  ['refused', 'Connection refused'],
  ['no-route', 'No route to host'],
]);

/** Of `nc`; when nobody answers, the state of the turn is the address that was tried. */
export function connect(process: Process, operands: readonly string[], isVerbose: boolean, patienceUs: number): Turn {
  const [host = '', port = ''] = operands;
  const { kind, address, tookUs } = dial(process, host, Number(port), { method: 'GET', path: '/', host }, patienceUs);
  if (kind === 'answered' || kind === 'silent') {
    if (isVerbose) process.err(`${host} (${address}:${port}) open\n`);
    return { next: { exitCode: 0 } };
  }
  if (kind === 'timeout') return { state: address, next: { waitUs: tookUs } };
  const fault = FAULTS.get(kind);
  process.err(fault === undefined ? `nc: bad address '${host}'\n` : `nc: ${host} (${address}:${port}): ${fault}\n`);
  return { next: { exitCode: 1 } };
}

/** Tells that it is connected, and closes again: nobody types. */
export const telnet: Program = {
  run: (process, state) => {
    if (state !== undefined) {
      process.err("telnet: can't connect to remote host: Connection timed out\n");
      return { next: { exitCode: 1 } };
    }
    const { operands } = optionsOf(process.argv.slice(1), 'l');
    const [host = '', port = '23'] = operands;
    const { kind, address, tookUs } = dial(process, host, Number(port), { method: 'GET', path: '/', host }, 2 * MINUTE);
    if (kind === 'answered' || kind === 'silent') {
      process.out(`Connected to ${host}\n`);
      return { next: { exitCode: 0 } };
    }
    if (kind === 'timeout') return { state: address, next: { waitUs: tookUs } };
    const fault = FAULTS.get(kind);
    const why = fault === undefined ? `bad address '${host}'` : `can't connect to remote host (${address}): ${fault}`;
    process.err(`telnet: ${why}\n`);
    return { next: { exitCode: 1 } };
  },
};
