// What the workers of a kubelet's Pods work with, and how one of them is saved.
import type { Pod } from '../api/generated/types.ts';
import type { Micros } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { ContainerStarts } from './container-start.ts';
import type { SavedContainerKills } from './lifecycle/container-kills.ts';
import type { Pleg } from './pleg.ts';
import type { SavedPodSync } from './pod-sync.ts';
import type { Prober } from './probes/prober.ts';
import type { KubeletServices } from './services.ts';
import type { StatusManager } from './status-manager.ts';
import type { StartFailure } from './status/status-input.ts';
import type { SyncTick } from './sync-tick.ts';
import type { SavedWorkerTimers } from './worker-timers.ts';

export interface WorkerTools {
  readonly services: KubeletServices;
  readonly statuses: StatusManager;
  readonly starts: ContainerStarts;
  readonly probes: Prober;
  readonly pleg: Pleg;
  readonly ticks: SyncTick;
  /** Sees to it that a static Pod can be seen in the API. */
  ensureMirror(pod: Pod): void;
  /** Nothing is left of a Pod that should not be. */
  onTerminated(podUid: string): void;
}

/** `running`: it should run; `ending`: its containers are being stopped; `ended`: they are; `cleaned`: no trace is left. */
export type WorkerStage = 'running' | 'ending' | 'ended' | 'cleaned';

export interface SavedPodWorker {
  readonly uid: string;
  /** Absent when it is the very object that the kubelet's informer has. */
  readonly pod: Pod | undefined;
  readonly fromFile: boolean;
  readonly stage: WorkerStage;
  readonly finishing: boolean;
  readonly removed: boolean;
  readonly acceptedAt: Micros;
  readonly syncedAt: Micros | undefined;
  readonly seen: SandboxStatus | undefined;
  readonly failures: readonly (readonly [container: string, failure: StartFailure])[];
  readonly sync: SavedPodSync | undefined;
  readonly kills: SavedContainerKills;
  readonly again: number | undefined;
  readonly volumesReady: boolean;
  readonly timers: SavedWorkerTimers;
}
