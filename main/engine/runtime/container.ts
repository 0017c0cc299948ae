// A container on a machine: what it was made from, its process, and what it wrote.
import { copyJson } from '../kernel/json.ts';
import type { Micros } from '../kernel/time.ts';
import { type ProcessTable, newTable } from './os/table.ts';
import type { ContainerStatus } from './status.ts';

export interface MountConfig {
  readonly mountPath: string;
  /** A volume of the Pod, or the machine's own disk. */
  readonly source: { readonly volume: string } | { readonly hostPath: string };
  readonly subPath: string;
  /** Whether the container may not write to it. */
  readonly readOnly?: boolean | undefined;
  /** How much there is room for, where it lies in memory. */
  readonly roomBytes?: number | undefined;
}

export interface EnvEntry {
  readonly name: string;
  readonly value: string;
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
  /**
   * The environment as the kubelet resolved it, in order, later entries over earlier ones: the kubelet fills it with
   * service links, `envFrom` and `env`. PATH, HOME and HOSTNAME come from the runtime unless they are named here.
   */
  readonly env?: readonly EnvEntry[] | undefined;
  /** The manifest's `workingDir`; without one the image's own, else `/`. */
  readonly workingDir?: string | undefined;
  /** Whether standard input is kept open (`stdin: true`), and whether it is a terminal. */
  readonly stdin?: boolean | undefined;
  readonly tty?: boolean | undefined;
  /** `limits.memory` in bytes: a process that takes more is killed. */
  readonly memoryLimitBytes?: number | undefined;
  /** Whether the container may write to its mounts only. */
  readonly readOnlyRoot?: boolean | undefined;
  /** Whether its programs may look into the tables of its network: privileged, or with the capability NET_ADMIN. */
  readonly netAdmin?: boolean | undefined;
  /** Whether what it logs counts against a limit of its local storage. */
  readonly countsLog?: boolean | undefined;
  /** Whether the last lines of its log are kept, for a message about its end. */
  readonly keepsLogTail?: boolean | undefined;
}

/** Microseconds of a core that requests took, in one window and in the one before; changed in place. */
export interface Work {
  readonly window: number;
  usedUs: number;
  readonly beforeUs: number;
}

/** One container; `config` and `status` are replaced, never changed. */
export interface Container {
  config: ContainerConfig;
  status: ContainerStatus;
  processes: ProcessTable;
  listens: readonly number[];
  /** The cluster's program that is up in it. */
  component: string | undefined;
  /** The last lines of its log, when they are kept. */
  logTail?: readonly string[] | undefined;
  /** Agenda entries that are waiting: its exit, and SIGKILL. */
  exitEntry: number | undefined;
  killEntry: number | undefined;
  /** What answering requests has taken lately; absent until there was one. */
  work?: Work | undefined;
  /** What was written over the image's files; null stands for a file that was removed. */
  layer: Map<string, string | null> | undefined;
  /** Sizes of the files it wrote that count as larger than what is kept of them. */
  sizes?: Readonly<Record<string, number>> | undefined;
  /** How many characters it has logged, where that is limited. */
  logBytes?: number | undefined;
}

export interface SavedContainer extends Omit<Container, 'layer'> {
  readonly layer?: readonly (readonly [string, string | null])[] | undefined;
}

const NO_PORTS: readonly number[] = [];

/** A container that is about to start. */
export function newContainer(id: string, config: ContainerConfig, startedAt: Micros): Container {
  const { name, attempt, image, hash } = config;
  return {
    config,
    status: { id, name, attempt, image, hash, state: 'running', startedAt },
    processes: newTable(),
    listens: NO_PORTS,
    component: undefined,
    exitEntry: undefined,
    killEntry: undefined,
    layer: undefined,
  };
}

export function saveContainer(container: Container): SavedContainer {
  // A process table is plain data, which the copy does not tell the compiler.
  const processes = copyJson(container.processes) as ProcessTable;
  const { config, status, listens, component, logTail, work, sizes, logBytes, exitEntry, killEntry, layer } = container;
  // Field by field: equal containers are written equally, however they came to be.
  return {
    config,
    status,
    processes,
    listens,
    component,
    logTail,
    work: work && { ...work },
    sizes,
    logBytes,
    exitEntry,
    killEntry,
    layer: layer && [...layer],
  };
}

export function restoreContainer(saved: SavedContainer): Container {
  return {
    config: saved.config,
    status: saved.status,
    processes: copyJson(saved.processes) as ProcessTable,
    listens: saved.listens,
    component: saved.component,
    logTail: saved.logTail,
    work: saved.work && { ...saved.work },
    sizes: saved.sizes,
    logBytes: saved.logBytes,
    exitEntry: saved.exitEntry,
    killEntry: saved.killEntry,
    layer: saved.layer && new Map(saved.layer),
  };
}
