// `ping` of BusyBox: once a second, until it has sent as many as it was told or is interrupted.
import type { Json } from '../../../kernel/json.ts';
import { SECOND } from '../../../kernel/time.ts';
import type { Process, Program, Turn } from '../program.ts';
import { optionsOf } from './command.ts';

/** Plain JSON. */
interface Tally {
  readonly address: string;
  readonly sent: number;
  /** Of each answer how long it took, in microseconds. */
  readonly times: readonly number[];
}

const TTL = 64;

export const ping: Program = {
  run: (process, state) => {
    const { values, operands } = optionsOf(process.argv.slice(1), 'cwWsiI');
    const [host = ''] = operands;
    const tally = tallyOf(state) ?? begin(process, host);
    if (!tally) {
      process.err(`ping: bad address '${host}'\n`);
      return { next: { exitCode: 1 } };
    }
    const limit = Math.min(Number(values['c'] ?? Infinity), Number(values['w'] ?? Infinity));
    if (tally.sent >= limit) return end(process, host, tally);
    const pauseUs = Number(values['i'] ?? 1) * SECOND;
    const lastWaitUs = Number(values['W'] ?? 10) * SECOND;
    const next = send(process, tally);
    const isLast = next.sent >= limit;
    const isAnswered = next.times.length > tally.times.length;
    if (isLast && isAnswered) return end(process, host, next);
    return { state: asJson(next), next: { waitUs: isLast ? lastWaitUs : pauseUs } };
  },
  signal: (process, state, signal) => {
    const tally = tallyOf(state);
    if (signal !== 'INT' || !tally) return undefined;
    return end(process, process.argv.at(-1) ?? '', tally);
  },
};

// What a turn kept.
const tallyOf = (state: Json) => state as Tally | undefined;
const asJson = ({ address, sent, times }: Tally): Json => ({ address, sent, times });

function begin(process: Process, host: string): Tally | undefined {
  const lookup = process.lookUp(host);
  const [address] = lookup.kind === 'found' ? lookup.addresses : [];
  if (address === undefined) return undefined;
  process.out(`PING ${host} (${address}): 56 data bytes\n`);
  return { address, sent: 0, times: [] };
}

function send(process: Process, { address, sent, times }: Tally): Tally {
  const tookUs = process.ping(address);
  if (tookUs === undefined) return { address, sent: sent + 1, times };
  process.out(`64 bytes from ${address}: seq=${String(sent)} ttl=${String(TTL)} time=${milliseconds(tookUs)} ms\n`);
  return { address, sent: sent + 1, times: [...times, tookUs] };
}

function end(process: Process, host: string, { sent, times }: Tally): Turn {
  const lost = sent === 0 ? 0 : Math.floor(((sent - times.length) * 100) / sent);
  const counts = `${String(sent)} packets transmitted, ${String(times.length)} packets received, ${String(lost)}% packet loss`;
  process.out(`\n--- ${host} ping statistics ---\n${counts}\n`);
  if (times.length > 0) {
    const average = times.reduce((sum, each) => sum + each, 0) / times.length;
    const figures = [Math.min(...times), average, Math.max(...times)].map(milliseconds).join('/');
    process.out(`round-trip min/avg/max = ${figures} ms\n`);
  }
  return { next: { exitCode: times.length > 0 ? 0 : 1 } };
}

const milliseconds = (us: number) => (us / 1000).toFixed(3);
