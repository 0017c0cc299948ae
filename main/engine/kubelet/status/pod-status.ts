// Models generateAPIPodStatus in pkg/kubelet/kubelet_pods.go (v1.35): a Pod's status from what was last seen of it.
import type { PodStatus } from '../../api/generated/types.ts';
import { toTimestamp } from '../../kernel/time.ts';
import { qualityOfService } from '../../kinds/pod/quality.ts';
import { containersOf, initContainersOf } from '../container-state.ts';
import { podConditions } from './conditions.ts';
import { containerStatus } from './container-status.ts';
import { phaseOf } from './phase.ts';
import type { StatusInput } from './status-input.ts';

export function podStatus(input: StatusInput): PodStatus {
  const { pod, seen, previous } = input;
  const inits = initContainersOf(pod.spec).map((container) => containerStatus(input, container, true));
  const mains = containersOf(pod.spec).map((container) => containerStatus(input, container, false));
  const phase = phaseOf(pod, inits, mains, input.ended);
  const podIp = pod.spec?.hostNetwork === true ? input.hostIp : (seen?.ip ?? '') || previous?.podIP;
  const conditions = podConditions({
    pod,
    now: input.now,
    phase,
    sandboxReady: seen?.ready === true,
    inits,
    mains,
    previous: previous?.conditions ?? [],
  });
  return {
    ...previous,
    ...(pod.metadata?.generation !== undefined && { observedGeneration: pod.metadata.generation }),
    phase,
    conditions,
    hostIP: input.hostIp,
    hostIPs: [{ ip: input.hostIp }],
    ...(podIp !== undefined && podIp !== '' && { podIP: podIp, podIPs: [{ ip: podIp }] }),
    startTime: previous?.startTime ?? toTimestamp(input.startedAt),
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: mains,
    qosClass: qualityOfService(pod),
  };
}

export const isTerminal = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';
