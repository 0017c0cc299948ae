// Models `conntrack -L`: the connections that a machine's kernel remembers, with both directions of each.
import { SECOND } from '../../../../engine/kernel/time.ts';
import type { Passed } from '../../traffic-book.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';

/** How long a connection is remembered after its end, and one that nobody answered. */
const REMEMBERED_SECONDS = { ended: 120, unanswered: 120, reset: 10 } as const;

export const conntrackProgram: Program = {
  name: 'conntrack',
  async run(args, context, { held }) {
    if (!args.some((word) => /^(-L|--dump)$/.test(word)))
      return complained('conntrack: of its actions only -L is known here\n', 2);
    const node = hostOf(context, held);
    const { now, network } = held.cluster;
    const ip = network.runtime.machineIp(node) ?? '';
    const recent = held.logBook.traffic.at(node, now - REMEMBERED_SECONDS.ended * SECOND);
    const wanted = {
      port: valueOf(args, '--dport', '--orig-port-dst'),
      destination: valueOf(args, '-d', '--orig-dst'),
      source: valueOf(args, '-s', '--orig-src'),
    };
    const lines = recent.flatMap((request) => {
      const [destination = '', port = ''] = request.destination.split(':');
      const isMeant =
        (wanted.port ?? port) === port &&
        (wanted.destination ?? destination) === destination &&
        (wanted.source ?? request.source) === request.source;
      return isMeant && request.outcome !== 'refused' ? entry(request, ip, now) : [];
    });
    const count = `conntrack v1.4.8 (conntrack-tools): ${lines.length} flow entries have been shown.\n`;
    return { ...printed(lines.join('')), stderr: count };
  },
};

function valueOf(args: readonly string[], ...flags: readonly string[]): string | undefined {
  const at = args.findIndex((word) => flags.includes(word));
  return at < 0 ? undefined : args[at + 1];
}

/** The answer goes back to whom the server saw: the machine itself, where it hid the client. */
function entry(request: Passed, ip: string, now: number): readonly string[] {
  const { source, destination, backend = destination, sourcePort, endedUs, outcome } = request;
  const [to = '', port = ''] = destination.split(':');
  const [server = '', serverPort = ''] = backend.split(':');
  const lifetime = outcome === 'reset' ? REMEMBERED_SECONDS.reset : REMEMBERED_SECONDS.ended;
  const left = Math.ceil(lifetime - (now - endedUs) / SECOND);
  if (left <= 0) return [];
  const seen = backend === destination ? source : ip;
  const state = { answered: 'TIME_WAIT', reset: 'CLOSE', 'timed-out': 'SYN_SENT', refused: 'CLOSE' }[outcome];
  const isAnswered = outcome !== 'timed-out';
  return [
    `tcp      6 ${left} ${state} src=${source} dst=${to} sport=${sourcePort} dport=${port} ${isAnswered ? '' : '[UNREPLIED] '}` +
      `src=${server} dst=${seen} sport=${serverPort} dport=${sourcePort} ${isAnswered ? '[ASSURED] ' : ''}mark=0 use=1\n`,
  ];
}
