// A question for a name on its way: a datagram to the server's address, through the rules of the nodes, and the reply.
import type { RandomStream } from '../../kernel/random.ts';
import { SECOND } from '../../kernel/time.ts';
import { type Sender, isLost } from '../journey.ts';
import { linkHome } from '../losses.ts';
import type { Network } from '../network.ts';
import { type Moment, reach } from '../reach.ts';
import type { Question, Reply } from './message.ts';
import { DNS_PORT } from './name-servers.ts';

export type QueryResult =
  | { readonly kind: 'replied'; readonly reply: Reply; readonly tookUs: number }
  /** Nothing comes back. */
  | { readonly kind: 'silent'; readonly why: string }
  /** The way there or the address says that nobody listens. */
  | { readonly kind: 'refused'; readonly why: string; readonly tookUs: number };

/** Who asks which server. */
export interface Query {
  readonly question: Question;
  /** Who asks, by name. */
  readonly client: string;
  readonly from: Sender;
  readonly server: string;
}

const PATIENCE_US = 5 * SECOND;
const SERVICE_TIME_US = { low: 80, high: 300 } as const;

/** Asks now, and follows the reply home. Answers with several addresses come in an order left to chance. */
export function query(network: Network, { question, client, from, server }: Query, moment: Moment): QueryResult {
  const order = {
    client,
    from,
    address: server,
    port: DNS_PORT,
    protocol: 'udp',
    path: '',
    timeoutUs: PATIENCE_US,
  } as const;
  const reached = reach(network, order, moment);
  const { journey } = reached;
  const wayUs = 2 * journey.travelledUs;
  if (reached.kind === 'ended') {
    const { outcome, why = '' } = reached.ending;
    return outcome === 'refused' ? { kind: 'refused', why, tookUs: wayUs } : { kind: 'silent', why };
  }
  const { ip } = reached;
  if (network.runtime.listenerAt(ip, journey.packet.port) === undefined) {
    const isThere = network.runtime.machineByIp(ip) !== undefined || network.runtime.podAt(ip) !== undefined;
    const why = isThere ? `nothing listens on ${ip}:${journey.packet.port}` : `nobody has the address ${ip}`;
    return isThere ? { kind: 'refused', why, tookUs: wayUs } : { kind: 'silent', why };
  }
  if (isLost({ ...moment, network }, linkHome(journey, network)))
    return { kind: 'silent', why: 'lost on the way back' };
  const reply = network.names
    .at(ip, network.runtime)
    ?.answer(question, moment.isTrial ? undefined : journey.sent.source);
  if (!reply) return { kind: 'silent', why: `the server at ${ip} does not answer` };
  const { random } = moment;
  const tookUs = wayUs + random.int(SERVICE_TIME_US.low, SERVICE_TIME_US.high);
  return { kind: 'replied', reply: { ...reply, answers: shuffled(reply, random) }, tookUs };
}

/** Models plugin/loadbalance of CoreDNS: addresses in any order, behind the names that lead to them. */
function shuffled({ answers }: Reply, random: RandomStream): Reply['answers'] {
  const names = answers.filter(({ type }) => type === 'CNAME');
  const others = answers.filter(({ type }) => type !== 'CNAME');
  for (let at = others.length - 1; at > 0; at--) {
    const other = random.int(0, at);
    const [a, b] = [others[at], others[other]];
    if (a && b) [others[at], others[other]] = [b, a];
  }
  return [...names, ...others];
}
