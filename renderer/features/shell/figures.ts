// What the top bar says in figures.
import type { ClientView, PodView } from '../../../preload/contract/views.ts';
import { isSystem } from '../../scene/stage/system-namespaces.ts';

export interface Figures {
  readonly ready: number;
  readonly total: number;
  readonly ratePerSecond: number;
  /** Share of requests answered over the last ten seconds; undefined when there were none. */
  readonly answered: number | undefined;
  readonly p95Us: number;
}

/** @param namespace the only one that counts, or empty for all but the system's */
export function figuresOf(pods: Iterable<PodView>, clients: Iterable<ClientView>, namespace: string): Figures {
  let [ready, total] = [0, 0];
  for (const pod of pods) {
    if (namespace === '' ? isSystem(pod.namespace) : pod.namespace !== namespace) continue;
    total += 1;
    if (pod.condition === 'ready') ready += 1;
  }
  let [ratePerSecond, requests, failed, p95Us] = [0, 0, 0, 0];
  for (const client of clients) {
    ratePerSecond += client.ratePerSecond;
    requests += client.recent.requests;
    failed += client.recent.failed;
    p95Us = Math.max(p95Us, client.recent.p95Us);
  }
  return { ready, total, ratePerSecond, answered: requests === 0 ? undefined : 1 - failed / requests, p95Us };
}
