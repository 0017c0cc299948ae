// Models pkg/kubelet/prober/results (v1.35): what the probes of one Pod say of its containers.
import type { ProbeResults } from '../status/status-input.ts';
import type { ProbeVerdicts } from '../sync-plan.ts';
import type { ProbeKind, ProbeState } from './probe-worker.ts';

/** What is said of containers without probes. */
const UNPROBED: ProbeResults & ProbeVerdicts = {
  isStarted: () => true,
  isReady: () => true,
  failed: () => undefined,
};

export function verdictsOf(states: readonly ProbeState[]): ProbeResults & ProbeVerdicts {
  if (states.length === 0) return UNPROBED;
  return {
    isStarted: (container) => isStarted(states, container),
    isReady: (container, id) => {
      const readiness = find(states, container, 'readiness');
      return isStarted(states, container) && (!readiness || (readiness.containerId === id && readiness.verdict));
    },
    failed: (container, id) => {
      return (['liveness', 'startup'] as const).find((kind) => {
        const state = find(states, container, kind);
        return state?.containerId === id && state.onHold;
      });
    },
  };
}

/** Until a startup probe has met a new container, it says of it what it said of the one before. */
function isStarted(states: readonly ProbeState[], container: string): boolean {
  return find(states, container, 'startup')?.verdict ?? true;
}

function find(states: readonly ProbeState[], container: string, kind: ProbeKind): ProbeState | undefined {
  return states.find((state) => state.container === container && state.kind === kind);
}
