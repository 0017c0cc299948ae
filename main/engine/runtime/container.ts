// A container on a machine: what it was made from, its process, and what it wrote.
import type { Json } from '../kernel/json.ts';
import type { ContainerStatus } from './status.ts';

export interface MountConfig {
  readonly mountPath: string;
  /** A volume of the Pod, or the machine's own disk. */
  readonly source: { readonly volume: string } | { readonly hostPath: string };
  readonly subPath: string;
}

/** What the kubelet asks for. */
export interface ContainerConfig {
  readonly name: string;
  readonly attempt: number;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly ports: readonly number[];
  readonly mounts: readonly MountConfig[];
  readonly hash: string;
}

/** One container; `status` is replaced, never changed. */
export interface Container {
  readonly config: ContainerConfig;
  status: ContainerStatus;
  /** What the process remembers between its turns. */
  state: Json;
  listens: readonly number[];
  /** The cluster's program that is up in it. */
  component: string | undefined;
  /** Agenda entries that are waiting: the process's next turn, its exit, and SIGKILL. */
  wakeEntry: number | undefined;
  exitEntry: number | undefined;
  killEntry: number | undefined;
  /** What was written over the image's files. */
  readonly layer: Map<string, string | null>;
}

export interface SavedContainer extends Omit<Container, 'layer'> {
  readonly layer: readonly (readonly [string, string | null])[];
}

export function saveContainer(container: Container): SavedContainer {
  return { ...container, layer: [...container.layer] };
}

export function restoreContainer(saved: SavedContainer): Container {
  return {
    config: saved.config,
    status: saved.status,
    state: saved.state,
    listens: saved.listens,
    component: saved.component,
    wakeEntry: saved.wakeEntry,
    exitEntry: saved.exitEntry,
    killEntry: saved.killEntry,
    layer: new Map(saved.layer),
  };
}
