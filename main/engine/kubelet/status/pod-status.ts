// Models generateAPIPodStatus in pkg/kubelet/kubelet_pods.go (v1.35): a Pod's status from what was last seen of it.
import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../../api/generated/types.ts';
import { NEVER } from '../../api/never.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import { qualityOfService } from '../../kinds/pod/quality.ts';
import { containersOf, ephemeralContainersOf, initContainersOf } from '../container-state.ts';
import { isOwnCondition, podConditions } from './conditions.ts';
import { containerStatus, ephemeralStatus } from './container-status.ts';
import { phaseOf } from './phase.ts';
import type { StatusInput } from './status-input.ts';

const DISRUPTION = 'DisruptionTarget';

export function podStatus(input: StatusInput): PodStatus {
  const { pod, seen, previous } = input;
  const inits = initContainersOf(pod.spec).map((container) => containerStatus(input, container, true));
  const looks = ephemeralContainersOf(pod.spec).map((container) => ephemeralStatus(input, container));
  const mains = containersOf(pod.spec).map((container) => containerStatus(input, container, false));
  const phase = finalPhase(previous) ?? (input.verdict ? 'Failed' : phaseOf(pod, inits, mains, input.ended));
  const podIp = addressOf(input);
  const eviction = input.eviction && { reason: 'Evicted', message: input.eviction.message };
  const verdict = input.verdict ?? eviction;
  const conditions = podConditions({
    pod,
    now: input.now,
    phase,
    sandboxReady: seen?.ready === true,
    inits,
    mains,
    resize: input.resize?.conditions ?? [],
    previous: [...(previous?.conditions ?? []).filter(isOwnCondition), ...othersOf(pod, previous)],
  });
  return dropUndefined<PodStatus>({
    nominatedNodeName: previous?.nominatedNodeName,
    resourceClaimStatuses: previous?.resourceClaimStatuses,
    extendedResourceClaimStatus: previous?.extendedResourceClaimStatus,
    observedGeneration: pod.metadata?.generation ?? previous?.observedGeneration,
    phase: eviction ? 'Failed' : phase,
    reason: verdict?.reason ?? previous?.reason,
    message: verdict?.message ?? previous?.message,
    conditions: input.eviction?.isForNode === true ? disrupted(conditions, input) : conditions,
    hostIP: input.hostIp,
    hostIPs: [{ ip: input.hostIp }],
    podIP: podIp || undefined,
    podIPs: podIp ? [{ ip: podIp }] : undefined,
    startTime: previous?.startTime ?? toTimestamp(input.startedAt),
    initContainerStatuses: inits.length > 0 ? inits : previous?.initContainerStatuses,
    containerStatuses: mains.length > 1 ? [...mains].sort(byName) : mains,
    ephemeralContainerStatuses: looks.length > 0 ? looks : previous?.ephemeralContainerStatuses,
    qosClass: previous?.qosClass ?? qualityOfService(pod),
  });
}

/** What is said of a Pod that its node has ended for want of something. */
function disrupted(conditions: readonly PodCondition[], { now, eviction, pod }: StatusInput): readonly PodCondition[] {
  const before = conditions.find(({ type }) => type === DISRUPTION);
  const others = conditions.filter(({ type }) => type !== DISRUPTION);
  const condition = dropUndefined<PodCondition>({
    type: DISRUPTION,
    observedGeneration: pod.metadata?.generation,
    status: 'True',
    reason: 'TerminationByKubelet',
    message: eviction?.message,
    lastProbeTime: NEVER,
    lastTransitionTime: before?.status === 'True' ? before.lastTransitionTime : now,
  });
  return [condition, ...others];
}

/** A Pod that is over keeps the address it had, but not one that the runtime has forgotten. */
function addressOf({ pod, seen, previous, hostIp }: StatusInput): string | undefined {
  if (pod.spec?.hostNetwork === true) return hostIp;
  if (seen?.ip) return seen.ip;
  return seen || isTerminal(previous?.phase) ? previous?.podIP : undefined;
}

/** What others say of the Pod is as the API has it; a static Pod has it from its own status. */
function othersOf({ status }: Pod, previous: PodStatus | undefined): readonly PodCondition[] {
  const others = (status?.conditions ?? []).filter((condition) => !isOwnCondition(condition));
  return others.length > 0 ? others : (previous?.conditions ?? []).filter((condition) => !isOwnCondition(condition));
}

/** The status of a Pod that the kubelet has not let in: nothing but the reason, and what others have written. */
export function rejectedStatus(pod: Pod, at: Micros, reason: string, message: string): PodStatus {
  const { metadata, status } = pod;
  return {
    ...(metadata?.generation !== undefined && { observedGeneration: metadata.generation }),
    phase: 'Failed',
    ...(status?.conditions && { conditions: status.conditions }),
    message: `Pod was rejected: ${message}`,
    reason,
    startTime: toTimestamp(at),
    qosClass: qualityOfService(pod),
  };
}

/** What has ended does not begin again. */
function finalPhase(previous: PodStatus | undefined): string | undefined {
  return isTerminal(previous?.phase) ? previous?.phase : undefined;
}

export const isTerminal = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';

/** The order in which the kubelet writes the statuses of containers. */
const byName = (a: ContainerStatus, b: ContainerStatus) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
