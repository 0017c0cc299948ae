// Models `conntrack`: the connections that a machine's kernel remembers, with both directions of each.
import { SECOND } from '../../../../engine/kernel/time.ts';
import type { Passed } from '../../traffic-book.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';
import { optionTable, readWords, type Words } from '../words.ts';

/** How long a connection is remembered: after its end, when nobody answered, reset, and as long as it stands. */
const REMEMBERED_SECONDS = { ended: 120, unanswered: 120, reset: 10, standing: 86_400 } as const;
const OPTIONS = optionTable(
  ...['L dump', 'C count', 'S stats', 'E event', 'D delete', 'F flush', 'G get', 'U update', 'I create', 'V version'],
  ...[
    'n src-nat',
    'g dst-nat',
    'j any-nat',
    'z zero',
    'p: proto',
    's: orig-src',
    'd: orig-dst',
    'f: family',
    'o: output',
  ],
  ...['r: reply-src', 'q: reply-dst', ': sport', ': dport', ': orig-port-src', ': orig-port-dst', ': state', 'm: mark'],
  ...[': reply-port-src', ': reply-port-dst', 'u: status', 't: timeout'],
);
const TOOL = 'conntrack v1.4.8 (conntrack-tools)';

interface Entry {
  readonly request: Passed;
  readonly leftSeconds: number;
  readonly state: string;
  /** Whom the server sees. */
  readonly seen: string;
}

export const conntrackProgram: Program = {
  name: 'conntrack',
  async run(args, context, { held }) {
    const words = readWords(args, OPTIONS);
    const { has, problem } = words;
    if (problem)
      return complained(
        `${TOOL}: unknown option \`${problem.name}'\nTry \`conntrack -h' or 'conntrack --help' for more information.\n`,
        2,
      );
    if (has('V')) return printed(`${TOOL}\n`);
    if (!has('L') && !has('C')) return complained('conntrack: of its actions only -L and -C are known here\n', 2);
    const node = hostOf(context, held);
    const { now, network } = held.cluster;
    const ip = network.runtime.machineIp(node) ?? '';
    const recent = held.logBook.traffic.at(node, now - REMEMBERED_SECONDS.ended * SECOND);
    const entries = newestOfEach(recent).flatMap((request) => entriesOf(request, ip, now));
    if (has('C')) return printed(`${entries.length}\n`);
    const shown = entries.filter((entry) => isMeant(entry, words)).map(text);
    const count = `${TOOL}: ${shown.length} flow entries have been shown.\n`;
    return { ...printed(shown.join('')), stderr: count };
  },
};

/** A connection that was kept is one, however many requests went over it. */
function newestOfEach(requests: readonly Passed[]): readonly Passed[] {
  const byEnds = new Map(
    requests.map((request) => [`${request.source} ${request.sourcePort} ${request.destination}`, request]),
  );
  return [...byEnds.values()];
}

/** None for what the kernel has forgotten, or never took up since nobody was there. */
function entriesOf(request: Passed, ip: string, now: number): readonly Entry[] {
  const { source, destination, backend = destination, endedUs, outcome, stands } = request;
  if (outcome === 'refused' || outcome === 'no-route') return [];
  const lifetime = REMEMBERED_SECONDS[LIFETIMES[outcome]];
  const leftSeconds = Math.ceil((stands ? REMEMBERED_SECONDS.standing : lifetime) - (now - endedUs) / SECOND);
  const state = { answered: stands ? 'ESTABLISHED' : 'TIME_WAIT', reset: 'CLOSE', 'timed-out': 'SYN_SENT' }[outcome];
  const isHidden = backend !== destination && request.hops.some(({ source: hidden }) => hidden !== undefined);
  return leftSeconds <= 0 ? [] : [{ request, leftSeconds, state, seen: isHidden ? ip : source }];
}

const LIFETIMES = { answered: 'ended', reset: 'reset', 'timed-out': 'unanswered' } as const;

function isMeant({ request, state, seen }: Entry, { value, has }: Words): boolean {
  const [destination, port] = request.destination.split(':');
  const [server, serverPort] = (request.backend ?? request.destination).split(':');
  const facts: readonly (readonly [key: string, own: string | undefined])[] = [
    ['p', 'tcp'],
    ['s', request.source],
    ['d', destination],
    ['sport', String(request.sourcePort)],
    ['orig-port-src', String(request.sourcePort)],
    ['dport', port],
    ['orig-port-dst', port],
    ['state', state],
    ['r', server],
    ['q', seen],
    ['reply-port-src', serverPort],
  ];
  if (has('g') && request.backend === undefined) return false;
  if (has('n') && seen === request.source) return false;
  return facts.every(([key, own]) => (value(key) ?? own)?.toLowerCase() === own?.toLowerCase());
}

/** The answer goes back to whom the server saw: the machine itself, where it hid the client. */
function text({ request, leftSeconds, state, seen }: Entry): string {
  const { source, destination, backend = destination, sourcePort } = request;
  const [to = '', port = ''] = destination.split(':');
  const [server = '', serverPort = ''] = backend.split(':');
  const isAnswered = state !== 'SYN_SENT';
  return (
    `tcp      6 ${leftSeconds} ${state} src=${source} dst=${to} sport=${sourcePort} dport=${port} ${isAnswered ? '' : '[UNREPLIED] '}` +
    `src=${server} dst=${seen} sport=${serverPort} dport=${sourcePort} ${isAnswered ? '[ASSURED] ' : ''}mark=0 use=1\n`
  );
}
