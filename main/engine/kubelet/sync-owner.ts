// What a sync of one Pod asks of the worker whose it is, and what is kept of it while it waits.
import type { Pod } from '../api/generated/types.ts';
import type { PullPlan } from '../runtime/image-store.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { ContainerStarts } from './container-start.ts';
import type { KubeletServices } from './services.ts';
import type { StartFailure } from './status/status-input.ts';
import type { Step, Verdicts } from './sync-plan.ts';

/** Whose sync it is. */
export interface SyncOwner {
  readonly pod: Pod;
  readonly services: KubeletServices;
  readonly starts: ContainerStarts;
  readonly verdicts: Verdicts;
  /** Ends a container; `killed` follows. Says whether there is anything to end. */
  kill(container: string, message: string, graceSeconds: number): boolean;
  /** Ends all containers; `killed` follows. Says whether there is anything to end. */
  killAll(): boolean;
  /** `continue` is wanted after this time. */
  wait(delayUs: number): void;
  volumesMounted(): void;
  /** What is to be done is about to be decided. */
  planned(): void;
  containerStarted(container: string): void;
  /** A running container is to have the resources that its Pod has been granted. */
  resizeContainer(container: string): void;
  containerFailed(container: string, failure: StartFailure): void;
  /** It is over; something failed if it wants to be tried again. */
  syncFinished(retryUs: number | undefined): void;
}

/** What the present step waits for. */
export type Wait =
  | { readonly for: 'mount'; readonly tries: number }
  | { readonly for: 'mounted' }
  | { readonly for: 'sandbox' }
  | { readonly for: 'pull'; readonly container: string; readonly plan: PullPlan }
  | { readonly for: 'start'; readonly container: string }
  | { readonly for: 'hook'; readonly container: string; readonly containerId: string }
  | { readonly for: 'pod-kill' }
  /** `then`: what is to be said of the container when it has ended. */
  | { readonly for: 'kill'; readonly container: string; readonly then?: StartFailure | undefined };

export interface SavedPodSync {
  /** The Pod as it was seen when the sync began. */
  readonly seen: SandboxStatus | undefined;
  readonly steps: readonly Step[];
  readonly wait: Wait | undefined;
  /** The shortest time after which one of the failures wants to be tried again. */
  readonly retryUs: number | undefined;
}
