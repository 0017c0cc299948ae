// What one sync of kube-proxy knew: a set of Services and slices as of some revision. Nodes that have seen the same
// changes share one set, and sets share what they have in common, so that a thousand nodes cost little more than one.
import type { EndpointSlice, Service } from '../../api/generated/types.ts';
import { type ResourceName, keyOf } from '../../api/resources.ts';
import type { ObjectStore } from '../../api/store.ts';
import { type Endpoint, endpointsOf, serviceOfSlice } from './endpoint.ts';
import { type ServicePort, servicePorts } from './service-port.ts';
import { dependsOnNode } from './usable-endpoints.ts';

/** A Service's port with its endpoints; the same object wherever both are the same. */
export interface ProxiedPort {
  readonly port: ServicePort;
  readonly endpoints: readonly Endpoint[];
  /** Whether nodes may write different rules for it. */
  readonly perNode: boolean;
}

/** What a kube-proxy knows at an instant. */
export interface Knowledge {
  /** Names the state of the two watches; the same name means the same objects. */
  readonly id: string;
  readonly services: Iterable<Service>;
  readonly slices: Iterable<EndpointSlice>;
}

export interface ServiceSet {
  readonly id: string;
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  /** In the order of their names. */
  readonly ports: ReadonlyMap<string, ProxiedPort>;
  readonly endpointCount: number;
  /** Whether nodes may write different rules for some of the ports. */
  readonly perNode: boolean;
}

/** An object that is in the store unchanged is saved by its key alone. */
export interface SavedServiceSet {
  readonly id: string;
  readonly users: number;
  readonly services: readonly (string | Service)[];
  readonly slices: readonly (string | EndpointSlice)[];
}

/** Versions of one Service that are kept at hand; nodes are seldom further apart. */
const VERSIONS_MAX = 8;

export class ServiceSets {
  readonly #sets = new Map<string, ServiceSet>();
  readonly #users = new Map<string, number>();
  readonly #versions = new Map<string, Map<string, readonly ProxiedPort[]>>();
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  get(id: string): ServiceSet {
    const set = this.#sets.get(id);
    if (!set) throw new Error(`network: no set of Services ${id}`);
    return set;
  }

  /**
   * The set of what somebody knows, made when nobody knew the same before. It is kept until it has been released as
   * often as it was taken.
   */
  take(knowledge: Knowledge): ServiceSet {
    const known = this.#sets.get(knowledge.id);
    const set = known ?? this.#make(knowledge.id, [...knowledge.services], [...knowledge.slices]);
    this.#users.set(set.id, (this.#users.get(set.id) ?? 0) + 1);
    return set;
  }

  release(id: string | undefined): void {
    if (id === undefined) return;
    const users = (this.#users.get(id) ?? 0) - 1;
    this.#users.set(id, users);
    if (users > 0) return;
    this.#users.delete(id);
    this.#sets.delete(id);
  }

  save(): readonly SavedServiceSet[] {
    return [...this.#sets.values()].map(({ id, services, slices }) => ({
      id,
      users: this.#users.get(id) ?? 0,
      services: services.map((service) => this.#brief('services', service)),
      slices: slices.map((slice) => this.#brief('endpointslices', slice)),
    }));
  }

  restore(saved: readonly SavedServiceSet[]): void {
    for (const { id, users, services, slices } of saved) {
      this.#users.set(id, users);
      this.#make(
        id,
        services.map((item) => (typeof item === 'string' ? this.#stored('services', item) : item)),
        slices.map((item) => (typeof item === 'string' ? this.#stored('endpointslices', item) : item)),
      );
    }
  }

  #make(id: string, services: readonly Service[], slices: readonly EndpointSlice[]): ServiceSet {
    const slicesByService = groupSlices(slices);
    const proxied = services.flatMap((service) => this.#portsOf(service, slicesByService.get(keyOf(service)) ?? []));
    proxied.sort((a, b) => (a.port.name < b.port.name ? -1 : 1));
    const ports = new Map(proxied.map((item) => [`${item.port.name}/${item.port.protocol}`, item]));
    const endpointCount = proxied.reduce((sum, { endpoints }) => sum + endpoints.length, 0);
    const perNode = proxied.some((item) => item.perNode);
    const set = { id, services, slices, ports, endpointCount, perNode };
    this.#sets.set(id, set);
    this.#dropVersions(services);
    return set;
  }

  #dropVersions(services: readonly Service[]): void {
    if (this.#versions.size <= 2 * services.length) return;
    const alive = new Set(services.map(keyOf));
    for (const key of this.#versions.keys()) if (!alive.has(key)) this.#versions.delete(key);
  }

  #portsOf(service: Service, slices: readonly EndpointSlice[]): readonly ProxiedPort[] {
    const versions = this.#versions.get(keyOf(service)) ?? new Map<string, readonly ProxiedPort[]>();
    this.#versions.set(keyOf(service), versions);
    const version = [service, ...slices].map(({ metadata }) => metadata?.resourceVersion ?? '').join(' ');
    const known = versions.get(version);
    if (known) return known;
    const ports = servicePorts(service).map((port) => {
      const endpoints = endpointsOf(port, slices);
      return { port, endpoints, perNode: dependsOnNode(port, endpoints) };
    });
    versions.set(version, ports);
    const [oldest] = versions.keys();
    if (versions.size > VERSIONS_MAX && oldest !== undefined) versions.delete(oldest);
    return ports;
  }

  #brief<T extends Service | EndpointSlice>(resource: ResourceName, object: T): string | T {
    const stored = this.#store.get(resource, keyOf(object));
    return stored?.metadata?.resourceVersion === object.metadata?.resourceVersion ? keyOf(object) : object;
  }

  #stored<R extends 'services' | 'endpointslices'>(resource: R, key: string) {
    const object = this.#store.get(resource, key);
    if (!object) throw new Error(`network: ${resource} ${key} is not in the store`);
    return object;
  }
}

function groupSlices(slices: readonly EndpointSlice[]): Map<string, EndpointSlice[]> {
  const groups = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const service = serviceOfSlice(slice);
    if (service === undefined) continue;
    const group = groups.get(service);
    if (group) group.push(slice);
    else groups.set(service, [slice]);
  }
  return groups;
}
