// How far a packet comes that is sent now: to an address where somebody may listen, or to where its way ends. Nothing in
// the cluster moves meanwhile.
import { type Micros, after } from '../kernel/time.ts';
import { depart } from './departure.ts';
import {
  type Ending,
  type Journey,
  type RequestOrder,
  STEPS_MAX,
  type Surroundings,
  arrivedAt,
  isLost,
} from './journey.ts';
import { proceed } from './journey-steps.ts';
import { linkHome } from './losses.ts';
import type { Network } from './network.ts';

export type Reach =
  /** It is where the address is; whether anybody listens there is another question. */
  | { readonly kind: 'arrived'; readonly ip: string; readonly journey: Journey; readonly atUs: Micros }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly journey: Journey; readonly atUs: Micros };

/** The moment at which something is sent, and whose chance decides. */
export type Moment = Omit<Surroundings, 'network'>;

/** Sends a packet as `order` says. */
export function reach(network: Network, order: RequestOrder, moment: Moment): Reach {
  let { now } = moment;
  let step = depart(order, { ...moment, network });
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    now = after(now, step.delayUs);
    const { journey, place } = step;
    if (place.kind === 'knocking') return { kind: 'arrived', ip: arrivedAt(journey, network), journey, atUs: now };
    if (place.kind === 'home') return { kind: 'ended', ending: place.ending, journey, atUs: now };
    const next = proceed(journey, place, { ...moment, network, now });
    if ('finished' in next) break;
    step = next;
  }
  throw new Error(`network: the packet to ${order.address} comes nowhere`);
}

/** Whether an echo comes back from where the packet has arrived. */
export function isEchoed(network: Network, { journey }: Reach, moment: Moment): boolean {
  return !isLost({ ...moment, network }, linkHome(journey, network));
}
