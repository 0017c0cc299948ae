// Models pkg/controller/daemon/util/daemonset_util.go (v1.35): the Pod that a DaemonSet wants on one node.
import type { Affinity, NodeSelectorTerm, PodSpec, Toleration } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { podFromTemplate } from '../pod-control.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];

/** Holds the hash of the template, on Pods and on revisions. */
export const HASH_LABEL = 'controller-revision-hash';
const GENERATION_LABEL = 'pod-template-generation';
const GENERATION_ANNOTATION = 'deprecated.daemonset.template.generation';

/** A new Pod for `node`, marked with the template it is made from. */
export function daemonPod(set: DaemonSet, node: string, { hash, generation }: Edition): Pod {
  const pod = podFromTemplate(set.spec?.template ?? {}, set);
  const labels = {
    ...pod.metadata?.labels,
    [HASH_LABEL]: hash,
    ...(generation !== undefined && { [GENERATION_LABEL]: generation }),
  };
  return { ...pod, metadata: { ...pod.metadata, labels }, spec: daemonSpec(pod.spec ?? { containers: [] }, node) };
}

/** The template that a set has now. */
export interface Edition {
  readonly hash: string;
  /** Kept for sets that are older than their revisions. */
  readonly generation: string | undefined;
}

export const editionOf = ({ metadata }: DaemonSet, hash: string): Edition => ({
  hash,
  generation: metadata?.annotations?.[GENERATION_ANNOTATION],
});

/** Whether a Pod was made from the template as it is now. */
export function isUpdated({ metadata }: Pod, { hash, generation }: Edition): boolean {
  const labels = metadata?.labels ?? {};
  return labels[HASH_LABEL] === hash || (generation !== undefined && labels[GENERATION_LABEL] === generation);
}

/** The template's spec bound to one node, with what every daemon puts up with. */
export function daemonSpec(spec: PodSpec, node: string): PodSpec {
  const affinity: Affinity = {
    ...spec.affinity,
    nodeAffinity: {
      ...spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeTerm(node)] },
    },
  };
  return { ...spec, affinity, tolerations: withDaemonTolerations(spec) };
}

/** The node that a Pod runs on or is meant for. */
export function targetNode({ spec }: Pod): string {
  if (spec?.nodeName) return spec.nodeName;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const fields = (required?.nodeSelectorTerms ?? []).flatMap(({ matchFields = [] }) => matchFields);
  return fields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In')?.values?.[0] ?? '';
}

function nodeTerm(node: string): NodeSelectorTerm {
  return { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
}

function withDaemonTolerations({ tolerations = [], hostNetwork }: PodSpec): readonly Toleration[] {
  const added = [
    tolerate('not-ready', 'NoExecute'),
    tolerate('unreachable', 'NoExecute'),
    tolerate('disk-pressure', 'NoSchedule'),
    tolerate('memory-pressure', 'NoSchedule'),
    tolerate('pid-pressure', 'NoSchedule'),
    tolerate('unschedulable', 'NoSchedule'),
    ...(hostNetwork ? [tolerate('network-unavailable', 'NoSchedule')] : []),
  ];
  const isReplaced = (own: Toleration) => added.some(({ key, effect }) => key === own.key && effect === own.effect);
  return [...tolerations.filter((own) => !isReplaced(own)), ...added];
}

function tolerate(condition: string, effect: string): Toleration {
  return { key: `node.kubernetes.io/${condition}`, operator: 'Exists', effect };
}
