// A request that is sent and answered within one instant: what `curl` would see in the network as it is now.
import type { Kernel } from '../kernel/kernel.ts';
import { after } from '../kernel/time.ts';
import { depart } from './departure.ts';
import { type JourneyEnd, type RequestOrder, STEPS_MAX } from './journey.ts';
import { proceed } from './journey-steps.ts';
import type { Network } from './network.ts';

/**
 * Sends a request and follows it to its end. Nothing in the cluster moves meanwhile; the durations told are what it
 * would have taken. Chance comes from the stream of `order.client` unless another is given.
 */
export function requestAtOnce(
  kernel: Kernel,
  network: Network,
  order: RequestOrder,
  random = kernel.random(`client/${order.client}`),
): JourneyEnd {
  let { now } = kernel;
  let step = depart(order, { network, random, now });
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    now = after(now, step.delayUs);
    const next = proceed(step.journey, step.place, { network, random, now });
    if ('finished' in next) return next;
    step = next;
  }
  throw new Error(`network: the request to ${order.address} comes to no end`);
}
