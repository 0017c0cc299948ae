// Models `tcpdump -nn`: one line a packet, of the requests that pass the machine while it listens. A request is seen when
// it has ended, with the times at which its packets went by.
import { MILLISECOND, type Micros, toMicroTimestamp } from '../../../../engine/kernel/time.ts';
import { AT_TERMINAL } from '../../prepare-script.ts';
import type { Passed } from '../../traffic-book.ts';
import { hostOf } from '../host.ts';
import { printed, type Program } from '../program.ts';

const LOOK_US = 50 * MILLISECOND;
const WITH_VALUE = new Set(['-i', '-c', '-s', '-w', '-r']);

interface Seen {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export const tcpdumpProgram: Program = {
  name: 'tcpdump',
  async run(args, context, { held, client, out }, signal) {
    const device = args.includes('-i') ? (args[args.indexOf('-i') + 1] ?? 'any') : 'eth0';
    const count = args.includes('-c') ? Number(args[args.indexOf('-c') + 1]) : Infinity;
    const words = args.filter((word, at) => !word.startsWith('-') && !WITH_VALUE.has(args[at - 1] ?? ''));
    const isWanted = filterOf(words.join(' '));
    const node = hostOf(context, held);
    let [stdout, captured] = ['', 0];
    const print = context.env.get(AT_TERMINAL) === '1' ? out : (text: string) => void (stdout += text);
    let sinceUs: number = held.cluster.now;
    while (captured < count && !signal.aborted) {
      await client.sleep(LOOK_US, signal);
      const passed = held.logBook.traffic.at(node, sinceUs);
      sinceUs = Math.max(sinceUs, ...passed.map(({ endedUs }) => endedUs));
      const packets = passed.flatMap((request) => packetsOf(request, node, held.cluster.runtime.machineIp(node) ?? ''));
      for (const packet of packets.filter(isWanted).slice(0, count - captured)) {
        captured += 1;
        print(`${packet.text}\n`);
      }
    }
    const listening = `tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\nlistening on ${device}, link-type LINUX_SLL2 (Linux cooked v2), snapshot length 262144 bytes\n`;
    const counts = `${captured} packets captured\n${captured} packets received by filter\n0 packets dropped by kernel\n`;
    return { ...printed(stdout), stderr: listening + counts };
  },
};

/** The packets of a request as the machine sees them: asked for, accepted, sent, answered. */
function packetsOf(request: Passed, node: string, ip: string): readonly Seen[] {
  const { hops, sentUs, endedUs, outcome, source, destination, backend, sourcePort, path, httpStatus } = request;
  const cameUs = sentUs + (hops.find((hop) => hop.id === node)?.afterUs ?? 0);
  const client = `${source}.${sourcePort}`;
  const asked = dotted(destination);
  const server = backend === undefined ? asked : dotted(backend);
  const inner = backend === undefined ? client : `${ip}.${sourcePort}`;
  const seen: Seen[] = [packet(cameUs, client, asked, 'Flags [S], seq 0, win 64240, length 0')];
  if (backend !== undefined) seen.push(packet(cameUs + 8, inner, server, 'Flags [S], seq 0, win 64240, length 0'));
  if (outcome === 'timed-out') return seen;
  if (outcome === 'refused')
    return [...seen, packet(endedUs, asked, client, 'Flags [R.], seq 0, ack 1, win 0, length 0')];
  const get = `Flags [P.], seq 1:78, ack 1, win 502, length 77: HTTP: GET ${path} HTTP/1.1`;
  const reply =
    outcome === 'reset'
      ? 'Flags [R.], seq 1, ack 78, win 0, length 0'
      : `Flags [P.], seq 1:239, ack 78, win 509, length 238: HTTP: HTTP/1.1 ${httpStatus ?? 200}`;
  const middleUs = cameUs + (endedUs - cameUs) / 2;
  return [
    ...seen,
    packet(middleUs, server, inner, 'Flags [S.], seq 0, ack 1, win 65160, length 0'),
    packet(middleUs + 20, inner, server, get),
    packet(endedUs - 10, server, inner, reply),
    ...(backend === undefined ? [] : [packet(endedUs, asked, client, reply)]),
  ];
}

function packet(atUs: number, from: string, to: string, rest: string): Seen {
  const time = toMicroTimestamp(Math.round(atUs) as Micros).slice(11, 26);
  return { from, to, text: `${time} IP ${from} > ${to}: ${rest}` };
}

const dotted = (address: string) => address.replace(':', '.');

/** `tcp`, `port 80`, `host 10.0.0.1`, `src …`, `dst …`, joined by `and`; what is not understood lets everything through. */
function filterOf(text: string): (seen: Seen) => boolean {
  const parts = text.split(/ and /).filter((part) => part.trim() !== '');
  const tests = parts.map((part) => {
    const [, side, kind, value = ''] = /^(?:tcp |ip )?(?:(src|dst) )?(host|port)? ?(\S+)$/.exec(part.trim()) ?? [];
    const fits = (end: string) =>
      kind === 'port' ? end.endsWith(`.${value}`) : /^[\d.]+$/.test(value) ? end.startsWith(`${value}.`) : true;
    return ({ from, to }: Seen) => (side !== 'dst' && fits(from)) || (side !== 'src' && fits(to));
  });
  return (seen) => tests.every((test) => test(seen));
}
