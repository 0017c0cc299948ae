// What becomes of a request where it arrives: each step looks at the network as it is at that moment.
import type { RequestHop } from '../../../preload/contract/requests.ts';
import type { Micros } from '../kernel/time.ts';
import { formatIp, isLoopback } from './cidr.ts';
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
  if (origin === 'outside' && journey.fromOutside && !network.isConnected(node)) {
    return lose(journey, around, `the cable of ${node} is out`);
  }
  if (journey.nodes.length >= NODES_MAX) return lose(journey, around, 'the packet goes round');
  const passage = network.walk(node, journey.packet, origin);
  const passed = noteNode(journey, node, passage, network.rules.inForce(node)?.seq ?? 0, now);
  switch (passage.verdict) {
    case 'rejected':
      return goHome(passed, around, { outcome: 'refused', why: passage.why });
    case 'dropped':
      return lose(passed, around, passage.why ?? 'dropped by a rule');
    case 'passed':
      return leaveNode(passed, node, around);
  }
}

function leaveNode(journey: Journey, node: string, around: Surroundings): Step {
  const { network } = around;
  const next = network.nextHop(node, journey.packet.destination);
  switch (next.kind) {
    case 'here':
      return go(journey, around, { kind: 'knocking' }, 0);
    case 'nobody':
      return lose(journey, around, `nobody has the address ${formatIp(journey.packet.destination)}`);
    case 'pod':
      if (next.node !== node) return toMachine(journey, node, next.node, around);
      return go(
        { ...journey, podUid: next.podUid },
        around,
        { kind: 'knocking' },
        travelUs(around, BETWEEN_POD_AND_NODE),
      );
    case 'machine':
      return toMachine(journey, node, next.node, around);
  }
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
  const { packet, path, destination, method = 'GET', host = destination } = journey;
  const request = { method, path, host };
  const answer = around.network.runtime.request(serverIp(journey, around.network), packet.port, request);
  if (answer.kind === 'silent') return lose(journey, around, 'the server does not answer');
  if (answer.kind !== 'answered') return goHome(journey, around, RESET);
  const { podUid, status, serviceTimeUs, headers, body } = answer;
  const response = journey.keepsAnswer === true ? { status, headers, body } : undefined;
  const served = { ...notePod(journey, podUid, around.now), podUid, ...(response && { response }) };
  return go(served, around, { kind: 'answered', httpStatus: status }, serviceTimeUs, 0);
}

/** The answer goes back the way by which the request came, if all of it is still there. */
function bringBack(journey: Journey, httpStatus: number, around: Surroundings): Step {
  const { network } = around;
  const crossing = journey.fromOutside || journey.nodes.length > 1;
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

function end(journey: Journey, ending: Ending, now: Micros): JourneyEnd {
  const { client, sentUs, source, destination, path, service, hops, podUid, backend, rulesSeq } = journey;
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
  return { finished, ...(response && { response }), cause: outcome === 'answered' ? 0 : rulesSeq };
}

function noteNode(journey: Journey, node: string, passage: Passage, seq: number, now: Micros): Journey {
  const { packet, chains, service } = passage;
  const moved = packet.destination !== journey.packet.destination || packet.port !== journey.packet.port;
  const hop: RequestHop = {
    afterUs: now - journey.sentUs,
    at: 'node',
    id: node,
    ...(chains.length > 0 && { rules: chains }),
  };
  return {
    ...journey,
    packet,
    hops: [...journey.hops, hop],
    nodes: [...journey.nodes, node],
    service: journey.service ?? service,
    rulesSeq: journey.rulesSeq || seq,
    ...(moved && { backend: backendText(packet.destination, packet.port) }),
  };
}

function notePod(journey: Journey, podUid: string, now: Micros): Journey {
  return { ...journey, hops: [...journey.hops, { afterUs: now - journey.sentUs, at: 'pod', id: podUid }] };
}

function whyRefused({ backend, packet, service }: Journey): string {
  if (service === undefined && backend === undefined)
    return `no rule for port ${packet.port}, and nothing listens on it`;
  return `nothing listens on ${packet.port}`;
}
