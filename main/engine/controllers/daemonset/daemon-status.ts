// Models updateDaemonSetStatus in pkg/controller/daemon/daemon_controller.go (v1.35).
import type { DaemonSetStatus, Node } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import { isPodAvailable } from '../pod-state.ts';
import { judgeNode } from './daemon-nodes.ts';
import { isUpdated } from './daemon-pod.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

/** The status of a set whose present generation has been `observed`; undefined when it is written already. */
export function daemonStatus(
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: ReadonlyMap<string, readonly Pod[]>,
  { hash, observed, now }: { readonly hash: string; readonly observed: boolean; readonly now: Micros },
): DaemonSetStatus | undefined {
  const wanted = nodes.filter((node) => judgeNode(set, node).shouldRun);
  const unwanted = nodes.filter((node) => !wanted.includes(node));
  const firstOn = ({ metadata }: Node) => byNode.get(metadata?.name ?? '')?.[0];
  const daemons = wanted.flatMap((node) => firstOn(node) ?? []);
  const available = daemons.filter((pod) => isPodAvailable(pod, set.spec?.minReadySeconds ?? 0, now)).length;
  const status = dropUndefined({
    ...set.status,
    currentNumberScheduled: daemons.length,
    numberMisscheduled: unwanted.filter(firstOn).length,
    desiredNumberScheduled: wanted.length,
    numberReady: daemons.filter(isPodReady).length,
    observedGeneration: observed ? set.metadata?.generation : set.status?.observedGeneration,
    updatedNumberScheduled: orAbsent(daemons.filter((pod) => isUpdated(pod, hash)).length),
    numberAvailable: orAbsent(available),
    numberUnavailable: orAbsent(wanted.length - available),
  });
  return jsonEqual(status, set.status) ? undefined : status;
}

/** Zero is left out, as Go's omitempty does. */
const orAbsent = (count: number): number | undefined => (count === 0 ? undefined : count);
