// A Pod's sandbox on a machine: its network, its volumes and its containers.
import type { Micros } from '../kernel/time.ts';
import { type Container, type SavedContainer, restoreContainer, saveContainer } from './container.ts';
import { FileTree, type SavedFile } from './file-tree.ts';
import type { SandboxStatus } from './status.ts';

/** A port of the machine that leads to one of the Pod. */
export interface HostPort {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  /** The machine's address; empty for any. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

export interface PodIdentity {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly hostNetwork: boolean;
  /** Whether its containers see each other's processes. */
  readonly sharesProcesses?: true | undefined;
  /** What it calls its host by; without one the Pod's name. */
  readonly hostname?: string | undefined;
  /** What follows its hostname in a full name, when it has a subdomain: `sub.namespace.svc.cluster.local`. */
  readonly domain?: string | undefined;
  /** What is added to /etc/hosts. */
  readonly hostAliases?: readonly HostAlias[] | undefined;
  readonly hostPorts?: readonly HostPort[] | undefined;
  /** All of /etc/resolv.conf; without it that which leads to the cluster's own name server. */
  readonly resolvConf?: string | undefined;
}

export interface HostAlias {
  readonly ip: string;
  readonly hostnames: readonly string[];
}

export interface SavedSandbox {
  readonly id: string;
  readonly pod: PodIdentity;
  readonly createdAt: Micros;
  readonly ready: boolean;
  readonly ip: string;
  readonly version: number;
  readonly volumes: readonly (readonly [name: string, files: readonly SavedFile[]])[];
  readonly containers: readonly SavedContainer[];
}

const NONE: readonly Container[] = [];

export class Sandbox {
  ready = true;
  ip: string;
  /** Counts everything that could change an answer: states, ports, files. */
  version = 0;
  #volumes: Map<string, FileTree> | undefined;
  /** The newest first. */
  containers: readonly Container[];
  readonly id: string;
  readonly pod: PodIdentity;
  readonly createdAt: Micros;

  constructor(id: string, pod: PodIdentity, createdAt: Micros, ip: string) {
    this.id = id;
    this.pod = pod;
    this.createdAt = createdAt;
    this.ip = ip;
    this.containers = NONE;
  }

  static restore(saved: SavedSandbox): Sandbox {
    const sandbox = new Sandbox(saved.id, saved.pod, saved.createdAt, saved.ip);
    sandbox.ready = saved.ready;
    sandbox.version = saved.version;
    for (const [name, files] of saved.volumes) sandbox.#keep(name, new FileTree(files));
    sandbox.containers = saved.containers.map(restoreContainer);
    return sandbox;
  }

  /** Takes over what a sandbox had that stood in its place. */
  inherit(old: Sandbox): void {
    this.#volumes = old.#volumes;
    this.containers = old.containers;
  }

  /** Adds a container and forgets all of its name but the one before. */
  add(container: Container): void {
    if (this.containers.length === 0) {
      this.containers = [container];
      return;
    }
    const { name } = container.config;
    const [previous] = this.containers.filter((each) => each.config.name === name);
    const others = this.containers.filter((each) => each.config.name !== name || each === previous);
    this.containers = [container, ...others];
  }

  /** Forgets the containers that ran under a name before one that has ended itself. */
  forgetOlder(): void {
    this.containers = this.containers.filter((each) => {
      const newest = this.containers.find(({ config }) => config.name === each.config.name);
      return newest === each || newest?.status.state === 'running';
    });
  }

  running(name: string): Container | undefined {
    return this.containers.find((each) => each.config.name === name && each.status.state === 'running');
  }

  /** The newest container of a name. */
  newest(name: string): Container | undefined {
    return this.containers.find(({ config }) => config.name === name);
  }

  byId(id: string): Container | undefined {
    return this.containers.find((each) => each.status.id === id);
  }

  listenerOn(port: number): Container | undefined {
    return this.containers.find((each) => each.status.state === 'running' && each.listens.includes(port));
  }

  /** The Pod's own volumes that anything was put into. */
  get volumes(): Iterable<readonly [name: string, tree: FileTree]> {
    return this.#volumes ?? [];
  }

  volume(name: string): FileTree {
    return this.#volumes?.get(name) ?? this.#keep(name, new FileTree());
  }

  status(): SandboxStatus {
    return {
      podUid: this.pod.uid,
      namespace: this.pod.namespace,
      name: this.pod.name,
      sandboxId: this.id,
      ready: this.ready,
      ip: this.ip,
      hostNetwork: this.pod.hostNetwork,
      createdAt: this.createdAt,
      containers: this.containers.map(({ status }) => status),
    };
  }

  save(): SavedSandbox {
    return {
      id: this.id,
      pod: this.pod,
      createdAt: this.createdAt,
      ready: this.ready,
      ip: this.ip,
      version: this.version,
      volumes: [...(this.#volumes ?? [])].map(([name, tree]) => [name, tree.entries()]),
      containers: this.containers.map(saveContainer),
    };
  }

  #keep(name: string, volume: FileTree): FileTree {
    (this.#volumes ??= new Map()).set(name, volume);
    return volume;
  }
}

/** A Pod on a machine as records name it. */
export function refOf({ uid, namespace, name }: PodIdentity, node: string) {
  return { node, podUid: uid, namespace, pod: name };
}
