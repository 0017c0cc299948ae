// What a Pod's status is made from.
import type { Pod, PodCondition, PodStatus, ResourceRequirements } from '../../api/generated/types.ts';
import type { Micros } from '../../kernel/time.ts';
import type { SandboxStatus } from '../../runtime/status.ts';
import type { Eviction } from '../eviction/eviction.ts';
import type { ImageNames } from './image-names.ts';

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

/** How far a Pod has come with other resources. */
export interface ResizeState {
  readonly conditions: readonly PodCondition[];
  /** What a container still has instead of what its Pod was granted. */
  formerOf(container: string): ResourceRequirements | undefined;
}

export interface StatusInput {
  readonly pod: Pod;
  readonly seen: SandboxStatus | undefined;
  /** Status as last written, of which what the kubelet does not decide is kept. */
  readonly previous: PodStatus | undefined;
  readonly failures: ReadonlyMap<string, StartFailure>;
  readonly probes: ProbeResults;
  readonly imageNames: ImageNames;
  /** The present instant as a timestamp. */
  readonly now: string;
  readonly hostIp: string;
  readonly startedAt: Micros;
  /** Nothing of the Pod runs any more, nor will. */
  readonly ended: boolean;
  /** A resize that is asked for or under way. */
  readonly resize?: ResizeState | undefined;
  /** Why the kubelet has made the Pod fail, whatever its containers do. */
  readonly verdict?: { readonly reason: string; readonly message: string } | undefined;
  /** Why it is evicted. */
  readonly eviction?: Eviction | undefined;
}
