// The Pods on one machine: their sandboxes, and the addresses that the network plugin gives them.
import type { Micros } from '../kernel/time.ts';
import { AddressPool } from './address-pool.ts';
import type { Container } from './container.ts';
import type { AddressOwner } from './interfaces.ts';
import { type HostPort, type PodIdentity, Sandbox, type SavedSandbox } from './sandbox.ts';

/** Somebody who listens on a port. */
export interface Listener {
  readonly sandbox: Sandbox;
  readonly container: Container;
}

export interface SavedSandboxes {
  readonly podCidr: string | undefined;
  readonly lastAddress: number;
  readonly sandboxes: readonly SavedSandbox[];
}

/** The address and port of a Pod. */
export interface HostPortTarget {
  readonly ip: string;
  readonly port: number;
}

const isAny = (ip: string) => ip === '' || ip === '0.0.0.0';

export class Sandboxes {
  readonly #node: string;
  /** The address book that all machines share. */
  readonly #owners: Map<string, AddressOwner>;
  readonly #byPod = new Map<string, Sandbox>();
  #podCidr: string | undefined;
  #addresses: AddressPool | undefined;

  constructor(node: string, owners: Map<string, AddressOwner>) {
    this.#node = node;
    this.#owners = owners;
  }

  get podCidr(): string | undefined {
    return this.#podCidr;
  }

  /** The range that addresses are taken from; only the first one counts. */
  setPodCidr(cidr: string): void {
    if (this.#podCidr !== undefined) return;
    this.#podCidr = cidr;
    this.#addresses = new AddressPool(cidr);
  }

  get(podUid: string): Sandbox | undefined {
    return this.#byPod.get(podUid);
  }

  all(): Iterable<Sandbox> {
    return this.#byPod.values();
  }

  /** A sandbox in the place of the Pod's old one, whose volumes and containers it keeps; undefined without an address. */
  create(id: string, pod: PodIdentity, now: Micros): Sandbox | undefined {
    const ip = pod.hostNetwork ? '' : this.#addresses?.take();
    if (ip === undefined) return undefined;
    const sandbox = new Sandbox(id, pod, now, ip);
    const old = this.#byPod.get(pod.uid);
    if (old) sandbox.inherit(old);
    this.#byPod.set(pod.uid, sandbox);
    this.#own(sandbox);
    return sandbox;
  }

  /** Takes the sandbox's network down. */
  close(sandbox: Sandbox): void {
    sandbox.ready = false;
    if (sandbox.ip !== '') this.#owners.delete(sandbox.ip);
    this.#addresses?.free(sandbox.ip);
    sandbox.ip = '';
  }

  delete(podUid: string): void {
    this.#byPod.delete(podUid);
  }

  clear(): void {
    this.#byPod.clear();
  }

  /** Who listens on a port of the Pod, or with undefined of the machine's own network. */
  listener(podUid: string | undefined, port: number): Listener | undefined {
    if (podUid !== undefined) return listenerIn(this.#byPod.get(podUid), port);
    for (const sandbox of this.#byPod.values()) {
      const found = sandbox.pod.hostNetwork ? listenerIn(sandbox, port) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** Where a port of the machine leads: the newest Pod that asked for it has it. */
  hostPort(ip: string, protocol: HostPort['protocol'], port: number): HostPortTarget | undefined {
    let found: HostPortTarget | undefined;
    for (const sandbox of this.#byPod.values()) {
      const own = sandbox.pod.hostPorts?.find(
        (each) => each.hostPort === port && each.protocol === protocol && (isAny(each.hostIp) || each.hostIp === ip),
      );
      if (own && sandbox.ip !== '') found = { ip: sandbox.ip, port: own.containerPort };
    }
    return found;
  }

  save(): SavedSandboxes {
    return {
      podCidr: this.#podCidr,
      lastAddress: this.#addresses?.last ?? 0,
      sandboxes: [...this.#byPod.values()].map((sandbox) => sandbox.save()),
    };
  }

  restore({ podCidr, lastAddress, sandboxes }: SavedSandboxes): void {
    for (const item of sandboxes) {
      const sandbox = Sandbox.restore(item);
      this.#byPod.set(sandbox.pod.uid, sandbox);
      this.#own(sandbox);
    }
    this.#podCidr = podCidr;
    if (podCidr === undefined) return;
    const used = [...this.#byPod.values()].map(({ ip }) => ip).filter((ip) => ip !== '');
    this.#addresses = new AddressPool(podCidr, lastAddress, used);
  }

  #own({ ip, pod }: Sandbox): void {
    if (ip === '') return;
    this.#owners.set(ip, { node: this.#node, podUid: pod.uid, namespace: pod.namespace, name: pod.name });
  }
}

function listenerIn(sandbox: Sandbox | undefined, port: number): Listener | undefined {
  const container = sandbox?.listenerOn(port);
  return sandbox && container && { sandbox, container };
}
