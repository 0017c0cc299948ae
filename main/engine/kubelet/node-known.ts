// Models what the setters of pkg/kubelet/nodestatus and the Node's informer (v1.35) have to do with what was known of the
// Node before: which Events a new status gives, and what of it is written.
import type { Node, NodeCondition, NodeStatus } from '../api/generated/types.ts';

/** What a kubelet last knew of its Node. */
export interface KnownNode {
  readonly conditions: readonly NodeCondition[];
  readonly unschedulable: boolean;
}

/** The Event that a condition gives when it becomes true, and when it becomes false. */
const EVENTS: Readonly<Record<string, { readonly True: string; readonly False: string }>> = {
  MemoryPressure: { True: 'NodeHasInsufficientMemory', False: 'NodeHasSufficientMemory' },
  DiskPressure: { True: 'NodeHasDiskPressure', False: 'NodeHasNoDiskPressure' },
  PIDPressure: { True: 'NodeHasInsufficientPID', False: 'NodeHasSufficientPID' },
  Ready: { True: 'NodeReady', False: 'NodeNotReady' },
};

export function knownOf({ spec, status }: Node): KnownNode {
  return { conditions: status?.conditions ?? [], unschedulable: spec?.unschedulable === true };
}

/** Reasons of the Events about what has changed, in the order in which they are sent. */
export function changesOf(known: KnownNode, status: NodeStatus, unschedulable: boolean): readonly string[] {
  const reasons = (status.conditions ?? []).flatMap(({ type, status: now }) => {
    const before = known.conditions.find((condition) => condition.type === type)?.status;
    // A Node that enters is not ready: that is no news.
    if (before === now || (type === 'Ready' && now === 'False' && before !== 'True')) return [];
    return now === 'True' || now === 'False' ? (EVENTS[type]?.[now] ?? []) : [];
  });
  if (unschedulable === known.unschedulable) return reasons;
  return [...reasons, unschedulable ? 'NodeNotSchedulable' : 'NodeSchedulable'];
}

/** A patch against what was known: conditions that were like that already stay as they are now. */
export function patchOf(known: KnownNode, status: NodeStatus, current: NodeStatus | undefined): NodeStatus {
  const conditions = (status.conditions ?? []).map((condition) => {
    const before = known.conditions.find(({ type }) => type === condition.type)?.status;
    const present = current?.conditions?.find(({ type }) => type === condition.type);
    return before === condition.status && present ? present : condition;
  });
  return { ...status, conditions };
}
