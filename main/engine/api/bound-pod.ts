// Models the binding of pkg/registry/core/pod/storage/storage.go and plugin/pkg/admission/podtopologylabels (v1.35): a Pod
// that is given its node.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import { dropUndefined } from '../kernel/json.ts';
import { type Micros, toTimestamp } from '../kernel/time.ts';
import type { Node, Pod } from './generated/types.ts';
import { conflict, type Named } from './status.ts';

/** What Pods take over from their node's labels. */
const TOPOLOGY_LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

const bindings: Named = { group: '', resource: 'pods/binding', kind: 'Binding' };

/** Why a Pod cannot be bound, or not any more. */
export function bindingRefusal(pod: Pod): ApiStatus | undefined {
  const name = pod.metadata?.name ?? '';
  const why = hindrance(name, pod);
  return why === undefined ? undefined : conflict(bindings, name, why);
}

function hindrance(name: string, { metadata, spec }: Pod): string | undefined {
  if (metadata?.deletionTimestamp) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if (spec?.nodeName) return `pod ${name} is already assigned to node "${spec.nodeName}"`;
  return spec?.schedulingGates?.length ? `pod ${name} has non-empty .spec.schedulingGates` : undefined;
}

/** The labels of a Pod that is on this node. */
export function labelsOnNode(labels: Record<string, string> | undefined, node: Node | undefined): typeof labels {
  const taken = Object.entries(node?.metadata?.labels ?? {}).filter(([key]) => TOPOLOGY_LABELS.includes(key));
  return taken.length === 0 ? labels : { ...labels, ...Object.fromEntries(taken) };
}

/** The Pod on its node, as scheduled now. The node is not looked at where it is gone. */
export function boundPod(pod: Pod, name: string, node: Node | undefined, now: Micros): Pod {
  const scheduled = {
    type: 'PodScheduled',
    observedGeneration: pod.metadata?.generation,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: toTimestamp(now),
  };
  const conditions = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  return {
    ...pod,
    metadata: dropUndefined({ ...pod.metadata, labels: labelsOnNode(pod.metadata?.labels, node) }),
    spec: { ...pod.spec, nodeName: name },
    status: dropUndefined({ ...pod.status, nominatedNodeName: undefined, conditions: [...conditions, scheduled] }),
  } as Pod;
}
