// What the runtime tells the kubelet of containers and sandboxes. Immutable: a change makes a new object.
import type { Micros } from '../kernel/time.ts';

export interface ContainerStatus {
  readonly id: string;
  readonly name: string;
  /** How often the container was started before. */
  readonly attempt: number;
  /** As the manifest names it. */
  readonly image: string;
  /** Hash of the part of the manifest that it was made from. */
  readonly hash: string;
  readonly state: 'running' | 'exited';
  readonly startedAt: Micros;
  readonly finishedAt?: Micros | undefined;
  readonly exitCode?: number | undefined;
  /** `Completed`, `Error`, `StartError`, … once it has ended. */
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
}

export interface SandboxStatus {
  readonly podUid: string;
  readonly namespace: string;
  readonly name: string;
  readonly sandboxId: string;
  readonly ready: boolean;
  /** Empty for Pods on their node's network. */
  readonly ip: string;
  readonly hostNetwork: boolean;
  readonly createdAt: Micros;
  /** Of each name the newest and the one before it, the newest first. */
  readonly containers: readonly ContainerStatus[];
}

/** The newest container of a name. */
export function newestContainer(status: SandboxStatus | undefined, name: string): ContainerStatus | undefined {
  return status?.containers.find((container) => container.name === name);
}

/** The container that ran under a name before the newest. */
export function previousContainer(status: SandboxStatus | undefined, name: string): ContainerStatus | undefined {
  return status?.containers.filter((container) => container.name === name)[1];
}
