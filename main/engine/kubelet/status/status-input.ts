// What a Pod's status is made from.
import type { Pod, PodStatus } from '../../api/generated/types.ts';
import type { Micros } from '../../kernel/time.ts';
import type { SandboxStatus } from '../../runtime/status.ts';

/** Why a container could not be started, as its waiting state says it. */
export interface StartFailure {
  readonly reason: string;
  readonly message: string;
}

/** What the probes say of running containers. */
export interface ProbeResults {
  isReady(container: string, id: string): boolean;
  isStarted(container: string, id: string): boolean;
}

export interface StatusInput {
  readonly pod: Pod;
  readonly seen: SandboxStatus | undefined;
  /** Status as last written, of which what the kubelet does not decide is kept. */
  readonly previous: PodStatus | undefined;
  readonly failures: ReadonlyMap<string, StartFailure>;
  readonly probes: ProbeResults;
  readonly now: Micros;
  readonly hostIp: string;
  readonly startedAt: Micros;
  /** Nothing of the Pod runs any more, nor will. */
  readonly ended: boolean;
  /** Why the kubelet has made the Pod fail, whatever its containers do. */
  readonly verdict?: { readonly reason: string; readonly message: string } | undefined;
}
