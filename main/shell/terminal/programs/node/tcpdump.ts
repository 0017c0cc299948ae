// Models `tcpdump -nn`: one line a packet, of the requests that pass the machine while it listens. A request is seen when
// it has ended, with the times at which its packets went by.
import { MILLISECOND, type Micros, toMicroTimestamp } from '../../../../engine/kernel/time.ts';
import { AT_TERMINAL } from '../../prepare-script.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { optionTable, readWords, type Words } from '../words.ts';
import { interfacesOf } from './interfaces.ts';
import { packetFilter } from './packet-filter.ts';
import { type Place, packetsOf } from './packets.ts';

const LOOK_US = 50 * MILLISECOND;
const OPTIONS = optionTable(
  ...[
    'n',
    'e',
    'v',
    'q',
    't',
    'A',
    'X',
    'x',
    'l',
    'p',
    'S',
    'N',
    'K',
    'U',
    'H',
    '# number',
    'D list-interfaces',
    'h help',
  ],
  ...[
    ' version',
    ' immediate-mode',
    'i: interface',
    'c:',
    's:',
    'w:',
    'r:',
    'B:',
    'C:',
    'G:',
    'Q: direction',
    'y:',
    'Z:',
  ],
);
const VERSION = 'tcpdump version 4.99.4\nlibpcap version 1.10.4 (with TPACKET_V3)\nOpenSSL 3.0.13 30 Jan 2024\n';

export const tcpdumpProgram: Program = {
  name: 'tcpdump',
  async run(args, context, { held, client, out }, signal) {
    const words = readWords(args, OPTIONS);
    const node = hostOf(context, held);
    const devices = interfacesOf(held, node).map(({ name }) => name.split('@')[0] ?? '');
    if (words.has('version')) return printed(VERSION);
    if (words.has('D'))
      return printed(['any', ...devices].map((name, at) => `${at + 1}.${name} [Up, Running]\n`).join(''));
    const device = words.value('i') ?? 'eth0';
    const isWanted = packetFilter(words.operands.join(' '));
    const refusal = refusalOf(words, [...devices, 'any'].includes(device) ? undefined : device, isWanted !== undefined);
    if (refusal !== undefined) return complained(`tcpdump: ${refusal}\n`);
    const count = Number(words.value('c') ?? Infinity);
    const place = placeOf(held, node);
    let [stdout, captured] = ['', 0];
    const print = context.env.get(AT_TERMINAL) === '1' ? out : (text: string) => void (stdout += text);
    let sinceUs: number = held.cluster.now;
    while (captured < count && !signal.aborted) {
      await client.sleep(LOOK_US, signal);
      const passed = held.logBook.traffic.at(node, sinceUs);
      sinceUs = Math.max(sinceUs, ...passed.map(({ endedUs }) => endedUs));
      const packets = passed
        .flatMap((request) => packetsOf(request, place))
        .filter((packet) => (device === 'any' || packet.device === device) && isWanted?.(packet) === true);
      for (const { atUs, device: own, direction, from, to, text } of packets.slice(0, count - captured)) {
        captured += 1;
        const where = device === 'any' ? `${own.padEnd(5)} ${direction.padEnd(3)} ` : '';
        const time = words.has('t') ? '' : `${toMicroTimestamp(Math.round(atUs) as Micros).slice(11, 26)} `;
        print(`${time}${where}IP ${from} > ${to}: ${text}\n`);
      }
    }
    return { ...printed(stdout), stderr: listeningText(device) + countsText(captured) };
  },
};

function refusalOf({ problem }: Words, unknownDevice: string | undefined, isFilter: boolean): string | undefined {
  if (problem) {
    const what = problem.kind === 'unknown' ? 'invalid option' : 'option requires an argument';
    return `${what} -- '${problem.name.replace(/^-/, '')}'`;
  }
  if (unknownDevice !== undefined) return `${unknownDevice}: No such device exists\n(No such device exists)`;
  return isFilter ? undefined : "can't parse filter expression: syntax error";
}

function placeOf({ cluster }: Parameters<typeof interfacesOf>[0], node: string): Place {
  const { runtime } = cluster;
  return {
    node,
    ip: runtime.machineIp(node) ?? '',
    deviceTo: (address) => {
      if (runtime.machineByIp(address) === node || address.startsWith('127.')) return 'lo';
      const pod = runtime.podAt(address);
      if (pod) return pod.node === node ? 'cni0' : 'flannel.1';
      return 'eth0';
    },
  };
}

function listeningText(device: string): string {
  const link = device === 'any' ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)';
  return `tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\nlistening on ${device}, link-type ${link}, snapshot length 262144 bytes\n`;
}

function countsText(captured: number): string {
  const packets = `${captured} packet${captured === 1 ? '' : 's'}`;
  return `${packets} captured\n${packets} received by filter\n0 packets dropped by kernel\n`;
}
