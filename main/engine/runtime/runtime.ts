// All machines of the cluster with what runs on them: power, files, containers, and who answers at an address.
import type { Json } from '../kernel/json.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ImageCatalogue } from './catalogue.ts';
import { Fleet } from './fleet.ts';
import type { AddressOwner, Components, HttpRequest, NetworkAccess, RequestAnswer, RuntimeView } from './interfaces.ts';
import type { MachineSpec } from './machine-spec.ts';
import { Machine, type SavedMachine } from './machine.ts';
import type { HostPort } from './sandbox.ts';
import type { HostPortTarget } from './sandboxes.ts';
import { newestContainer } from './status.ts';

export type SavedRuntime = readonly (readonly [node: string, machine: Json])[];

export class Runtime implements RuntimeView {
  readonly #kernel: Kernel;
  readonly #machines = new Map<string, Machine>();
  readonly #byIp = new Map<string, Machine>();
  /** Machines do not come and go. */
  readonly #names: readonly string[];
  readonly #fleet: Fleet;
  #access: NetworkAccess | undefined;

  /** Makes the machines of a preset, all switched off, or as they were saved; adds their actors to the kernel. */
  constructor(kernel: Kernel, nodes: readonly MachineSpec[], catalogue: ImageCatalogue, saved?: SavedRuntime) {
    this.#kernel = kernel;
    this.#fleet = new Fleet(catalogue);
    const states = new Map(saved);
    for (const spec of nodes) {
      // What `Machine.save` wrote.
      const state = states.get(spec.name) as SavedMachine | undefined;
      const machine = new Machine(kernel, spec, this.#fleet, state);
      this.#machines.set(spec.name, machine);
      this.#byIp.set(spec.ip, machine);
      kernel.addActor(machine);
    }
    this.#names = nodes.map(({ name }) => name);
  }

  /** Says who brings the cluster's own programs to life. */
  connect(components: Components): void {
    for (const machine of this.#machines.values()) machine.connect(components);
  }

  /** Says how containers and machines reach others. */
  connectTo(access: NetworkAccess): void {
    this.#access = access;
    for (const machine of this.#machines.values()) machine.connectTo(access);
  }

  /** The machine of a name that is known to be one. */
  machine(name: string): Machine {
    const machine = this.#machines.get(name);
    if (!machine) throw new Error(`runtime: there is no machine ${name}`);
    return machine;
  }

  machineNames(): readonly string[] {
    return this.#names;
  }

  machineIp(name: string): string | undefined {
    return this.#machines.get(name)?.spec.ip;
  }

  machineByIp(ip: string): string | undefined {
    return this.#byIp.get(ip)?.spec.name;
  }

  isPowered(name: string): boolean {
    return this.#machines.get(name)?.powered ?? false;
  }

  podRange(name: string): string | undefined {
    return this.#machines.get(name)?.podCidr;
  }

  podAt(ip: string): AddressOwner | undefined {
    return this.#fleet.owners.get(ip);
  }

  listenerAt(ip: string, port: number): string | undefined {
    const machine = this.#byIp.get(ip);
    if (machine) return machine.powered ? machine.ports.listenerId(undefined, port) : undefined;
    const owner = this.#fleet.owners.get(ip);
    return owner && this.machine(owner.node).ports.listenerId(owner.podUid, port);
  }

  hostPort(node: string, ip: string, protocol: HostPort['protocol'], port: number): HostPortTarget | undefined {
    return this.#machines.get(node)?.ports.hostPort(ip, protocol, port);
  }

  request(ip: string, port: number, request: HttpRequest): RequestAnswer {
    const machine = this.#byIp.get(ip);
    if (machine) return machine.powered ? machine.ports.request(undefined, port, request) : { kind: 'unreachable' };
    const owner = this.#fleet.owners.get(ip);
    return owner ? this.machine(owner.node).ports.request(owner.podUid, port, request) : { kind: 'unreachable' };
  }

  /** Sends a request from a machine itself, through its rules; it waits at most `patienceUs`. */
  requestFrom(node: string, ip: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer {
    if (!this.#access) return this.request(ip, port, request);
    return this.#access.connect({ node, podUid: '', ip: '' }, ip, port, request, patienceUs);
  }

  /** `emptied`: it has forgotten its containers and images. */
  powerOn(node: string, emptied = false): void {
    if (emptied) this.machine(node).forgetAll();
    this.machine(node).powerOn();
  }

  powerOff(node: string): void {
    this.machine(node).powerOff();
  }

  /** Kills a running container behind the kubelet's back, as `crictl stop` does; says whether there was one. */
  killContainer(namespace: string, pod: string, container: string): boolean {
    for (const machine of this.#machines.values()) {
      for (const status of machine.pods()) {
        if (status.namespace !== namespace || status.name !== pod) continue;
        if (newestContainer(status, container)?.state !== 'running') continue;
        return machine.containers.stop(status.podUid, container, 0);
      }
    }
    return false;
  }

  /** The text of a file on a machine's disk; undefined when it is not there. */
  readFile(node: string, path: string): string | undefined {
    return this.#machines.get(node)?.disk.read(path);
  }

  writeFile(node: string, path: string, text: string): void {
    this.#setFile(node, path, text);
  }

  /** Moves a file, or does nothing when it is not there; says whether it was. */
  moveFile(node: string, from: string, to: string): boolean {
    const text = this.machine(node).disk.read(from);
    if (text === undefined) return false;
    if (from === to) return true;
    this.#setFile(node, from, undefined);
    this.#setFile(node, to, text);
    return true;
  }

  save(): SavedRuntime {
    return [...this.#machines].map(([name, machine]) => [name, machine.save()]);
  }

  #setFile(node: string, path: string, text: string | undefined): void {
    const seq = this.#kernel.record('person', { type: 'file-changed', node, path, text });
    this.#kernel.because(seq, () => {
      this.machine(node).setFile(path, text);
    });
  }
}
