// Whether a Pod may be on a node, as far as labels, taints and amounts say.
import type { Node, NodeSelectorTerm, Pod, PodSpec, Taint, Toleration } from '../../api/generated/types.ts';
import { requestsOf, roomOf } from './node-room.ts';

/** The taints of some effects that `tolerations` do not cover. */
export function blockingTaints(
  { spec }: Node,
  tolerations: readonly Toleration[] = [],
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): readonly Taint[] {
  const taints = spec?.taints ?? [];
  return taints.filter((taint) => effects.includes(taint.effect) && !tolerations.some((each) => covers(each, taint)));
}

function covers({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  if (key !== undefined && key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (key !== undefined && (value ?? '') === (taint.value ?? ''));
}

/** Whether the node has the labels that a Pod asks for. */
export function isChosen(node: Node, spec: PodSpec | undefined): boolean {
  const labels = node.metadata?.labels ?? {};
  const isSelected = Object.entries(spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return isSelected && (terms === undefined || terms.some((term) => meets(node, term)));
}

function meets({ metadata }: Node, term: NodeSelectorTerm): boolean {
  const labels = metadata?.labels ?? {};
  const byLabel = (term.matchExpressions ?? []).every(({ key, operator, values }) => {
    if (operator === 'In') return labels[key] !== undefined && (values ?? []).includes(labels[key]);
    if (operator === 'NotIn') return labels[key] === undefined || !(values ?? []).includes(labels[key]);
    return operator === 'Exists' ? labels[key] !== undefined : labels[key] === undefined;
  });
  return byLabel && (term.matchFields ?? []).every(({ values }) => values?.includes(metadata?.name ?? ''));
}

/** Whether there is room for `pod` on `node` beside `pods`. */
export function hasRoom(node: Node, pod: Pod, pods: readonly Pod[]): boolean {
  const [room, asked] = [roomOf(node, pods), requestsOf(pod)];
  return (
    room.pods >= 1 &&
    (asked.cpuMilli === 0 || room.cpuMilli >= asked.cpuMilli) &&
    (asked.memoryBytes === 0 || room.memoryBytes >= asked.memoryBytes)
  );
}
