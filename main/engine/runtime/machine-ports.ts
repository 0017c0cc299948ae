// The ports of a machine and of the Pods on it: who listens, and what comes back.
import { CNI_DIRECTORY } from './cni.ts';
import type { Container } from './container.ts';
import type { Processes } from './containers/processes.ts';
import type { MachineWorld } from './containers/world.ts';
import type { HttpRequest, RequestAnswer } from './interfaces.ts';
import type { Answer, GrpcHealth } from './programs/program.ts';
import { type HostPort, type Sandbox, refOf } from './sandbox.ts';
import type { HostPortTarget, Sandboxes } from './sandboxes.ts';

const SERVICE_TIME_US = { low: 250, high: 900 } as const;

export class MachinePorts {
  readonly #world: MachineWorld;
  readonly #sandboxes: Sandboxes;
  readonly #processes: Processes;

  constructor(world: MachineWorld, sandboxes: Sandboxes, processes: Processes) {
    this.#world = world;
    this.#sandboxes = sandboxes;
    this.#processes = processes;
  }

  /** Whether something of the Pod, or with undefined of the machine's own network, listens on the port. */
  listens(podUid: string | undefined, port: number): boolean {
    return this.#sandboxes.listener(podUid, port) !== undefined;
  }

  /** What listens on the machine's own network, by port. */
  ownListeners(): readonly { readonly port: number; readonly program: string }[] {
    const containers = [...this.#sandboxes.all()].flatMap(({ pod, containers: own }) => (pod.hostNetwork ? own : []));
    return containers
      .flatMap(({ listens, component, config }) => listens.map((port) => ({ port, program: component ?? config.name })))
      .sort((a, b) => a.port - b.port);
  }

  /** ID of the container of the Pod, or with undefined of the machine's own network, that listens on the port. */
  listenerId(podUid: string | undefined, port: number): string | undefined {
    return this.#sandboxes.listener(podUid, port)?.container.status.id;
  }

  /** Where a port of the machine leads, once a network plugin sees to that. */
  hostPort(ip: string, protocol: HostPort['protocol'], port: number): HostPortTarget | undefined {
    const { disk } = this.#world;
    const found = this.#sandboxes.hostPort(ip, protocol, port);
    const isMapped = () => disk.below(CNI_DIRECTORY).some((path) => disk.read(path)?.includes('"portmap"'));
    return found && isMapped() ? found : undefined;
  }

  /** Sends a request to the Pod, or with undefined to the machine's own network. */
  request(podUid: string | undefined, port: number, request: HttpRequest): RequestAnswer {
    const found = this.#sandboxes.listener(podUid, port);
    if (!found) return { kind: 'refused' };
    const { sandbox, container } = found;
    const own = this.#served(sandbox, container, port, request);
    const answer = own ?? this.#processes.answer(sandbox, container, port, request);
    if (!answer) return { kind: 'refused' };
    if (answer.kind === 'silent') return { kind: 'silent', podUid: sandbox.pod.uid };
    const random = this.#world.kernel.random(this.#world.id);
    const serviceTimeUs = random.int(SERVICE_TIME_US.low, SERVICE_TIME_US.high) + (answer.tookUs ?? 0);
    const { image } = container.config;
    return { kind: 'answered', podUid: sandbox.pod.uid, image, serviceTimeUs, ...answer.response };
  }

  /**
   * How a service is that the Pod, or with undefined the machine's own network, has on the port; undefined when nothing
   * listens there that speaks gRPC.
   */
  health(podUid: string | undefined, port: number, service: string): GrpcHealth | undefined {
    const found = this.#sandboxes.listener(podUid, port);
    return found && this.#processes.health(found.sandbox, found.container, port, service);
  }

  /** What one of the cluster's own programs answers itself. */
  #served(
    { pod, ip }: Sandbox,
    { component, config }: Container,
    port: number,
    request: HttpRequest,
  ): Answer | undefined {
    if (component === undefined) return undefined;
    const { components, node } = this.#world;
    const ref = { ...refOf(pod, node), container: config.name, args: [] };
    const served = components?.serve(component, ref, port, request, ip);
    return served && { kind: 'response', response: served.response, tookUs: served.tookUs ?? 0 };
  }
}
