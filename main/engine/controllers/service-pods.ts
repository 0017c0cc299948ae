// Models staging/src/k8s.io/endpointslice/util/controller_utils.go (v1.35): which Services a Pod's change concerns, and
// what of a Pod makes an endpoint.
import type { Service, ServicePort } from '../api/generated/types.ts';
import { type KindMap, keyOf } from '../api/resources.ts';
import { matchesLabels } from '../api/selectors.ts';
import type { Change } from '../api/store.ts';
import { jsonEqual } from '../kernel/json.ts';
import { isSidecar } from '../kinds/pod/requests.ts';
import { isPodFinished, isPodReady } from '../kinds/pod/status.ts';
import type { Caches } from './caches.ts';

type Pod = KindMap['pods'];

/** Keys of the Services whose endpoints a Pod's change may change. */
export function servicesConcerned(caches: Caches, { type, object: pod, previous }: Change<Pod>): readonly string[] {
  if (type !== 'modified' || !previous) return keysSelecting(caches, pod);
  const moved = isNamedDifferently(pod, previous);
  if (!moved) return isEndpointChanged(pod, previous) ? keysSelecting(caches, pod) : [];
  return [...new Set([...keysSelecting(caches, pod), ...keysSelecting(caches, previous)])];
}

function keysSelecting(caches: Caches, pod: Pod): string[] {
  const keys: string[] = [];
  for (const service of caches.servicesByNamespace.of(pod.metadata?.namespace ?? '')) {
    if (matchesLabels(service.spec?.selector, pod.metadata?.labels)) keys.push(keyOf(service));
  }
  return keys.sort();
}

function isNamedDifferently(pod: Pod, previous: Pod): boolean {
  return (
    !jsonEqual(pod.metadata?.labels, previous.metadata?.labels) ||
    pod.spec?.hostname !== previous.spec?.hostname ||
    pod.spec?.subdomain !== previous.spec?.subdomain
  );
}

function isEndpointChanged(pod: Pod, previous: Pod): boolean {
  return (
    pod.metadata?.deletionTimestamp !== previous.metadata?.deletionTimestamp ||
    pod.status?.podIP !== previous.status?.podIP ||
    isPodReady(pod) !== isPodReady(previous) ||
    isPodFinished(pod) !== isPodFinished(previous)
  );
}

/** Whether endpoints are made for a Service at all: those without selector are somebody else's business. */
export function hasManagedEndpoints({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && Object.keys(spec?.selector ?? {}).length > 0;
}

/** Whether a Service has no address of its own. */
export const isHeadless = ({ spec }: Service): boolean => !spec?.clusterIP || spec.clusterIP === 'None';

/** Whether a Pod has an address at which it may be found. */
export function isEndpoint(pod: Pod, withTerminating: boolean): boolean {
  if (isPodFinished(pod) || !pod.status?.podIP) return false;
  return withTerminating || pod.metadata?.deletionTimestamp === undefined;
}

/** The Pod's own name under a headless Service that its subdomain names. */
export function hostnameUnder(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec ?? {};
  return hostname && subdomain === service.metadata?.name ? hostname : undefined;
}

/** The number of the Pod's port that a Service's port leads to; undefined when the Pod has none of that name. */
export function targetPortOf(pod: Pod, { targetPort, port, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port;
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? []).filter(isSidecar)];
  return containers
    .flatMap(({ ports = [] }) => ports)
    .find((item) => item.name === targetPort && (item.protocol ?? 'TCP') === protocol)?.containerPort;
}
