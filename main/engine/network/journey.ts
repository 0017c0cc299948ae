// The journey of one request. A journey is plain data, so that it can wait on the agenda; each step says where the
// request is next and when.
import type {
  FinishedRequest,
  HttpResponse,
  KeptConnection,
  RequestHop,
  StandingConnection,
} from '../../../preload/contract/requests.ts';
import type { LinkState } from '../../../preload/contract/inputs.ts';
import type { RandomStream } from '../kernel/random.ts';
import { type Micros, SECOND } from '../kernel/time.ts';
import { isLoopback } from './cidr.ts';
import { GOOD_LINK } from './links.ts';
import type { Network } from './network.ts';
import type { Origin, Packet } from './packet.ts';
import type { Protocol } from './services/protocol.ts';

/** Whoever sends: somebody outside the cluster, a program on a node, or one in a Pod. */
export type Sender =
  | { readonly kind: 'outside'; readonly address: string }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'pod'; readonly address: string };

export interface RequestOrder {
  /** Name under which the request is recorded. */
  readonly client: string;
  readonly from: Sender;
  readonly address: string;
  readonly port: number;
  readonly path: string;
  /** TCP unless told. */
  readonly protocol?: Protocol | undefined;
  /** GET unless told. */
  readonly method?: string | undefined;
  /** The Host header; what was asked for unless told. */
  readonly host?: string | undefined;
  /** Whether the answer is wanted as it came, and not its status alone. */
  readonly keepsAnswer?: boolean | undefined;
  /** 5 s unless told. */
  readonly timeoutUs?: number | undefined;
  /** Given when the connection is to stand for further requests. */
  readonly kept?: KeptConnection | undefined;
  /** The connection that stands; a new one unless told. */
  readonly over?: StandingConnection | undefined;
}

/** What a request is from its beginning to its end. */
export interface Sent {
  readonly client: string;
  readonly source: string;
  readonly destination: string;
  readonly path: string;
  readonly method?: string | undefined;
  readonly host?: string | undefined;
  readonly keepsAnswer?: boolean | undefined;
  readonly sentUs: Micros;
  readonly deadlineUs: Micros;
  readonly fromOutside: boolean;
  readonly kept?: KeptConnection | undefined;
}

export interface Journey {
  readonly sent: Sent;
  /** As the rules passed so far have made it. */
  readonly packet: Packet;
  /** How long one way has taken so far. */
  readonly travelledUs: number;
  readonly hops: readonly RequestHop[];
  /** The nodes passed, which the answer passes again. */
  readonly nodes: readonly string[];
  /** Sequence number of the sync that wrote the rules which decided; 0 when none did. */
  readonly rulesSeq: number;
  readonly service: string | undefined;
  readonly podUid: string | undefined;
  readonly image: string | undefined;
  readonly backend: string | undefined;
  /** The address that was knocked at. */
  readonly server: string | undefined;
  /** The container that accepted the connection. */
  readonly listener: string | undefined;
  /** How often in a row a packet of it was lost. */
  readonly losses: number;
  /** Whether the server has said that it closes the connection after its answer. */
  readonly isClosing: boolean;
  readonly response: HttpResponse | undefined;
}

export type Ending = Pick<FinishedRequest, 'outcome' | 'httpStatus' | 'why'> & {
  /** The record to which it is owed; without one that of the rules which decided. */
  readonly cause?: number | undefined;
};

/** Why a packet comes no further, and the record of what has brought that about if it is known. */
export interface Loss {
  readonly why: string;
  readonly cause?: number | undefined;
}

/** Where a request is. */
export type Place =
  | { readonly kind: 'node'; readonly node: string; readonly origin: Origin }
  /** The rules of the node are behind it. */
  | { readonly kind: 'leaving'; readonly node: string }
  /** The connection is asked for where it leads to. */
  | { readonly kind: 'knocking' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly httpStatus: number }
  | { readonly kind: 'home'; readonly ending: Ending };

export interface Step {
  readonly journey: Journey;
  readonly place: Place;
  /** How long until the request is there. */
  readonly delayUs: number;
}

export interface JourneyEnd {
  readonly finished: FinishedRequest;
  /** What came back, where that was wanted. */
  readonly response?: HttpResponse | undefined;
  /** The connection, where it was to be kept and stands still. */
  readonly connection?: StandingConnection | undefined;
  /** Whether somebody accepted the connection, even if no answer came. */
  readonly accepted: boolean;
  /** The record to which a failure is owed; 0 when there is none. */
  readonly cause: number;
}

/** With what a step is made: the instant is when the request reaches its place. */
export interface Surroundings {
  readonly network: Network;
  readonly random: RandomStream;
  readonly now: Micros;
  /** Somebody only looks: nobody remembers the packet, and all chance is that of `random`. */
  readonly isTrial?: boolean | undefined;
}

/** More steps than any journey has: through eight nodes, to the server and home, and lost packets sent again. */
export const STEPS_MAX = 64;

/** Linux' first pauses before it sends a packet again: TCP_TIMEOUT_INIT and TCP_RTO_MIN. */
const CONNECT_AGAIN_US = SECOND;
const SEND_AGAIN_US = SECOND / 5;

/** Linux asks so often, a second apart, who has an address of a network that it is on itself (ARP). */
const QUESTIONS = 3;
const QUESTION_US = SECOND;
/** Its timers are late by up to so much. */
const TIMER_LATE_US = 100_000;

/** How long one way takes, in microseconds, before what cables add. */
interface Distance {
  readonly low: number;
  readonly high: number;
}
export const FROM_OUTSIDE: Distance = { low: 1_000, high: 3_000 };
export const BETWEEN_NODES: Distance = { low: 200, high: 500 };
export const BETWEEN_POD_AND_NODE: Distance = { low: 20, high: 60 };

/** A refusal or an answer travels back as long as the request came. */
export function goHome(journey: Journey, around: Surroundings, ending: Ending): Step {
  return go(journey, around, { kind: 'home', ending }, journey.travelledUs, 0);
}

/**
 * Nobody says that the address is his where it belongs. Whoever has the packet asks again, at `place`; in the end
 * whoever asked for the connection is told.
 */
export function findNobody(journey: Journey, around: Surroundings, loss: Loss, place: Place): Step {
  const { losses, sent } = journey;
  if (losses >= QUESTIONS - 1) return tellOfNobody(journey, around, loss, QUESTION_US);
  if (around.now + QUESTION_US >= sent.deadlineUs) return lose(journey, around, loss);
  return { journey: { ...journey, losses: losses + 1 }, place, delayUs: QUESTION_US };
}

/** Whoever asked for the connection is told that nobody has the address, once those have waited who asked for it. */
export function tellOfNobody(
  journey: Journey,
  around: Surroundings,
  loss: Loss,
  waitUs = QUESTIONS * QUESTION_US,
): Step {
  const delayUs = waitUs + around.random.int(0, TIMER_LATE_US) + journey.travelledUs;
  if (around.now + delayUs >= journey.sent.deadlineUs) return lose(journey, around, loss);
  return { journey, place: { kind: 'home', ending: { outcome: 'no-route', ...loss } }, delayUs };
}

/** Nothing comes back, and the client waits until its patience ends. */
export function lose(journey: Journey, around: Surroundings, loss: Loss): Step {
  const place: Place = { kind: 'home', ending: { outcome: 'timed-out', ...loss } };
  return { journey, place, delayUs: journey.sent.deadlineUs - around.now };
}

/**
 * A packet is lost. With TCP whoever sent it does so again, after ever longer pauses, and it comes to `place` once
 * more: at first a second after it was asked for the connection, a fifth of one once that stands.
 */
export function loseOnce(journey: Journey, around: Surroundings, loss: Loss, place: Place): Step {
  const { packet, listener, losses, sent } = journey;
  const pauseUs = (listener === undefined ? CONNECT_AGAIN_US : SEND_AGAIN_US) * 2 ** losses;
  const isLast = packet.protocol !== 'tcp' || around.now + pauseUs >= sent.deadlineUs;
  return isLast
    ? lose(journey, around, loss)
    : { journey: { ...journey, losses: losses + 1 }, place, delayUs: pauseUs };
}

/** On to `place`, unless the client gives up before. `wayUs` is how much longer the way back becomes. */
export function go(journey: Journey, around: Surroundings, place: Place, delayUs = 0, wayUs = delayUs): Step {
  if (around.now + delayUs >= journey.sent.deadlineUs)
    return lose(journey, around, { why: 'the answer took too long' });
  const further = wayUs === 0 ? journey : { ...journey, travelledUs: journey.travelledUs + wayUs };
  return { journey: further, place, delayUs };
}

/** How long it takes to cover the distance over this link. */
export function travelUs({ random }: Surroundings, { low, high }: Distance, link = GOOD_LINK): number {
  return random.int(low, high) + link.delayUs;
}

/** Whether chance takes a packet on this link. Without loss nobody throws dice. */
export function isLost({ random }: Surroundings, { loss }: LinkState): boolean {
  return loss > 0 && random.unit() < loss;
}

/** The address at which a packet arrives; one of the machine itself is told by that by which others know it. */
export function arrivedAt({ packet, nodes }: Journey, network: Network): string {
  if (!isLoopback(packet.destination)) return network.ipText(packet.destination);
  return network.runtime.machineIp(nodes.at(-1) ?? '') ?? '';
}
