// What becomes of a request where it arrives: each step looks at the network as it is at that moment.
import type { RequestHop } from '../../../preload/contract/requests.ts';
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
  go,
  goHome,
  lose,
  travelUs,
} from './journey.ts';
import type { Network } from './network.ts';
import type { Origin, Passage } from './packet.ts';
import { backendText } from './services/endpoint.ts';

const RESET: Ending = { outcome: 'reset', why: 'the container ended before it had answered' };
/** A packet is dropped after so many nodes, should they send it round. */
const NODES_MAX = 8;

/** What becomes of a request that has reached `place`. */
export function proceed(journey: Journey, place: Place, around: Surroundings): Step | JourneyEnd {
  switch (place.kind) {
    case 'node':
      return passNode(journey, place.node, place.origin, around);
    case 'knocking':
      return knock(journey, around);
    case 'asking':
      return ask(journey, around);
    case 'answered':
      return bringBack(journey, place.httpStatus, around);
    case 'home':
      return end(journey, place.ending, around.now);
  }
}

function passNode(journey: Journey, node: string, origin: Origin, around: Surroundings): Step {
  const { network, now } = around;
  if (!network.runtime.isPowered(node)) return lose(journey, around, `the machine ${node} is off`);
  if (origin === 'outside' && journey.sent.fromOutside && !network.isConnected(node)) {
    return lose(journey, around, `the cable of ${node} is out`);
  }
  if (journey.nodes.length >= NODES_MAX) return lose(journey, around, 'the packet goes round');
  const passage = network.walk(node, journey.packet, origin, around.isTrial ? around.random : undefined);
  const passed = noteNode(journey, node, passage, network.rules.inForce(node)?.seq ?? 0, now);
  switch (passage.verdict) {
    case 'rejected':
      return goHome(passed, around, { outcome: 'refused', why: passage.why });
    case 'dropped':
      return lose(passed, around, passage.why ?? 'dropped by a rule');
    case 'passed': {
      const refusal = journey.nodes.length === 0 ? egressRefusal(journey, passed, around) : undefined;
      return refusal === undefined ? leaveNode(passed, node, around) : lose(passed, around, refusal);
    }
  }
}

/** Policies judge a packet that leaves a Pod by where it really goes, before anybody hides who sent it. */
function egressRefusal({ packet: sent }: Journey, { packet }: Journey, { network }: Surroundings): string | undefined {
  return network.policies.refusal('egress', { ...packet, source: sent.source });
}

function leaveNode(journey: Journey, node: string, around: Surroundings): Step {
  const { network } = around;
  const next = network.nextHop(node, journey.packet.destination);
  switch (next.kind) {
    case 'here': {
      const forwarded = throughHostPort(journey, node, network);
      return forwarded ? leaveNode(forwarded, node, around) : go(journey, around, { kind: 'knocking' }, 0);
    }
    case 'nobody':
      return lose(journey, around, `nobody has the address ${formatIp(journey.packet.destination)}`);
    case 'pod':
      if (next.node !== node) return toMachine(journey, node, next.node, around);
      return enterPod({ ...journey, podUid: next.podUid }, around);
    case 'machine':
      return toMachine(journey, node, next.node, around);
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

function enterPod(journey: Journey, around: Surroundings): Step {
  const refusal = around.network.policies.refusal('ingress', journey.packet);
  if (refusal !== undefined) return lose(journey, around, refusal);
  return go(journey, around, { kind: 'knocking' }, travelUs(around, BETWEEN_POD_AND_NODE));
}

function toMachine(journey: Journey, from: string, to: string, around: Surroundings): Step {
  const { network } = around;
  if (!network.links.get(from).up) return lose(journey, around, `the cable of ${from} is out`);
  if (!network.links.get(to).up) return lose(journey, around, `the cable of ${to} is out`);
  const delayUs = travelUs(around, BETWEEN_NODES, from, to);
  return go(journey, around, { kind: 'node', node: to, origin: 'outside' }, delayUs);
}

/** The connection is asked for: whoever listens accepts it, and the request itself comes the same way after that. */
function knock(journey: Journey, around: Surroundings): Step {
  const { network } = around;
  const ip = serverIp(journey, network);
  const listener = network.runtime.listenerAt(ip, journey.packet.port);
  if (listener !== undefined) {
    return go({ ...journey, listener }, around, { kind: 'asking' }, 2 * journey.travelledUs, 0);
  }
  const nobody = network.runtime.machineByIp(ip) === undefined && network.runtime.podAt(ip) === undefined;
  if (nobody) return lose(journey, around, `nobody has the address ${ip} any more`);
  return goHome(journey, around, { outcome: 'refused', why: whyRefused(journey) });
}

function ask(journey: Journey, around: Surroundings): Step {
  if (!isServed(journey, around.network)) return goHome(journey, around, RESET);
  const { packet, sent } = journey;
  const { path, destination, method = 'GET', host = destination, keepsAnswer } = sent;
  const request = { method, path, host };
  const answer = around.network.runtime.request(serverIp(journey, around.network), packet.port, request);
  if (answer.kind === 'silent') return lose(journey, around, 'the server does not answer');
  if (answer.kind !== 'answered') return goHome(journey, around, RESET);
  const { podUid, status, serviceTimeUs, headers, body } = answer;
  const response = keepsAnswer === true ? { status, headers, body } : undefined;
  const served = notePod({ ...journey, podUid, response }, podUid, around.now);
  return go(served, around, { kind: 'answered', httpStatus: status }, serviceTimeUs, 0);
}

/** The answer goes back the way by which the request came, if all of it is still there. */
function bringBack(journey: Journey, httpStatus: number, around: Surroundings): Step {
  const { network } = around;
  const crossing = journey.sent.fromOutside || journey.nodes.length > 1;
  const broken = journey.nodes.find((node) =>
    crossing ? !network.isConnected(node) : !network.runtime.isPowered(node),
  );
  if (broken !== undefined) return lose(journey, around, `${broken} was cut off before the answer was sent`);
  return goHome(journey, around, isServed(journey, network) ? { outcome: 'answered', httpStatus } : RESET);
}

/** Whether the process that accepted the connection is still there. */
function isServed(journey: Journey, network: Network): boolean {
  return network.runtime.listenerAt(serverIp(journey, network), journey.packet.port) === journey.listener;
}

function serverIp({ packet, nodes }: Journey, network: Network): string {
  if (!isLoopback(packet.destination)) return formatIp(packet.destination);
  return network.runtime.machineIp(nodes.at(-1) ?? '') ?? '';
}

function end(
  { sent, service, hops, podUid, backend, rulesSeq, ...journey }: Journey,
  ending: Ending,
  now: Micros,
): JourneyEnd {
  const { client, sentUs, source, destination, path } = sent;
  const { outcome, httpStatus, why } = ending;
  const finished = {
    client,
    sentUs,
    durationUs: now - sentUs,
    source,
    destination,
    path,
    ...(service !== undefined && { service }),
    hops,
    ...(podUid !== undefined && { podUid }),
    ...(backend !== undefined && { backend }),
    outcome,
    ...(httpStatus !== undefined && { httpStatus }),
    ...(why !== undefined && { why }),
  };
  const response = outcome === 'answered' ? journey.response : undefined;
  const accepted = journey.listener !== undefined;
  return { finished, ...(response && { response }), accepted, cause: outcome === 'answered' ? 0 : rulesSeq };
}

function noteNode(journey: Journey, node: string, passage: Passage, seq: number, now: Micros): Journey {
  const { packet, chains, service } = passage;
  const moved = packet.destination !== journey.packet.destination || packet.port !== journey.packet.port;
  const afterUs = now - journey.sent.sentUs;
  const hop: RequestHop =
    chains.length > 0 ? { afterUs, at: 'node', id: node, rules: chains } : { afterUs, at: 'node', id: node };
  return {
    ...journey,
    packet,
    hops: [...journey.hops, hop],
    nodes: [...journey.nodes, node],
    service: journey.service ?? service,
    rulesSeq: journey.rulesSeq || seq,
    backend: moved ? backendText(packet.destination, packet.port) : journey.backend,
  };
}

function notePod(journey: Journey, podUid: string, now: Micros): Journey {
  return { ...journey, hops: [...journey.hops, { afterUs: now - journey.sent.sentUs, at: 'pod', id: podUid }] };
}

function whyRefused({ backend, packet, service }: Journey): string {
  if (service === undefined && backend === undefined)
    return `no rule for port ${packet.port}, and nothing listens on it`;
  return `nothing listens on ${packet.port}`;
}
