// The cluster's own programs: each comes to life when its container starts and dies with it. Nothing of the control
// plane works unless its container runs.
import type { Json } from './kernel/json.ts';
import type { Actor, Kernel } from './kernel/kernel.ts';
import type { ApiAccess } from './api/api-access.ts';
import type { ApiServer } from './api/server.ts';
import { ApiServerProcess } from './api-bootstrap/api-server-process.ts';
import { bootstrapApi } from './api-bootstrap/bootstrap.ts';
import { ControllerManager } from './controllers/manager.ts';
import { CoreDns, coreDnsId } from './network/dns/core-dns.ts';
import { IngressController, ingressControllerId } from './network/ingress/ingress-controller.ts';
import { WebhookCertgen } from './network/ingress/webhook-certgen.ts';
import { KubeProxy } from './network/kube-proxy.ts';
import type { Network } from './network/network.ts';
import type { ComponentRef, Components, HttpRequest, Served } from './runtime/interfaces.ts';
import { Scheduler } from './scheduler/scheduler.ts';

/** What the programs work with. */
export interface Surroundings {
  readonly kernel: Kernel;
  readonly server: ApiServer;
  /** The API server as the programs on a machine reach it. */
  readonly apiFrom: (node: string) => ApiAccess;
  readonly network: Network;
}

interface StartableActor extends Actor {
  start(container: ComponentRef): void;
  /** Answers a request that has come to its Pod. */
  serve?(port: number, request: HttpRequest, ip: string): Served | undefined;
  /** Set when it has ended as soon as it was started. */
  readonly exitCode?: number | undefined;
  /** Called when its container has ended. */
  stop?(): void;
}

/** Where a program runs. */
type ProgramPlace = Omit<ComponentRef, 'args'>;

/** A program that acts on its own: how to make it, new or as saved. */
interface Program {
  idOn(place: ProgramPlace): string;
  make(around: Surroundings, place: ProgramPlace, saved?: Json): StartableActor;
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
    idOn: ({ node }) => `kube-proxy/${node}`,
    make: ({ kernel, apiFrom, network }, { node }, saved) => new KubeProxy(kernel, apiFrom(node), network, node, saved),
  },
  'ingress-nginx': {
    idOn: ingressControllerId,
    make: ({ kernel, apiFrom, network }, place, saved) =>
      new IngressController(kernel, apiFrom(place.node), network, place, saved),
  },
  'kube-webhook-certgen': {
    idOn: ({ namespace, pod }) => `kube-webhook-certgen/${namespace}/${pod}`,
    make: ({ apiFrom }, place) => new WebhookCertgen(apiFrom(place.node), place),
  },
  coredns: {
    idOn: coreDnsId,
    make: ({ kernel, apiFrom, network }, place, saved) =>
      new CoreDns(kernel, apiFrom(place.node), network.names, place, saved),
  },
};

/** Of these a cluster has its own, in this namespace; one that runs elsewhere is nothing to the cluster. */
const CONTROL_PLANE = new Set(['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']);
const CONTROL_PLANE_NAMESPACE = 'kube-system';

export interface RunningProgram {
  readonly program: string;
  readonly place: ProgramPlace;
}
export type SavedComponents = readonly (RunningProgram & { readonly state: Json })[];

export class ClusterComponents implements Components {
  readonly #around: Surroundings;
  readonly #nodeIp: (node: string) => string | undefined;
  readonly #running = new Map<string, RunningProgram & { readonly actor: StartableActor }>();

  /** `nodeIp` tells a machine's address, which the API server advertises. */
  constructor(around: Surroundings, nodeIp: (node: string) => string | undefined) {
    this.#around = around;
    this.#nodeIp = nodeIp;
  }

  start(program: string, ref: ComponentRef): number | undefined {
    if (isForeign(program, ref)) return undefined;
    const { kernel, server } = this.#around;
    kernel.record(actorOf(program, ref), { type: 'component-started', component: program, node: ref.node });
    if (program === 'etcd') server.storageUp = true;
    if (program === 'kube-apiserver') server.serving = true;
    if (server.outage() === undefined && (program === 'etcd' || program === 'kube-apiserver')) {
      bootstrapApi(server, this.#nodeIp(ref.node) ?? '');
    }
    const actor = this.#bringUp(program, placeOf(ref));
    actor?.start(ref);
    return actor?.exitCode;
  }

  stop(program: string, ref: ComponentRef): void {
    if (isForeign(program, ref)) return;
    const { kernel, server } = this.#around;
    kernel.record(actorOf(program, ref), { type: 'component-stopped', component: program, node: ref.node });
    if (program === 'etcd') server.storageUp = false;
    if (program === 'kube-apiserver') {
      server.serving = false;
      server.hub.closeAll();
    }
    const acting = actingPrograms[program];
    if (!acting) return;
    const id = acting.idOn(ref);
    const running = this.#running.get(id);
    if (!running || !isPlaceOf(running.place, ref)) return;
    running.actor.stop?.();
    this.#running.delete(id);
    server.hub.unsubscribeAll(id);
    kernel.removeActor(id);
  }

  serve(program: string, ref: ComponentRef, port: number, request: HttpRequest, ip: string): Served | undefined {
    return this.#running.get(actorOf(program, ref))?.actor.serve?.(port, request, ip);
  }

  /** Names of the acting programs that run, as actors. */
  isRunning(actorId: string): boolean {
    return this.#running.has(actorId);
  }

  /** The actors of the programs that run on a machine. */
  actorsOn(node: string): readonly string[] {
    return [...this.#running].filter(([, { place }]) => place.node === node).map(([id]) => id);
  }

  save(): SavedComponents {
    return [...this.#running.values()].map(({ actor, ...running }) => ({ ...running, state: actor.save() }));
  }

  restore(saved: SavedComponents): void {
    for (const { program, place, state } of saved) this.#bringUp(program, place, state);
  }

  #bringUp(program: string, place: ProgramPlace, saved?: Json): StartableActor | undefined {
    const acting = actingPrograms[program];
    if (!acting) return undefined;
    const id = acting.idOn(place);
    if (this.#running.has(id)) return undefined;
    const actor = acting.make(this.#around, place, saved);
    this.#around.kernel.addActor(actor);
    this.#running.set(id, { program, place, actor });
    return actor;
  }
}

function actorOf(program: string, place: ProgramPlace): string {
  return actingPrograms[program]?.idOn(place) ?? program;
}

function isForeign(program: string, { namespace }: ComponentRef): boolean {
  return CONTROL_PLANE.has(program) && namespace !== CONTROL_PLANE_NAMESPACE;
}

/** Whether it is the container that the program runs in, and not another with the same program. */
function isPlaceOf(place: ProgramPlace, ref: ComponentRef): boolean {
  return place.podUid === ref.podUid && place.container === ref.container;
}

function placeOf({ node, namespace, pod, podUid, container }: ComponentRef): ProgramPlace {
  return { node, namespace, pod, podUid, container };
}
