// Models SyncTerminatingPod in pkg/kubelet/kubelet.go (v1.35): how all of a Pod ends, its containers first and then its
// sandbox.
import { MILLISECOND } from '../kernel/time.ts';
import type { SandboxStatus } from '../runtime/status.ts';
import type { PodKills } from './lifecycle/pod-kills.ts';
import { STOP_SANDBOX_US } from './pod-sync.ts';
import type { KubeletServices } from './services.ts';
import type { WorkerTimers } from './worker-timers.ts';

/** What ends at once ends before the status of its ending is written. */
const STATUS_US = 2 * MILLISECOND;

/** Whose Pod ends. */
interface EndingOwner {
  readonly uid: string;
  readonly services: KubeletServices;
  readonly timers: WorkerTimers;
  readonly kills: PodKills;
}

/** Begins to stop all containers; says whether there are any. The worker goes on when its wait is over. */
export function beginEnding(
  { kills, timers }: EndingOwner,
  seen: SandboxStatus | undefined,
  graceSeconds: number,
): boolean {
  timers.cancelRetry();
  timers.cancelStep();
  if (!kills.beginAll(seen, graceSeconds)) return false;
  timers.wait(STATUS_US);
  return true;
}

/** All containers have ended: the sandbox follows in a moment. */
export function awaitSandbox({ timers, services }: EndingOwner): void {
  timers.wait(services.random.int(STOP_SANDBOX_US.low, STOP_SANDBOX_US.high));
}

export function runsAnything({ uid, services }: EndingOwner): boolean {
  return services.machine.podStatus(uid)?.containers.some(({ state }) => state === 'running') ?? false;
}

/** Stops the sandbox; returns the address that the Pod had. */
export function stopSandbox({ uid, services: { machine } }: EndingOwner): string {
  const ip = machine.podStatus(uid)?.ip ?? '';
  machine.stopSandbox(uid);
  return ip;
}
