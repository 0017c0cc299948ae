// Models TerminatePod in pkg/kubelet/status/status_manager.go (v1.35): the last word on a Pod of which nothing is left.
import type { ContainerStatus, PodStatus } from '../../api/generated/types.ts';
import { NEVER } from '../../api/never.ts';
import { isTerminal } from './pod-status.ts';

const UNKNOWN = {
  exitCode: 137,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  startedAt: NEVER,
  finishedAt: NEVER,
};

/** Containers of which nobody knows how they ended count as failed, and so does a Pod that came to no end. */
export function terminated(status: PodStatus): PodStatus {
  const { initContainerStatuses: inits = [], containerStatuses: mains = [] } = status;
  const tried = inits.findLastIndex(hasBegun);
  return {
    ...status,
    phase: isTerminal(status.phase) ? status.phase : 'Failed',
    ...(inits.length > 0 && {
      initContainerStatuses: inits.map((each, index) => (index <= tried ? withEnd(each) : each)),
    }),
    containerStatuses: wasInitialized(inits, mains) ? mains.map(withEnd) : mains,
  };
}

function wasInitialized(inits: readonly ContainerStatus[], mains: readonly ContainerStatus[]): boolean {
  const last = inits.at(-1);
  if (!last || mains.some(hasBegun)) return true;
  return [last.state, last.lastState].some((state) => state?.terminated?.exitCode === 0);
}

const hasBegun = ({ state, lastState }: ContainerStatus) => !state?.waiting || lastState?.terminated !== undefined;

function withEnd(status: ContainerStatus): ContainerStatus {
  if (status.state?.terminated) return status;
  return { ...status, state: { terminated: UNKNOWN } };
}
