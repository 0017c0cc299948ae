// What Pods ask of the node that they come to. Pods of one template ask the same, and share the answer.
import type { Container, Pod, PodSpec } from '../api/generated/types.ts';
import { milliOf, unitsOf } from '../api/quantity.ts';
import { type HostPort, hostPortsOf } from '../kinds/pod/host-ports.ts';
import { podRequests, podTotal } from '../kinds/pod/requests.ts';

export interface Amounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  /** Extended resources, such as `example.com/gpu`. */
  readonly others: ReadonlyMap<string, number>;
}

export interface PodNeeds {
  /** Equal for Pods that the plugins which look at one node cannot tell apart. */
  readonly sort: string;
  readonly requests: Amounts;
  /** Requests as scores count them: a container that asks for nothing is taken to need a little. */
  readonly presumed: { readonly cpuMilli: number; readonly memoryBytes: number };
  readonly ports: readonly HostPort[];
}

const PRESUMED_CPU_MILLI = 100;
const PRESUMED_MEMORY_BYTES = 200 * 2 ** 20;
const STORAGE = 'ephemeral-storage';
const nothing: ReadonlyMap<string, number> = new Map();

/** Finds out what Pods need; one that is like the last shares its answer. */
export class NeedsOfPods {
  #spec: PodSpec | undefined;
  #needs: PodNeeds | undefined;

  of(pod: Pod): PodNeeds {
    if (this.#needs && this.#spec && pod.spec && isAlike(this.#spec, pod.spec)) return this.#needs;
    this.#spec = pod.spec;
    this.#needs = needsOf(pod);
    return this.#needs;
  }
}

export function needsOf(pod: Pod): PodNeeds {
  return {
    sort: sortOf(pod),
    requests: amountsOf(pod),
    presumed: {
      cpuMilli: podTotal(pod, (container) => milliOf(requestOf(container, 'cpu')) || presumed(container, 'cpu')),
      memoryBytes: podTotal(
        pod,
        (container) => unitsOf(requestOf(container, 'memory')) || presumed(container, 'memory'),
      ),
    },
    ports: hostPortsOf(pod.spec),
  };
}

/** Whether all that is looked at here is the very same: equal parts of stored Pods are mostly kept once. */
function isAlike(a: PodSpec, b: PodSpec): boolean {
  return (
    a === b ||
    (a.nodeSelector === b.nodeSelector &&
      a.affinity === b.affinity &&
      a.tolerations === b.tolerations &&
      a.overhead === b.overhead &&
      a.resources === b.resources &&
      areAlike(a.initContainers, b.initContainers) &&
      areAlike(a.containers, b.containers))
  );
}

function areAlike(a: readonly Container[] | undefined, b: readonly Container[] | undefined): boolean {
  if (a === b || !a || !b) return a === b;
  return a.length === b.length && a.every((container, index) => isAlikeContainer(container, b[index]));
}

function isAlikeContainer(a: Container, b: Container | undefined): boolean {
  return (
    a.image === b?.image && a.ports === b?.ports && a.resources === b?.resources && a.restartPolicy === b?.restartPolicy
  );
}

const requestOf = ({ resources }: Container, name: string): string | undefined => resources?.requests?.[name];

/** A request of zero is one; only without any is something presumed. */
function presumed(container: Container, name: 'cpu' | 'memory'): number {
  if (requestOf(container, name) !== undefined) return 0;
  return name === 'cpu' ? PRESUMED_CPU_MILLI : PRESUMED_MEMORY_BYTES;
}

function amountsOf(pod: Pod): Amounts {
  const total = (name: string) => podTotal(pod, (container) => unitsOf(requestOf(container, name)));
  const names = new Set<string>();
  for (const container of pod.spec?.initContainers ?? []) addUncommon(container, names);
  for (const container of pod.spec?.containers ?? []) addUncommon(container, names);
  const others = [...names].filter((name) => name !== STORAGE).map((name) => [name, total(name)] as const);
  return {
    ...podRequests(pod),
    storageBytes: names.has(STORAGE) ? total(STORAGE) : 0,
    others: others.length > 0 ? new Map(others) : nothing,
  };
}

function addUncommon({ resources }: Container, names: Set<string>): void {
  for (const name of Object.keys(resources?.requests ?? {})) if (name !== 'cpu' && name !== 'memory') names.add(name);
}

function sortOf({ spec }: Pod): string {
  const { containers = [], initContainers = [], nodeSelector, affinity, tolerations, overhead } = spec ?? {};
  const parts = [...initContainers, ...containers].map(({ image, ports, resources, restartPolicy }) => [
    image,
    ports,
    resources?.requests,
    restartPolicy,
  ]);
  return JSON.stringify([
    parts,
    initContainers.length,
    nodeSelector,
    affinity?.nodeAffinity,
    tolerations,
    overhead,
    spec?.resources,
  ]);
}
