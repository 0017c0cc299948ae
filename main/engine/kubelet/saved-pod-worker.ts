// How the worker of a Pod is saved.
import type { Pod } from '../api/generated/types.ts';
import type { Micros } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { Eviction } from './eviction/eviction.ts';
import type { SavedContainerKills } from './lifecycle/container-kills.ts';
import type { SavedPodResize } from './resize/pod-resize.ts';
import type { SavedFailures } from './status/status-writer.ts';
import type { SavedSyncGate } from './sync-gate.ts';
import type { SavedWorkerSyncs } from './worker-syncs.ts';
import type { SavedWorkerTimers } from './worker-timers.ts';

/** `running`: it should run; `ending`: its containers are being stopped; `ended`: they are; `cleaned`: no trace is left. */
export type WorkerStage = 'running' | 'ending' | 'ended' | 'cleaned';

export interface SavedPodWorker extends SavedSyncGate, SavedWorkerSyncs {
  readonly uid: string;
  /** Absent when it is the very object that the kubelet's informer has. */
  readonly pod: Pod | undefined;
  readonly fromFile: boolean;
  readonly stage: WorkerStage;
  readonly finishing: boolean;
  readonly removed: boolean;
  readonly acceptedAt: Micros;
  readonly seen: SandboxStatus | undefined;
  readonly failures: SavedFailures;
  readonly kills: SavedContainerKills;
  readonly timers: SavedWorkerTimers;
  readonly resize?: SavedPodResize | undefined;
  readonly eviction?: Eviction | undefined;
}
