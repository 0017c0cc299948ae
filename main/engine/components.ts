// The cluster's own programs: each comes to life when its container starts and dies with it. Nothing of the control
// plane works unless its container runs.
import type { Json } from './kernel/json.ts';
import type { Actor, Kernel } from './kernel/kernel.ts';
import type { ApiServer } from './api/server.ts';
import { ApiServerProcess } from './api-bootstrap/api-server-process.ts';
import { bootstrapApi } from './api-bootstrap/bootstrap.ts';
import { ControllerManager } from './controllers/manager.ts';
import { KubeProxy } from './network/kube-proxy.ts';
import type { Network } from './network/network.ts';
import type { ComponentRef, Components } from './runtime/interfaces.ts';
import { Scheduler } from './scheduler/scheduler.ts';

/** What the programs work with. */
export interface Surroundings {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  readonly network: Network;
}

interface StartableActor extends Actor {
  start(container: ComponentRef): void;
}

/** A program that acts on its own: how to make it, new or as saved. */
interface Program {
  idOn(node: string): string;
  make(around: Surroundings, node: string, saved?: Json): StartableActor;
}

const actingPrograms: Readonly<Record<string, Program>> = {
  'kube-apiserver': {
    idOn: () => 'kube-apiserver',
    make: ({ kernel, server }) => new ApiServerProcess(kernel, server),
  },
  'kube-controller-manager': {
    idOn: () => 'kube-controller-manager',
    make: ({ kernel, server }, _, saved) => new ControllerManager(kernel, server, saved),
  },
  'kube-scheduler': {
    idOn: () => 'kube-scheduler',
    make: ({ kernel, server }, _, saved) => new Scheduler(kernel, server, saved),
  },
  'kube-proxy': {
    idOn: (node) => `kube-proxy/${node}`,
    make: ({ kernel, server, network }, node, saved) => new KubeProxy(kernel, server, network, node, saved),
  },
};

export interface RunningProgram {
  readonly program: string;
  readonly node: string;
}
export type SavedComponents = readonly (RunningProgram & { readonly state: Json })[];

export class ClusterComponents implements Components {
  readonly #around: Surroundings;
  readonly #nodeIp: (node: string) => string | undefined;
  readonly #running = new Map<string, RunningProgram>();

  /** `nodeIp` tells a machine's address, which the API server advertises. */
  constructor(around: Surroundings, nodeIp: (node: string) => string | undefined) {
    this.#around = around;
    this.#nodeIp = nodeIp;
  }

  start(program: string, ref: ComponentRef): void {
    const { kernel, server } = this.#around;
    kernel.record(actorOf(program, ref.node), { type: 'component-started', component: program, node: ref.node });
    if (program === 'etcd') server.storageUp = true;
    if (program === 'kube-apiserver') server.serving = true;
    if (server.outage() === undefined && (program === 'etcd' || program === 'kube-apiserver')) {
      bootstrapApi(server, this.#nodeIp(ref.node) ?? '');
    }
    this.#bringUp(program, ref.node)?.start(ref);
  }

  stop(program: string, ref: ComponentRef): void {
    const { kernel, server } = this.#around;
    kernel.record(actorOf(program, ref.node), { type: 'component-stopped', component: program, node: ref.node });
    if (program === 'etcd') server.storageUp = false;
    if (program === 'kube-apiserver') {
      server.serving = false;
      server.hub.closeAll();
    }
    const acting = actingPrograms[program];
    if (!acting) return;
    const id = acting.idOn(ref.node);
    if (!this.#running.delete(id)) return;
    server.hub.unsubscribeAll(id);
    kernel.removeActor(id);
  }

  /** Names of the acting programs that run, as actors. */
  isRunning(actorId: string): boolean {
    return this.#running.has(actorId);
  }

  save(): SavedComponents {
    return [...this.#running].map(([id, running]) => ({
      ...running,
      state: this.#around.kernel.actors.get(id)?.save(),
    }));
  }

  restore(saved: SavedComponents): void {
    for (const { program, node, state } of saved) this.#bringUp(program, node, state);
  }

  #bringUp(program: string, node: string, saved?: Json): StartableActor | undefined {
    const acting = actingPrograms[program];
    if (!acting) return undefined;
    const id = acting.idOn(node);
    if (this.#running.has(id)) return undefined;
    const actor = acting.make(this.#around, node, saved);
    this.#around.kernel.addActor(actor);
    this.#running.set(id, { program, node });
    return actor;
  }
}

function actorOf(program: string, node: string): string {
  return actingPrograms[program]?.idOn(node) ?? program;
}
