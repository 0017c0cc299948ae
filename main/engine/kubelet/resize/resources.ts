// The resources of a Pod's containers, of which a kubelet may grant others than the Pod asks for
// (pkg/kubelet/allocation, v1.35).
import type { Container, Pod, ResourceRequirements } from '../../api/generated/types.ts';
import { milliOf, unitsOf } from '../../api/quantity.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';

/** By container: mains and sidecars. Those of other init containers never change. */
export type ResourcesByContainer = ReadonlyMap<string, ResourceRequirements>;

export function resourcesOf({ spec }: Pod): ResourcesByContainer {
  const resizable = [...(spec?.initContainers ?? []).filter(isSidecar), ...(spec?.containers ?? [])];
  return new Map(resizable.map(({ name, resources = {} }) => [name, resources]));
}

/** The Pod with these resources; the same object when it has them already. */
export function withResources(pod: Pod, granted: ResourcesByContainer): Pod {
  if (!pod.spec || !isResized(pod, granted)) return pod;
  const { initContainers } = pod.spec;
  const grant = (container: Container): Container => {
    const resources = granted.get(container.name);
    return resources ? { ...container, resources } : container;
  };
  const containers = pod.spec.containers.map(grant);
  return {
    ...pod,
    spec: { ...pod.spec, containers, ...(initContainers && { initContainers: initContainers.map(grant) }) },
  };
}

/** Whether a Pod asks for others than these. */
export function isResized(pod: Pod, granted: ResourcesByContainer): boolean {
  return [...resourcesOf(pod)].some(([name, wanted]) => !jsonEqual(wanted, granted.get(name) ?? wanted));
}

/** How a running container gets from one set of resources to another; undefined when they come to the same. */
export function resizeOf(
  { resizePolicy = [] }: Container,
  from: ResourceRequirements,
  to: ResourceRequirements,
): 'restart' | 'update' | undefined {
  const changed = ['cpu', 'memory'].filter((resource) => differs(resource, from, to));
  if (changed.length === 0) return undefined;
  const restarts = resizePolicy.filter(({ restartPolicy }) => restartPolicy === 'RestartContainer');
  return restarts.some(({ resourceName }) => changed.includes(resourceName)) ? 'restart' : 'update';
}

function differs(resource: string, from: ResourceRequirements, to: ResourceRequirements): boolean {
  const amountOf = resource === 'cpu' ? milliOf : unitsOf;
  return (['requests', 'limits'] as const).some((which) => {
    return amountOf(from[which]?.[resource]) !== amountOf(to[which]?.[resource]);
  });
}
