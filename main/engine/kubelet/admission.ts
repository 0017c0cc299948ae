// Models pkg/kubelet/lifecycle/predicate.go and AdmissionCheck in pkg/scheduler (v1.35): whether a machine takes a Pod
// that was given to it, whoever did that.
import type { Node, Pod } from '../api/generated/types.ts';
import { milliOf, unitsOf } from '../api/quantity.ts';
import { matchesNodeAffinity } from '../kinds/node/affinity.ts';
import { portsClash } from '../kinds/pod/host-ports.ts';
import { untoleratedTaint } from '../kinds/node/taints.ts';
import { type PodDemands, totalOf } from './pod-demands.ts';
import { isStatic } from './pod-source.ts';

export interface Rejection {
  /** As the Pod's status and the event have it. */
  readonly reason: string;
  /** As the event has it. */
  readonly message: string;
}

/** Why the node does not take `pod`, which wants `wanted`, beside the others that it has; undefined when it does. */
export function rejectionOf(
  pod: Pod,
  wanted: PodDemands,
  node: Node,
  others: readonly PodDemands[],
): Rejection | undefined {
  if (pod.spec?.os !== undefined && pod.spec.os.name !== 'linux') {
    return { reason: 'PodOSNotSupported', message: "Failed to admit pod as the OS field doesn't match node OS" };
  }
  return tooLarge(wanted, node, others) ?? mismatch(pod, wanted, node, others);
}

function tooLarge(wanted: PodDemands, node: Node, others: readonly PodDemands[]): Rejection | undefined {
  const slots = unitsOf(node.status?.allocatable?.['pods']);
  return insufficient('pods', 1, others.length, slots) ?? lackOf(wanted, node, others);
}

/** What the node has too little of, beside the others that it has; undefined when there is enough of everything. */
export function lackOf(wanted: PodDemands, { status }: Node, others: readonly PodDemands[]): Rejection | undefined {
  const room = status?.allocatable ?? {};
  const amounts = [
    ['cpu', 'cpuMilli', milliOf(room['cpu'])],
    ['memory', 'memoryBytes', unitsOf(room['memory'])],
    ['ephemeral-storage', 'storageBytes', unitsOf(room['ephemeral-storage'])],
  ] as const;
  const used = totalOf(others);
  for (const [resource, field, capacity] of amounts) {
    const found = wanted[field] > 0 ? insufficient(resource, wanted[field], used[field], capacity) : undefined;
    if (found) return found;
  }
  return undefined;
}

function insufficient(resource: string, requested: number, used: number, capacity: number): Rejection | undefined {
  if (requested + used <= capacity) return undefined;
  const amounts = `requested: ${String(requested)}, used: ${String(used)}, capacity: ${String(capacity)}`;
  return { reason: `OutOf${resource}`, message: `Node didn't have enough resource: ${resource}, ${amounts}` };
}

function mismatch(pod: Pod, wanted: PodDemands, node: Node, others: readonly PodDemands[]): Rejection | undefined {
  const { spec } = pod;
  if (!matchesNodeAffinity(spec, node)) {
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  }
  if (isPortTaken(wanted, others)) {
    return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  }
  const taint = untoleratedTaint(node.spec?.taints ?? [], spec?.tolerations ?? [], ['NoExecute']);
  if (!taint || isStatic(pod)) return undefined;
  return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
}

function isPortTaken(wanted: PodDemands, others: readonly PodDemands[]): boolean {
  const taken = others.flatMap(({ hostPorts }) => hostPorts);
  return wanted.hostPorts.some((port) => taken.some((each) => portsClash(port, each)));
}

const predicate = (name: string, why: string): Rejection => ({
  reason: name,
  message: `Predicate ${name} failed: ${why}`,
});
