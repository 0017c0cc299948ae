// Models staging/src/k8s.io/endpointslice/trigger_time_tracker.go (v1.35): since when endpoints should have been as they
// are written now, which tells how long the network took to follow.
import type { KindMap } from '../api/resources.ts';
import { keyOf } from '../api/resources.ts';

type Pod = KindMap['pods'];
type Times = { readonly service: string; readonly pods: readonly (readonly [name: string, time: string])[] };
export type SavedTriggerTimes = readonly (readonly [service: string, times: Times])[];

export const TRIGGER_ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

export class TriggerTimes {
  readonly #times: Map<string, Times>;

  constructor(saved?: SavedTriggerTimes) {
    this.#times = new Map(saved);
  }

  /** The earliest change of a Service and its Pods since the last call; undefined when there was none. */
  next(service: KindMap['services'], pods: readonly Pod[]): string | undefined {
    const key = keyOf(service);
    const known = this.#times.get(key);
    const created = service.metadata?.creationTimestamp ?? '';
    // By name, since indexes hand out Pods in no particular order and this is saved.
    const changes = pods.map((pod) => [pod.metadata?.name ?? '', changeTime(pod)] as const);
    const times: Times = { service: created, pods: changes.sort(([a], [b]) => (a < b ? -1 : 1)) };
    this.#times.set(key, times);
    if (!known) return created;
    const before = new Map(known.pods);
    const changed = times.pods.filter(([name, time]) => time > (before.get(name) ?? '')).map(([, time]) => time);
    if (created > known.service) changed.push(created);
    return changed.reduce<string | undefined>(
      (first, time) => (first === undefined || time < first ? time : first),
      undefined,
    );
  }

  forget(service: string): void {
    this.#times.delete(service);
  }

  save(): SavedTriggerTimes {
    return [...this.#times];
  }
}

/** Since when a Pod is ready, or not any more. Timestamps of one form, so that text order is time order. */
function changeTime({ status }: Pod): string {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '';
}
