// Models `nc` of OpenBSD and `telnet`: whether somebody listens on a port, and what an HTTP request typed by hand brings.
import { SECOND } from '../../../../engine/kernel/time.ts';
import { phraseOf } from '../../../../engine/runtime/programs/http.ts';
import type { Reach } from '../../../../engine/network/reach.ts';
import { hostOf } from '../host.ts';
import { complained, type Program, type ProgramContext, type ProgramWorld, stdinOf } from '../program.ts';
import { optionTable, readWords, type Words } from '../words.ts';
import { addressOf, isListening, probe } from './reaching.ts';

/** How long Linux asks for a connection before it gives up. */
const CONNECT_MAX_US = 134 * SECOND;
const OPTIONS = optionTable(
  ...['z', 'v', 'n', 'u', 'l', 'k', '4', '6', 'd', 'N', 'r', 'C', 't', 'h', 'D'],
  ...['w:', 'p:', 's:', 'i:', 'q:', 'x:', 'X:', 'I:', 'O:', 'T:', 'P:', 'm:', 'M:', 'b:', 'V:'],
);
const USAGE = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
\t  [destination] [port]
`;
/** What /etc/services calls some ports. */
const SERVICES: Readonly<Record<string, string>> = {
  '22/tcp': 'ssh',
  '53/tcp': 'domain',
  '53/udp': 'domain',
  '80/tcp': 'http',
  '443/tcp': 'https',
  '2379/tcp': 'etcd-client',
  '2380/tcp': 'etcd-server',
  '3306/tcp': 'mysql',
  '5432/tcp': 'postgresql',
  '6379/tcp': 'redis',
  '8080/tcp': 'http-alt',
};

type Found = 'open' | 'refused' | 'timed out' | 'no route';

/** A program's run, with what it needs to look about. */
interface Look {
  readonly context: ProgramContext;
  readonly world: ProgramWorld;
  readonly signal: AbortSignal;
  readonly patienceUs: number;
  readonly protocol: 'tcp' | 'udp';
}

async function look(ip: string, port: number, { context, world, signal, patienceUs, protocol }: Look): Promise<Found> {
  const { held, client } = world;
  const node = hostOf(context, held);
  const reached = probe(held, { node, ip, port, protocol }, patienceUs);
  const found = isListening(held, node, reached) ? 'open' : failureOf(reached);
  await client.sleep(found === 'timed out' ? patienceUs : 2 * reached.journey.travelledUs, signal);
  return found;
}

function failureOf(reached: Reach): Found {
  if (reached.kind === 'arrived' || reached.ending.outcome === 'refused') return 'refused';
  return reached.ending.outcome === 'no-route' ? 'no route' : 'timed out';
}

const REASONS = { refused: 'Connection refused', 'timed out': 'Connection timed out', 'no route': 'No route to host' };

export const ncProgram: Program = {
  name: 'nc',
  async run(args, context, world, signal) {
    const words = readWords(args, OPTIONS);
    const [host, ports = ''] = words.operands;
    if (words.problem) return complained(`nc: invalid option -- '${words.problem.name.replace('-', '')}'\n${USAGE}`);
    if (words.has('l')) return complained('nc: machines only connect here; in a Pod it listens too\n', 2);
    if (host === undefined || !/^\d+(-\d+)?$/.test(ports)) return complained(USAGE);
    const ip = addressOf(world.held, host);
    if (ip === undefined)
      return complained(`nc: getaddrinfo for host "${host}" port ${ports}: Name or service not known\n`);
    const protocol = words.has('u') ? 'udp' : 'tcp';
    const wait = words.value('w');
    const patienceUs = wait === undefined ? CONNECT_MAX_US : Number(wait) * SECOND;
    const typed = words.has('z') ? undefined : httpIn(stdinOf(context));
    if (typed) return talk(typed, ip, Number(ports), { context, world, signal, patienceUs, protocol });
    return scan(words, ip, { context, world, signal, patienceUs, protocol });
  },
};

async function scan({ operands, has }: Words, ip: string, looking: Look) {
  const [host = '', ports = ''] = operands;
  const [first = 0, last = first] = ports.split('-').map(Number);
  let [stderr, exitCode] = ['', 1];
  for (let port = first; port <= last && !looking.signal.aborted; port++) {
    const found = await look(ip, port, looking);
    if (found === 'open') exitCode = 0;
    if (has('v')) stderr += ncText(host, port, found, looking.protocol);
  }
  return { stdout: '', stderr, exitCode };
}

function ncText(host: string, port: number, found: Found, protocol: 'tcp' | 'udp'): string {
  if (found !== 'open') return `nc: connect to ${host} port ${port} (${protocol}) failed: ${REASONS[found]}\n`;
  const service = SERVICES[`${port}/${protocol}`] ?? '*';
  return `Connection to ${host} ${port} port [${protocol}/${service}] succeeded!\n`;
}

/** A request as a person types it. */
interface Typed {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
}

function httpIn(text: string): Typed | undefined {
  const [, method, path] = /^([A-Z]+) (\S+)(?: HTTP\/1\.[01])?\r?\n/.exec(text) ?? [];
  if (method === undefined || path === undefined) return undefined;
  return { method, path, host: /^host:\s*(\S+)/im.exec(text)?.[1] };
}

async function talk(
  { method, path, host }: Typed,
  ip: string,
  port: number,
  { context, world, signal, patienceUs }: Look,
) {
  const { held, client } = world;
  const node = hostOf(context, held);
  const request = { node, address: ip, port, method, path, host: host ?? '', timeoutUs: patienceUs };
  const result = held.submit({ type: 'send-request', request }, `nc@${node}`);
  if (!result.ok || !('sent' in result)) return complained('nc: the machine does not run\n');
  const { finished, response } = result.sent;
  await client.sleep(finished.durationUs, signal);
  if (!response) return { stdout: '', stderr: '', exitCode: 1 };
  const fields = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${response.status} ${phraseOf(response.status)}\r\n${fields.join('')}\r\n`;
  return { stdout: head + response.body, stderr: '', exitCode: 0 };
}

export const telnetProgram: Program = {
  name: 'telnet',
  async run(args, context, world, signal) {
    const [host, port = '23'] = args.filter((word) => !word.startsWith('-'));
    if (host === undefined) return complained('telnet> ', 1);
    const ip = addressOf(world.held, host);
    if (ip === undefined) return complained(`telnet: could not resolve ${host}/${port}: Name or service not known\n`);
    const found = await look(ip, Number(port), { context, world, signal, patienceUs: CONNECT_MAX_US, protocol: 'tcp' });
    const head = `Trying ${ip}...\n`;
    if (found !== 'open')
      return { stdout: head, stderr: `telnet: Unable to connect to remote host: ${REASONS[found]}\n`, exitCode: 1 };
    const met = `Connected to ${host}.\nEscape character is '^]'.\n`;
    return { stdout: `${head}${met}`, stderr: 'Connection closed by foreign host.\n', exitCode: 1 };
  },
};
