// Models `ping` of iputils. Rules of Services do not mean echoes: only in mode ipvs is a cluster IP an address of the
// node, which answers for it.
import { MILLISECOND, SECOND } from '../../../../engine/kernel/time.ts';
import { parseIp } from '../../../../engine/network/cidr.ts';
import { isEchoed } from '../../../../engine/network/reach.ts';
import type { TerminalCluster } from '../../cluster-client.ts';
import { AT_TERMINAL } from '../../prepare-script.ts';
import { hostOf } from '../host.ts';
import { complained, type Program } from '../program.ts';
import { optionTable, readWords, type Words } from '../words.ts';
import { addressOf, momentOf, probe } from './reaching.ts';

const COUNT_MAX = 1_000;
const LAST_WAIT_US = 10 * SECOND;
const OPTIONS = optionTable(
  ...['q', 'n', '4', '6', 'v', 'a', 'A', 'f', 'O', 'D', 'U', 'b', 'r', 'R', 'V', 'h'],
  ...['c:', 'i:', 'W:', 'w:', 's:', 't:', 'I:', 'p:', 'Q:', 'M:', 'm:', 'l:', 'S:', 'F:', 'T:'],
);
const USAGE = `
Usage
  ping [options] <destination>

Options:
  <destination>      DNS name or IP address
  -c <count>         stop after <count> replies
  -i <interval>      seconds between sending each packet
  -q                 quiet output
  -W <timeout>       time to wait for response
  -w <deadline>      reply wait <deadline> in seconds
`;

/** What comes of one echo. */
type Echo = { readonly kind: 'back'; readonly tookUs: number } | { readonly kind: 'lost' | 'unreachable' };

function echo(held: TerminalCluster, node: string, ip: string): Echo {
  const { network } = held.cluster;
  const table = network.rules.table(node);
  if (table?.mode === 'ipvs' && table.bound.has(parseIp(ip) ?? 0)) return { kind: 'back', tookUs: 40 };
  const reached = probe(held, { node, ip, port: 0 });
  if (reached.kind === 'ended') return { kind: reached.ending.outcome === 'no-route' ? 'unreachable' : 'lost' };
  if (!isEchoed(network, reached, momentOf(held))) return { kind: 'lost' };
  return { kind: 'back', tookUs: Math.max(40, 2 * reached.journey.travelledUs) };
}

interface Tally {
  sent: number;
  errors: number;
  readonly times: number[];
}

export const pingProgram: Program = {
  name: 'ping',
  async run(args, context, { held, client, out }, signal) {
    const words = readWords(args, OPTIONS);
    const [target] = words.operands;
    const refusal = refusalOf(words);
    if (refusal !== undefined) return complained(refusal, 2);
    if (target === undefined) return complained('ping: usage error: Destination address required\n', 1);
    const ip = addressOf(held, target);
    if (ip === undefined) return complained(`ping: ${target}: Name or service not known\n`, 2);
    const node = hostOf(context, held);
    let stdout = '';
    const print = context.env.get(AT_TERMINAL) === '1' ? out : (text: string) => void (stdout += text);
    const size = Number(words.value('s') ?? 56);
    print(`PING ${target} (${ip}) ${size}(${size + 28}) bytes of data.\n`);
    const startedUs = held.cluster.now;
    const [count, intervalUs, deadlineUs] = paceOf(words, startedUs);
    const tally: Tally = { sent: 0, errors: 0, times: [] };
    let lastUs: number = startedUs;
    while (tally.sent < count && held.cluster.now < deadlineUs && !signal.aborted) {
      lastUs = held.cluster.now;
      const found = echo(held, node, ip);
      const line = noted(tally, found, ip, held.cluster.runtime.machineIp(node) ?? '', size);
      if (!words.has('q')) print(line);
      const isLast = tally.sent >= count;
      const patienceUs = words.has('W') ? Number(words.value('W')) * SECOND : LAST_WAIT_US;
      const waitUs = !isLast ? intervalUs : found.kind === 'lost' ? patienceUs : 0;
      await client.sleep(Math.min(waitUs, Math.max(0, deadlineUs - held.cluster.now)), signal);
    }
    print(summary(target, tally, lastUs - startedUs));
    return { stdout, stderr: '', exitCode: tally.times.length > 0 ? 0 : 1 };
  },
};

function refusalOf({ problem, value }: Words): string | undefined {
  if (problem) {
    const letter = problem.name.replace(/^-/, '');
    const what = problem.kind === 'unknown' ? 'invalid option' : 'option requires an argument';
    return `ping: ${what} -- '${letter}'\n${USAGE}`;
  }
  const wrong = ['c', 'i', 'W', 'w', 's'].map(value).find((text) => text !== undefined && !/^\d+(\.\d+)?$/.test(text));
  return wrong === undefined ? undefined : `ping: invalid argument: '${wrong}'\n`;
}

/** How many, how long between two, and until when. */
function paceOf({ value }: Words, now: number): readonly [number, number, number] {
  const count = Math.min(Number(value('c') ?? COUNT_MAX), COUNT_MAX);
  const seconds = value('w');
  return [count, Number(value('i') ?? 1) * SECOND, seconds === undefined ? Infinity : now + Number(seconds) * SECOND];
}

/** Counts an echo; answers the line that tells of it. */
function noted(tally: Tally, found: Echo, ip: string, own: string, size: number): string {
  tally.sent += 1;
  switch (found.kind) {
    case 'lost':
      return '';
    case 'unreachable':
      tally.errors += 1;
      return `From ${own} icmp_seq=${tally.sent} Destination Host Unreachable\n`;
    case 'back':
      tally.times.push(found.tookUs);
      return `${size + 8} bytes from ${ip}: icmp_seq=${tally.sent} ttl=64 time=${shortMs(found.tookUs)} ms\n`;
  }
}

/** Three digits, as ping prints them: `0.866`, `20.4`, `402`. */
function shortMs(us: number): string {
  const ms = us / MILLISECOND;
  return ms < 1 ? ms.toFixed(3) : ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}

function summary(target: string, { sent, errors, times }: Tally, tookUs: number): string {
  const loss = sent === 0 ? 0 : Math.round((100 * (sent - times.length)) / sent);
  const failed = errors === 0 ? '' : `+${errors} errors, `;
  const counts = `${sent} packets transmitted, ${times.length} received, ${failed}${loss}% packet loss, time ${Math.round(tookUs / MILLISECOND)}ms`;
  const head = `\n--- ${target} ping statistics ---\n${counts}\n`;
  if (times.length === 0) return `${head}\n`;
  const ms = (us: number) => (us / MILLISECOND).toFixed(3);
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  const deviation = Math.sqrt(times.reduce((sum, each) => sum + (each - mean) ** 2, 0) / times.length);
  return `${head}rtt min/avg/max/mdev = ${ms(Math.min(...times))}/${ms(mean)}/${ms(Math.max(...times))}/${ms(deviation)} ms\n`;
}
