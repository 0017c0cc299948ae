// What the workers of a kubelet's Pods work with.
import type { Pod } from '../api/generated/types.ts';
import type { Rejection } from './admission.ts';
import type { ContainerStarts } from './container-start.ts';
import type { Pleg } from './pleg.ts';
import type { PodDemands } from './pod-demands.ts';
import type { Prober } from './probes/prober.ts';
import type { ResizeRefusal } from './resize/pod-resize.ts';
import type { KubeletServices } from './services.ts';
import type { StatusManager } from './status-manager.ts';
import type { SyncTick } from './sync-tick.ts';

export interface WorkerTools {
  readonly services: KubeletServices;
  readonly statuses: StatusManager;
  readonly starts: ContainerStarts;
  readonly probes: Prober;
  readonly pleg: Pleg;
  readonly ticks: SyncTick;
  /** The machine's Node is asked for, of which a status takes its address. */
  nodeNeeded(): void;
  /** Sees to it that a static Pod can be seen in the API. */
  ensureMirror(pod: Pod): void;
  /** Why a Pod that is here cannot want this much; undefined when it can. */
  refuseResize(podUid: string, wanted: PodDemands): ResizeRefusal | undefined;
  /** Why a machine that is short of something does not take a Pod; undefined when it does. */
  rejectionOf(pod: Pod): Rejection | undefined;
  /** A Pod that took room takes none any more. */
  onRoomFreed(): void;
  /** Nothing is left of a Pod that should not be. */
  onTerminated(podUid: string): void;
}
