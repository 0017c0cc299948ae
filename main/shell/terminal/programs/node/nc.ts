// Models `nc -z` and `telnet`: whether somebody listens on a port.
import { SECOND } from '../../../../engine/kernel/time.ts';
import type { Reach } from '../../../../engine/network/reach.ts';
import { hostOf } from '../host.ts';
import { complained, type Program, type ProgramContext, type ProgramWorld } from '../program.ts';
import { addressOf, isListening, probe } from './reaching.ts';

/** How long Linux asks for a connection before it gives up. */
const CONNECT_MAX_US = 134 * SECOND;
const WITH_VALUE = new Set(['-w', '-p', '-s', '-i']);

type Found = 'open' | 'refused' | 'timed out' | 'no route';

async function look(
  ip: string,
  port: number,
  patienceUs: number,
  context: ProgramContext,
  { held, client }: ProgramWorld,
  signal: AbortSignal,
): Promise<Found> {
  const node = hostOf(context, held);
  const reached = probe(held, { node, ip, port }, patienceUs);
  const found = isListening(held, node, reached) ? 'open' : failureOf(reached);
  await client.sleep(found === 'timed out' ? patienceUs : 2 * reached.journey.travelledUs, signal);
  return found;
}

function failureOf(reached: Reach): Found {
  return reached.kind === 'arrived' || reached.ending.outcome === 'refused' ? 'refused' : 'timed out';
}

export const ncProgram: Program = {
  name: 'nc',
  async run(args, context, world, signal) {
    const [host = '', ports = ''] = args.filter(
      (word, at) => !word.startsWith('-') && !WITH_VALUE.has(args[at - 1] ?? ''),
    );
    const isVerbose = args.some((word) => /^-\w*v/.test(word));
    const wait = args.includes('-w') ? Number(args[args.indexOf('-w') + 1]) * SECOND : CONNECT_MAX_US;
    const ip = addressOf(world.held, host);
    if (ip === undefined)
      return complained(`nc: getaddrinfo for host "${host}" port ${ports}: Name or service not known\n`);
    const [first = 0, last = first] = ports.split('-').map(Number);
    let stderr = '';
    let exitCode = 1;
    for (let port = first; port <= last && !signal.aborted; port++) {
      const found = await look(ip, port, wait, context, world, signal);
      if (found === 'open') exitCode = 0;
      if (isVerbose) stderr += ncText(host, port, found);
    }
    return { stdout: '', stderr, exitCode };
  },
};

function ncText(host: string, port: number, found: Found): string {
  if (found === 'open') return `Connection to ${host} ${port} port [tcp/*] succeeded!\n`;
  const why = found === 'refused' ? 'Connection refused' : 'Connection timed out';
  return `nc: connect to ${host} port ${port} (tcp) failed: ${why}\n`;
}

export const telnetProgram: Program = {
  name: 'telnet',
  async run(args, context, world, signal) {
    const [host = '', port = '23'] = args.filter((word) => !word.startsWith('-'));
    const ip = addressOf(world.held, host);
    if (ip === undefined) return complained(`telnet: could not resolve ${host}/${port}: Name or service not known\n`);
    const found = await look(ip, Number(port), CONNECT_MAX_US, context, world, signal);
    const head = `Trying ${ip}...\n`;
    if (found !== 'open') {
      const why = found === 'refused' ? 'Connection refused' : 'Connection timed out';
      return { stdout: head, stderr: `telnet: Unable to connect to remote host: ${why}\n`, exitCode: 1 };
    }
    const met = `Connected to ${host}.\nEscape character is '^]'.\n`;
    return { stdout: `${head}${met}`, stderr: 'Connection closed by foreign host.\n', exitCode: 1 };
  },
};
