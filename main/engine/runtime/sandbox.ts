// A Pod's sandbox on a machine: its network, its volumes and its containers.
import type { Micros } from '../kernel/time.ts';
import { type Container, type SavedContainer, restoreContainer, saveContainer } from './container.ts';
import { FileTree } from './files.ts';
import type { SandboxStatus } from './status.ts';

export interface PodIdentity {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly hostNetwork: boolean;
  /** `spec.hostname`; without one the Pod's name. */
  readonly hostname?: string | undefined;
}

export interface SavedSandbox {
  readonly id: string;
  readonly pod: PodIdentity;
  readonly createdAt: Micros;
  readonly ready: boolean;
  readonly ip: string;
  readonly version: number;
  readonly volumes: readonly (readonly [name: string, files: readonly (readonly [string, string])[]])[];
  readonly containers: readonly SavedContainer[];
}

export class Sandbox {
  ready = true;
  ip: string;
  /** Counts everything that could change an answer: states, ports, files. */
  version = 0;
  readonly volumes: Map<string, FileTree>;
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
    this.volumes = new Map();
    this.containers = [];
  }

  static restore(saved: SavedSandbox): Sandbox {
    const sandbox = new Sandbox(saved.id, saved.pod, saved.createdAt, saved.ip);
    sandbox.ready = saved.ready;
    sandbox.version = saved.version;
    for (const [name, files] of saved.volumes) sandbox.volumes.set(name, new FileTree(files));
    sandbox.containers = saved.containers.map(restoreContainer);
    return sandbox;
  }

  /** Adds a container and forgets all of its name but the one before. */
  add(container: Container): void {
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

  byId(id: string): Container | undefined {
    return this.containers.find((each) => each.status.id === id);
  }

  listenerOn(port: number): Container | undefined {
    return this.containers.find((each) => each.status.state === 'running' && each.listens.includes(port));
  }

  volume(name: string): FileTree {
    let volume = this.volumes.get(name);
    if (!volume) {
      volume = new FileTree();
      this.volumes.set(name, volume);
    }
    return volume;
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
      volumes: [...this.volumes].map(([name, tree]) => [name, tree.entries()]),
      containers: this.containers.map(saveContainer),
    };
  }
}
