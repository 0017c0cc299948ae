// Models PodInfo in pkg/scheduler/framework/types.go (v1.35): what the scheduler needs to know of a Pod, worked out once.
import type { Container, Pod } from '../api/generated/types.ts';
import { keyOf } from '../api/resources.ts';
import { milliOf, unitsOf } from '../api/quantity.ts';
import type { Labels } from '../api/selectors.ts';
import { type AffinityTerms, affinityTermsOf } from './affinity-terms.ts';
import { podRequests, podTotal } from '../kinds/pod/requests.ts';

export interface Amounts {
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  /** Extended resources, such as `example.com/gpu`. */
  readonly others: ReadonlyMap<string, number>;
}

export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

export interface PodInfo {
  readonly key: string;
  readonly pod: Pod;
  readonly namespace: string;
  readonly labels: Labels;
  readonly isEnding: boolean;
  readonly requests: Amounts;
  /** Requests as scores count them: a container that asks for nothing is taken to need a little. */
  readonly presumed: { readonly cpuMilli: number; readonly memoryBytes: number };
  readonly ports: readonly HostPort[];
  readonly priority: number;
  /** What it says of other Pods; undefined for most. */
  readonly terms: AffinityTerms | undefined;
  /** Names of the claims that its volumes are. */
  readonly claims: readonly ClaimUse[];
}

export interface ClaimUse {
  readonly name: string;
  /** Whether the claim is made for this Pod alone. */
  readonly isEphemeral: boolean;
}

const PRESUMED_CPU_MILLI = 100;
const PRESUMED_MEMORY_BYTES = 200 * 2 ** 20;
const STORAGE = 'ephemeral-storage';
const nothing: ReadonlyMap<string, number> = new Map();

export function podInfo(pod: Pod): PodInfo {
  const { metadata } = pod;
  return {
    key: keyOf(pod),
    pod,
    namespace: metadata?.namespace ?? '',
    labels: metadata?.labels ?? {},
    isEnding: metadata?.deletionTimestamp !== undefined,
    requests: amountsOf(pod),
    presumed: {
      cpuMilli: podTotal(pod, (container) => milliOf(requestOf(container, 'cpu')) || presumed(container, 'cpu')),
      memoryBytes: podTotal(
        pod,
        (container) => unitsOf(requestOf(container, 'memory')) || presumed(container, 'memory'),
      ),
    },
    ports: (pod.spec?.containers ?? []).flatMap(hostPortsOf),
    priority: pod.spec?.priority ?? 0,
    terms: affinityTermsOf(pod),
    claims: claimsOf(pod),
  };
}

function claimsOf({ metadata, spec }: Pod): ClaimUse[] {
  return (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }): ClaimUse[] => {
    if (persistentVolumeClaim) return [{ name: persistentVolumeClaim.claimName, isEphemeral: false }];
    return ephemeral ? [{ name: `${metadata?.name ?? ''}-${name}`, isEphemeral: true }] : [];
  });
}

/** Whether two ports cannot be on one node. */
export function portsClash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || isAny(a.ip) || isAny(b.ip));
}

const isAny = (ip: string): boolean => ip === '0.0.0.0';
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

function hostPortsOf({ ports = [] }: Container): HostPort[] {
  return ports.flatMap(({ hostPort, hostIP, protocol = 'TCP' }) =>
    hostPort ? [{ ip: hostIP || '0.0.0.0', protocol, port: hostPort }] : [],
  );
}
