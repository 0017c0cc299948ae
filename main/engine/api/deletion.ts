// Models the end of objects in apiserver's registry/generic/registry/store.go (v1.35): what still holds them back.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { SECOND, type Micros, fromTimestamp, toTimestamp } from '../kernel/time.ts';
import type { CustomResourceDefinition, Namespace } from './generated/types.ts';

export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

/** Whether an object that is being deleted has nothing left to wait for. */
export function isFinished(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata ?? {};
  return (
    deletionTimestamp !== undefined &&
    (deletionGracePeriodSeconds ?? 0) === 0 &&
    (finalizers ?? []).length === 0 &&
    namespaceIsEmpty(object)
  );
}

/** A Namespace also waits for its own list of finalizers in the spec. */
export function namespaceIsEmpty(object: KubeObject): boolean {
  if (object.kind !== 'Namespace') return true;
  return ((object as Namespace).spec?.finalizers ?? []).length === 0;
}

/** The definitions of custom resources end when their objects have gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** The finalizers of an object that is to be deleted with this policy, which the garbage collector acts on. */
export function finalizersFor(object: KubeObject, policy: PropagationPolicy | undefined): readonly string[] {
  const finalizers = finalizersOf(object);
  if (policy === undefined) return finalizers;
  const others = finalizers.filter((finalizer) => finalizer !== 'orphan' && finalizer !== 'foregroundDeletion');
  if (policy === 'Background') return others;
  return [...others, policy === 'Orphan' ? 'orphan' : 'foregroundDeletion'];
}

function finalizersOf({ kind, metadata }: KubeObject): readonly string[] {
  const finalizers = metadata?.finalizers ?? [];
  const begins = kind === 'CustomResourceDefinition' && metadata?.deletionTimestamp === undefined;
  return begins && !finalizers.includes(CLEANUP_FINALIZER) ? [...finalizers, CLEANUP_FINALIZER] : finalizers;
}

const IMMORTAL_NAMESPACES = ['default', 'kube-system', 'kube-public'];

/** Whether the object is one of the Namespaces that the API server never deletes (kube-node-lease is not). */
export function isImmortal(object: KubeObject): boolean {
  return object.kind === 'Namespace' && IMMORTAL_NAMESPACES.includes(object.metadata?.name ?? '');
}

export interface DeletionMarks {
  readonly graceSeconds: number;
  readonly finalizers: readonly string[];
  readonly now: Micros;
  /** Whether the kind's generation counts the deletion. */
  readonly generation: boolean;
}

/**
 * The object with its deletion written on it. Undefined when it is being deleted already and would not end sooner: a
 * second deletion can shorten the grace period, which still counts from the first, but never lengthen it.
 */
export function markDeleted(object: KubeObject, marks: DeletionMarks): KubeObject | undefined {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, generation = 0 } = object.metadata ?? {};
  if (deletionTimestamp !== undefined && deletionGracePeriodSeconds <= marks.graceSeconds) return undefined;
  const due = deletionTimestamp === undefined ? undefined : fromTimestamp(deletionTimestamp);
  const begun = due === undefined ? marks.now : due - deletionGracePeriodSeconds * SECOND;
  const end = begun + marks.graceSeconds * SECOND;
  const isPast = end < marks.now;
  const metadata = {
    ...object.metadata,
    deletionTimestamp: toTimestamp(isPast ? marks.now : (end as Micros)),
    // A grace that is over already is still one.
    deletionGracePeriodSeconds: isPast ? Math.min(1, marks.graceSeconds) : marks.graceSeconds,
    ...(marks.finalizers.length > 0 && { finalizers: marks.finalizers }),
    ...(marks.generation && deletionTimestamp === undefined && { generation: generation + 1 }),
  };
  // Some end by their own rules, in which there is no grace.
  const { deletionGracePeriodSeconds: _, ...ungraceful } = metadata;
  switch (object.kind) {
    case 'Namespace': {
      const status = { ...(object as Namespace).status, phase: 'Terminating' };
      return { ...object, metadata: ungraceful, status } as KubeObject;
    }
    case 'CustomResourceDefinition': {
      const { generation } = object.metadata ?? {};
      return pendingDefinition(object, { ...ungraceful, generation }, marks.now);
    }
    default:
      return { ...object, metadata };
  }
}

function pendingDefinition(object: KubeObject, metadata: KubeObject['metadata'], now: Micros): KubeObject {
  const { status } = object as CustomResourceDefinition;
  const pending = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: toTimestamp(now),
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  };
  const others = (status?.conditions ?? []).filter(({ type }) => type !== pending.type);
  return { ...object, metadata, ...{ status: { ...status, conditions: [...others, pending] } } };
}
