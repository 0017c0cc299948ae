// Where packets get lost, and on whose account: machines without power, cables and ways that are cut or lossy.
import type { LinkState } from '../../../preload/contract/inputs.ts';
import { type Journey, type Loss, type Surroundings, isLost } from './journey.ts';
import { GOOD_LINK, inSeries } from './links.ts';
import type { Network } from './network.ts';

/** Why a packet does not come to the node at which it should enter the network. */
export function lossAtEntry(node: string, around: Surroundings, comesIn: boolean): Loss | undefined {
  const { network } = around;
  const { links } = network;
  if (!network.runtime.isPowered(node)) return whyAway(node, network);
  if (!comesIn || links.areGood || !isLost(around, links.get(node))) return undefined;
  return { why: `lost on the cable of ${node}`, cause: links.causeOf(links.onWay(undefined, node)) };
}

/** Why a machine is not to be found in the network of the machines. */
export function whyAway(node: string, network: Network): Loss {
  const { runtime, links } = network;
  if (!runtime.isPowered(node)) return { why: `the machine ${node} is off`, cause: network.powerLost(node) };
  return { why: `the cable of ${node} is out`, cause: links.causeOf(links.onWay(undefined, node)) };
}

/** Why a packet does not come from one machine to another. */
export function whyLost(from: string, to: string, { links }: Network): Loss {
  const cause = links.causeOf(links.onWay(from, to));
  const out = [from, to].find((node) => !links.get(node).up);
  if (out !== undefined) return { why: `the cable of ${out} is out`, cause };
  const isUp = links.between(from, to).up;
  return { why: isUp ? `lost between ${from} and ${to}` : `nothing passes between ${from} and ${to}`, cause };
}

/** Why nothing comes through a connection that stood, in words about what was to come: the request or the answer. */
export function lossUnderWay(journey: Journey, around: Surroundings, what: 'request' | 'answer'): Loss | undefined {
  const { network } = around;
  const off = journey.nodes.find((node) => !network.runtime.isPowered(node));
  if (off !== undefined)
    return { why: `${off} was cut off before the ${what} was sent`, cause: network.powerLost(off) };
  if (network.links.areGood) return undefined;
  const link = linkHome(journey, network);
  if (!link.up) {
    const crossing = journey.sent.fromOutside || journey.nodes.length > 1;
    const out = crossing ? journey.nodes.find((node) => !network.isConnected(node)) : undefined;
    const why = `${out ?? journey.nodes.join(' and ')} was cut off before the ${what} was sent`;
    return whyLostHome(why, journey, network);
  }
  return isLost(around, link) ? whyLostHome(`the ${what} was lost on its way`, journey, network) : undefined;
}

/** Says `why`, and on whose account. */
export function whyLostHome(why: string, journey: Journey, network: Network): Loss {
  return { why, cause: causeOnWayHome(journey, network) };
}

/** All links between the client and the last node that the request has passed. */
export function linkHome(journey: Journey, { links }: Network): LinkState {
  if (links.areGood) return GOOD_LINK;
  return inSeries([...cablesPassed(journey).map(([from, to]) => links.between(from, to)), GOOD_LINK]);
}

/** The record of what is wrong on the way home; undefined when nothing is. */
function causeOnWayHome(journey: Journey, { links }: Network): number | undefined {
  return links.causeOf(cablesPassed(journey).flatMap(([from, to]) => links.onWay(from, to)));
}

/** From which machine to which a request has gone; one from outside comes to its first by that one's cable alone. */
function cablesPassed({ nodes, sent }: Journey): readonly (readonly [from: string | undefined, to: string])[] {
  const ways = nodes.map((node, at) => [nodes[at - 1], node] as const);
  return sent.fromOutside ? ways : ways.slice(1);
}
