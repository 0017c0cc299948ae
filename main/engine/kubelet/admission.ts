// Models pkg/kubelet/lifecycle/predicate.go and AdmissionCheck in pkg/scheduler (v1.35): whether a machine takes a Pod
// that was given to it, whoever did that.
import type { Node, Pod } from '../api/generated/types.ts';
import { milliOf, unitsOf } from '../api/quantity.ts';
import { matchesNodeAffinity } from '../kinds/node/affinity.ts';
import { untoleratedTaint } from '../kinds/node/taints.ts';
import { podRequests, podTotal } from '../kinds/pod/requests.ts';
import { isStatic } from './pod-source.ts';

export interface Rejection {
  /** As the Pod's status and the event have it. */
  readonly reason: string;
  /** As the event has it. */
  readonly message: string;
}

/** Why the node does not take `pod` beside the others that it has; undefined when it does. */
export function rejectionOf(pod: Pod, node: Node, others: readonly Pod[]): Rejection | undefined {
  if (pod.spec?.os !== undefined && pod.spec.os.name !== 'linux') {
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  }
  return tooLarge(pod, node, others) ?? mismatch(pod, node, others);
}

function tooLarge(pod: Pod, { status }: Node, others: readonly Pod[]): Rejection | undefined {
  const room = status?.allocatable ?? {};
  const count = insufficient('pods', 1, others.length, unitsOf(room['pods']));
  if (count) return count;
  const storage = (each: Pod) => podTotal(each, ({ resources }) => unitsOf(resources?.requests?.['ephemeral-storage']));
  const amounts = [
    ['cpu', (each: Pod) => podRequests(each).cpuMilli, milliOf(room['cpu'])],
    ['memory', (each: Pod) => podRequests(each).memoryBytes, unitsOf(room['memory'])],
    ['ephemeral-storage', storage, unitsOf(room['ephemeral-storage'])],
  ] as const;
  for (const [resource, amountOf, capacity] of amounts) {
    const wanted = amountOf(pod);
    const used = others.reduce((sum, other) => sum + amountOf(other), 0);
    const found = wanted > 0 ? insufficient(resource, wanted, used, capacity) : undefined;
    if (found) return found;
  }
  return undefined;
}

function insufficient(resource: string, requested: number, used: number, capacity: number): Rejection | undefined {
  if (requested + used <= capacity) return undefined;
  const amounts = `requested: ${String(requested)}, used: ${String(used)}, capacity: ${String(capacity)}`;
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
}

function mismatch(pod: Pod, node: Node, others: readonly Pod[]): Rejection | undefined {
  const { spec } = pod;
  if (!matchesNodeAffinity(spec, node)) {
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  }
  if (portsClash(pod, others)) {
    return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  }
  const taint = untoleratedTaint(node.spec?.taints ?? [], spec?.tolerations ?? [], ['NoExecute']);
  if (!taint || isStatic(pod)) return undefined;
  return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
}

function portsClash(pod: Pod, others: readonly Pod[]): boolean {
  const taken = new Set(others.flatMap(hostPorts));
  return hostPorts(pod).some((port) => taken.has(port));
}

function hostPorts({ spec }: Pod): readonly string[] {
  return (spec?.containers ?? []).flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = 'TCP' }) => (hostPort ? [`${String(hostPort)}/${protocol}`] : [])),
  );
}

const predicate = (name: string, why: string): Rejection => ({
  reason: name,
  message: `Predicate ${name} failed: ${why}`,
});
