// Models updateDaemonSetStatus in pkg/controller/daemon/daemon_controller.go (v1.35).
import type { DaemonSetStatus } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import { isPodAvailable } from '../pod-state.ts';
import type { Places } from './daemon-places.ts';
import { type Edition, isUpdated } from './daemon-pod.ts';
import { orAbsent } from '../non-empty.ts';

type DaemonSet = KindMap['daemonsets'];

/** The status of a set whose present generation has been `observed`; undefined when it is written already. */
export function daemonStatus(
  set: DaemonSet,
  places: Places,
  { edition, observed, now }: { readonly edition: Edition; readonly observed: boolean; readonly now: Micros },
): DaemonSetStatus | undefined {
  const wanted = places.known.filter(({ shouldRun }) => shouldRun);
  const daemons = wanted.flatMap(({ pods }) => pods[0] ?? []);
  const available = daemons.filter((pod) => isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now)).length;
  const status = dropUndefined({
    ...set.status,
    currentNumberScheduled: daemons.length,
    numberMisscheduled: places.known.filter(({ shouldRun, pods }) => !shouldRun && pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: daemons.filter(isPodReady).length,
    observedGeneration: observed ? set.metadata?.generation : set.status?.observedGeneration,
    updatedNumberScheduled: orAbsent(daemons.filter((pod) => isUpdated(pod, edition)).length),
    numberAvailable: orAbsent(available),
    numberUnavailable: orAbsent(wanted.length - available),
  });
  return jsonEqual(status, set.status) ? undefined : status;
}
