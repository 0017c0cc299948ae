// What becomes of a request where it arrives: each step looks at the network as it is at that moment.
import type { FinishedRequest, RequestHop } from '../../../preload/contract/requests.ts';
import type { Micros } from '../kernel/time.ts';
import { formatIp, isLoopback, parseIp } from './cidr.ts';
import {
  BETWEEN_NODES,
  BETWEEN_POD_AND_NODE,
  type Ending,
  type Journey,
  type JourneyEnd,
  type Place,
  type Step,
  type Surroundings,
  arrivedAt,
  findNobody,
  go,
  goHome,
  isLost,
  lose,
  loseOnce,
  travelUs,
} from './journey.ts';
import { linkHome, lossAtEntry, lossUnderWay, whyAway, whyLost, whyLostHome } from './losses.ts';
import type { Network } from './network.ts';
import type { Origin, Passage } from './packet.ts';
import { backendText } from './services/endpoint.ts';
import { standing } from './standing-connection.ts';

const RESET: Ending = { outcome: 'reset', why: 'the container ended before it had answered' };
/** A packet is dropped after so many nodes, should they send it round. */
const NODES_MAX = 8;

/** What becomes of a request that has reached `place`. */
export function proceed(journey: Journey, place: Place, around: Surroundings): Step | JourneyEnd {
  switch (place.kind) {
    case 'node':
      return passNode(journey, place.node, place.origin, around);
    case 'leaving':
      return leaveNode(journey, place.node, around);
    case 'knocking':
      return knock(journey, around);
    case 'asking':
      return ask(journey, around);
    case 'answered':
      return bringBack(journey, place.httpStatus, around);
    case 'home':
      return end(journey, place.ending, around);
  }
}

function passNode(journey: Journey, node: string, origin: Origin, around: Surroundings): Step {
  const { network } = around;
  const here: Place = { kind: 'node', node, origin };
  const isSure = network.links.areGood && network.runtime.isPowered(node);
  const lost = isSure ? undefined : loseAtEntry(journey, node, around, here);
  if (lost) return lost;
  if (journey.nodes.length >= NODES_MAX) return lose(journey, around, { why: 'the packet goes round' });
  const passage = network.walk(node, journey.packet, origin, around.isTrial ? around.random : undefined);
  const passed = noteNode(journey, node, passage, around);
  switch (passage.verdict) {
    case 'rejected':
      return goHome(passed, around, { outcome: 'refused', why: passage.why });
    case 'dropped':
      return dropped(journey, passed, around, passage.why ?? 'dropped by a rule', here);
    case 'passed': {
      const refusal = journey.nodes.length === 0 ? egressRefusal(journey, passed, around) : undefined;
      return refusal === undefined ? leaveNode(passed, node, around) : dropped(journey, passed, around, refusal, here);
    }
  }
}

/** What becomes of a packet that does not come to the node, or undefined if it does. */
function loseAtEntry(journey: Journey, node: string, around: Surroundings, here: Place): Step | undefined {
  const { network } = around;
  const comesIn = journey.sent.fromOutside && journey.nodes.length === 0;
  if (comesIn && !network.isConnected(node)) return findNobody(journey, around, whyAway(node, network), here);
  const loss = lossAtEntry(node, around, comesIn);
  return loss && loseOnce(journey, around, loss, here);
}

/** A rule has dropped the packet; one that is sent again begins anew. */
function dropped(journey: Journey, passed: Journey, around: Surroundings, why: string, place: Place): Step {
  const step = loseOnce(passed, around, { why }, place);
  return step.place === place ? { ...step, journey: { ...journey, losses: step.journey.losses } } : step;
}

/** Policies judge a packet that leaves a Pod by where it really goes, before anybody hides who sent it. */
function egressRefusal({ packet: sent }: Journey, { packet }: Journey, { network }: Surroundings): string | undefined {
  return network.policies.areNone ? undefined : network.policies.refusal('egress', { ...packet, source: sent.source });
}

function leaveNode(journey: Journey, node: string, around: Surroundings): Step {
  const { network } = around;
  const next = network.nextHop(node, journey.packet.destination);
  switch (next.kind) {
    case 'here': {
      const forwarded = throughHostPort(journey, node, network);
      return forwarded ? leaveNode(forwarded, node, around) : go(journey, around, { kind: 'knocking' }, 0);
    }
    case 'nobody': {
      const loss = { why: `nobody has the address ${formatIp(journey.packet.destination)}` };
      return (next.isNear ? findNobody : loseOnce)(journey, around, loss, { kind: 'leaving', node });
    }
    case 'pod':
      if (next.node !== node) return throughTunnel(journey, node, next.node, around);
      return enterPod({ ...journey, podUid: next.podUid }, node, around);
    case 'machine':
      return next.isTunnelled
        ? throughTunnel(journey, node, next.node, around)
        : toMachine(journey, node, next.node, around);
  }
}

/** Models the plugin portmap of CNI: ports of the machine that lead to Pods on it. */
function throughHostPort(journey: Journey, node: string, { runtime }: Network): Journey | undefined {
  const { packet } = journey;
  const protocol = PROTOCOLS[packet.protocol];
  const target = runtime.hostPort(node, formatIp(packet.destination), protocol, packet.port);
  if (!target) return undefined;
  const own = parseIp(runtime.machineIp(node) ?? '') ?? 0;
  // A program of the machine itself is seen as the machine, wherever it knocked.
  const source = isLoopback(packet.source) ? own : packet.source;
  const moved = { ...packet, source, destination: parseIp(target.ip) ?? 0, port: target.port };
  return { ...journey, packet: moved, backend: backendText(moved.destination, moved.port) };
}

const PROTOCOLS = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' } as const;

function enterPod(journey: Journey, node: string, around: Surroundings): Step {
  const refusal = around.network.policies.refusal('ingress', journey.packet);
  if (refusal !== undefined) return loseOnce(journey, around, { why: refusal }, { kind: 'leaving', node });
  return go(journey, around, { kind: 'knocking' }, travelUs(around, BETWEEN_POD_AND_NODE));
}

/** A machine that asks for another one by its own address finds out that it is not there. */
function toMachine(journey: Journey, from: string, to: string, around: Surroundings): Step {
  const { network } = around;
  const again: Place = { kind: 'leaving', node: from };
  if (!network.runtime.isPowered(to)) return findNobody(journey, around, whyAway(to, network), again);
  if (!network.links.between(from, to).up) return findNobody(journey, around, whyLost(from, to, network), again);
  return throughTunnel(journey, from, to, around);
}

/** What is lost of a packet within a packet, nobody is told. */
function throughTunnel(journey: Journey, from: string, to: string, around: Surroundings): Step {
  const { network } = around;
  const link = network.links.between(from, to);
  if (!link.up || isLost(around, link))
    return loseOnce(journey, around, whyLost(from, to, network), { kind: 'leaving', node: from });
  return go(journey, around, { kind: 'node', node: to, origin: 'outside' }, travelUs(around, BETWEEN_NODES, link));
}

/** The connection is asked for: whoever listens accepts it, and the request itself comes the same way after that. */
function knock(journey: Journey, around: Surroundings): Step {
  const { network } = around;
  const server = arrivedAt(journey, network);
  const listener = network.listenerAt(server, journey.packet.port);
  const nobody =
    listener === undefined &&
    network.runtime.machineByIp(server) === undefined &&
    network.runtime.podAt(server) === undefined;
  if (nobody) {
    const again: Place = { kind: 'leaving', node: journey.nodes.at(-1) ?? '' };
    return loseOnce(journey, around, { why: `nobody has the address ${server} any more` }, again);
  }
  if (isLost(around, linkHome(journey, network)))
    return loseOnce(journey, around, whyLostHome('lost on the way back', journey, network), { kind: 'knocking' });
  if (listener === undefined)
    return goHome(journey, around, { outcome: 'refused', why: whyRefused(journey, server, network) });
  return go({ ...journey, server, listener, losses: 0 }, around, { kind: 'asking' }, 2 * journey.travelledUs, 0);
}

function ask(journey: Journey, around: Surroundings): Step {
  const { server = '' } = journey;
  const { network } = around;
  const loss = lossUnderWay(journey, around, 'request');
  if (loss) return loseOnce(journey, around, loss, { kind: 'asking' });
  if (!isServed(journey, network)) return goHome(journey, around, RESET);
  const { packet, sent } = journey;
  const { path, destination, method = 'GET', host = destination, keepsAnswer } = sent;
  const request = { method, path, host };
  const answer = network.request(server, packet.port, request);
  if (answer.kind === 'silent') return lose(journey, around, { why: 'the server does not answer' });
  if (answer.kind !== 'answered') return goHome(journey, around, RESET);
  const { podUid, image, status, serviceTimeUs, headers, body } = answer;
  const response = keepsAnswer === true ? { status, headers, body } : undefined;
  const isClosing = headers['Connection'] === 'close';
  const served = notePod({ ...journey, podUid, image, response, isClosing, losses: 0 }, podUid, around.now);
  return go(served, around, { kind: 'answered', httpStatus: status }, serviceTimeUs, 0);
}

/** The answer goes back the way by which the request came, if all of it is still there. */
function bringBack(journey: Journey, httpStatus: number, around: Surroundings): Step {
  const { network } = around;
  const loss = lossUnderWay(journey, around, 'answer');
  if (loss) return loseOnce(journey, around, loss, { kind: 'answered', httpStatus });
  return goHome(journey, around, isServed(journey, network) ? { outcome: 'answered', httpStatus } : RESET);
}

/** Whether the process that accepted the connection is still there. */
function isServed({ server = '', packet, listener }: Journey, network: Network): boolean {
  return network.listenerAt(server, packet.port) === listener;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function end(journey: Journey, ending: Ending, { network, now }: Surroundings): JourneyEnd {
  const { sent, service, hops, podUid, image, backend, rulesSeq, listener } = journey;
  const { client, sentUs, source, destination, path, kept } = sent;
  const { outcome, httpStatus, why } = ending;
  const finished: Writable<FinishedRequest> = {
    client,
    sentUs,
    durationUs: now - sentUs,
    source,
    destination,
    path,
    hops,
    outcome,
  };
  if (service !== undefined) finished.service = service;
  if (podUid !== undefined) finished.podUid = podUid;
  if (image !== undefined) finished.image = image;
  if (backend !== undefined) finished.backend = backend;
  if (httpStatus !== undefined) finished.httpStatus = httpStatus;
  if (why !== undefined) finished.why = why;
  if (kept) finished.kept = kept;
  const response = outcome === 'answered' ? journey.response : undefined;
  const connection = kept && outcome === 'answered' ? standing(journey, network) : undefined;
  const cause = outcome === 'answered' ? 0 : (ending.cause ?? rulesSeq);
  return {
    finished,
    ...(response && { response }),
    ...(connection && { connection }),
    accepted: listener !== undefined,
    cause,
  };
}

function noteNode(journey: Journey, node: string, passage: Passage, { network, now }: Surroundings): Journey {
  const { packet, chains, tried, service } = passage;
  const moved = packet.destination !== journey.packet.destination || packet.port !== journey.packet.port;
  const afterUs = now - journey.sent.sentUs;
  const destination = moved ? backendText(packet.destination, packet.port) : undefined;
  const hop: Writable<RequestHop> = { afterUs, at: 'node', id: node, tried };
  if (chains.length > 0) hop.rules = chains;
  if (packet.source !== journey.packet.source) hop.source = network.ipText(packet.source);
  if (destination !== undefined) hop.destination = destination;
  return {
    ...journey,
    packet,
    hops: [...journey.hops, hop],
    nodes: [...journey.nodes, node],
    service: journey.service ?? service,
    rulesSeq: journey.rulesSeq || (network.rules.inForce(node)?.seq ?? 0),
    backend: destination ?? journey.backend,
  };
}

function notePod(journey: Journey, podUid: string, now: Micros): Journey {
  return { ...journey, hops: [...journey.hops, { afterUs: now - journey.sent.sentUs, at: 'pod', id: podUid }] };
}

function whyRefused({ backend, packet, service }: Journey, server: string, network: Network): string {
  if (service === undefined && backend === undefined)
    return `no rule for port ${packet.port}, and nothing listens on it`;
  const state = network.stateOfPod(server);
  return `nothing listens on ${packet.port}${state === undefined ? '' : `: the Pod is ${state}`}`;
}
