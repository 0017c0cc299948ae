// All kinds that the API server serves. A new kind is a folder beside this file and a line in it.
import { apiVersionOf, type KindDefinition, type KindRegistry, type ResourceName } from '../api/resources.ts';
import { configMapKind } from './config-map/definition.ts';
import { daemonSetKind } from './daemon-set/definition.ts';
import { endpointSliceKind } from './endpoint-slice/definition.ts';
import { endpointsKind } from './endpoints/definition.ts';
import { eventKind } from './event/definition.ts';
import { leaseKind } from './lease/definition.ts';
import { namespaceKind } from './namespace/definition.ts';
import { nodeKind } from './node/definition.ts';
import { podKind } from './pod/definition.ts';
import { replicationControllerKind } from './replication-controller/definition.ts';
import { serviceKind } from './service/definition.ts';

export const kinds = {
  nodes: nodeKind,
  namespaces: namespaceKind,
  pods: podKind,
  replicationcontrollers: replicationControllerKind,
  services: serviceKind,
  endpoints: endpointsKind,
  endpointslices: endpointSliceKind,
  configmaps: configMapKind,
  events: eventKind,
  leases: leaseKind,
  daemonsets: daemonSetKind,
} satisfies KindRegistry;

type Names = Pick<KindDefinition<never>, 'resource' | 'kind' | 'group' | 'version' | 'singular' | 'shortNames'>;

/** The names under which resources are found. Throws when two kinds, or two names of one kind, are the same. */
export class KindNames {
  readonly #byKind = new Map<string, string>();
  readonly #byAlias = new Map<string, string>();

  constructor(definitions: readonly Names[]) {
    for (const definition of definitions) {
      const { resource, kind, group, singular, shortNames } = definition;
      enter(this.#byKind, `${apiVersionOf(definition)} ${kind}`, resource);
      const aliases = new Set([resource, singular, ...shortNames]);
      for (const alias of aliases) {
        enter(this.#byAlias, alias, resource);
        if (group !== '') enter(this.#byAlias, `${alias}.${group}`, resource);
      }
    }
  }

  ofKind(apiVersion: string, kind: string): string | undefined {
    return this.#byKind.get(`${apiVersion} ${kind}`);
  }

  ofAlias(alias: string): string | undefined {
    return this.#byAlias.get(alias.toLowerCase());
  }
}

function enter(names: Map<string, string>, name: string, resource: string): void {
  const holder = names.get(name);
  if (holder !== undefined) throw new Error(`kinds: ${name} names both ${holder} and ${resource}`);
  names.set(name, resource);
}

export const resourceNames = Object.keys(kinds) as readonly ResourceName[];
const names = new KindNames(Object.values(kinds));

/** The resource of an `apiVersion` and `kind` as manifests give them; undefined when it is not served. */
export function kindByKind(apiVersion: string, kind: string): ResourceName | undefined {
  return asResource(names.ofKind(apiVersion, kind));
}

/** The resource that a person means by a plural, singular or short name: `pods`, `pod`, `po`, `ds`, `daemonsets.apps`. */
export function resourceByAlias(alias: string): ResourceName | undefined {
  return asResource(names.ofAlias(alias));
}

const asResource = (resource: string | undefined): ResourceName | undefined =>
  resourceNames.find((known) => known === resource);
