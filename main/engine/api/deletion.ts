// Models the end of objects in apiserver's registry/generic/registry/store.go (v1.35): what still holds them back.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Namespace } from './generated/types.ts';

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

/** The finalizers of an object that is to be deleted with this policy, which the garbage collector acts on. */
export function finalizersFor(object: KubeObject, policy: PropagationPolicy | undefined): readonly string[] {
  const finalizers = object.metadata?.finalizers ?? [];
  const wanted = policy === 'Foreground' ? 'foregroundDeletion' : policy === 'Orphan' ? 'orphan' : undefined;
  if (wanted !== undefined && !finalizers.includes(wanted)) return [...finalizers, wanted];
  return finalizers;
}
