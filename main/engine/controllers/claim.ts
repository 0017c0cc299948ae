// Models PodControllerRefManager in pkg/controller/controller_ref_manager.go (v1.35): a controller adopts Pods that its
// selector selects and nobody controls, and releases those that it controls and no longer selects.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Labels } from '../api/selectors.ts';
import type { KindMap } from '../api/resources.ts';
import type { ControllerContext } from './controller.ts';
import { orphansOf } from './caches.ts';
import { byKey } from './order.ts';
import { controllerReference } from './owners.ts';

type Pod = KindMap['pods'];

export interface Claimer {
  readonly actor: string;
  readonly owner: KubeObject;
  selects(labels: Labels): boolean;
  /** Which Pods are worth having at all. */
  isWanted(pod: Pod): boolean;
}

/** The Pods that belong to the owner after adoption and release, and the first failure on the way. */
export function claimPods(
  context: ControllerContext,
  claimer: Claimer,
): { readonly pods: readonly Pod[]; readonly failure: ApiStatus | undefined } {
  const { uid = '', namespace = '', deletionTimestamp } = claimer.owner.metadata ?? {};
  const pods: Pod[] = [];
  let failure: ApiStatus | undefined;
  const keep = (result: Pod | ApiStatus | undefined) => {
    if (isPod(result)) pods.push(result);
    else failure ??= result;
  };
  const strays: Pod[] = [];
  for (const pod of context.caches.podsByController.of(uid)) {
    if (!claimer.isWanted(pod)) continue;
    if (claimer.selects(pod.metadata?.labels ?? {})) pods.push(pod);
    else strays.push(pod);
  }
  if (deletionTimestamp !== undefined) return { pods, failure };
  for (const pod of strays.sort(byKey)) keep(release(context, claimer, pod));
  for (const pod of adoptable(context, claimer, namespace)) keep(adopt(context, claimer, pod));
  return { pods, failure };
}

function adoptable(context: ControllerContext, claimer: Claimer, namespace: string): Pod[] {
  const orphans = [...context.caches.podsByController.of(orphansOf(namespace))];
  const wanted = orphans.filter(
    (pod) =>
      pod.metadata?.deletionTimestamp === undefined &&
      claimer.isWanted(pod) &&
      claimer.selects(pod.metadata?.labels ?? {}),
  );
  return wanted.sort(byKey);
}

function adopt({ server }: ControllerContext, { actor, owner }: Claimer, pod: Pod): Pod | ApiStatus {
  const ownerReferences = [...(pod.metadata?.ownerReferences ?? []), controllerReference(owner)];
  const adopted = server.update('pods', { ...pod, metadata: { ...pod.metadata, ownerReferences } }, { actor });
  return adopted.ok ? adopted.object : adopted.status;
}

function release({ server }: ControllerContext, { actor, owner }: Claimer, pod: Pod): ApiStatus | undefined {
  const kept = (pod.metadata?.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata?.uid);
  const { ownerReferences: _, ...metadata } = pod.metadata ?? {};
  const released = server.update(
    'pods',
    { ...pod, metadata: kept.length > 0 ? { ...metadata, ownerReferences: kept } : metadata },
    { actor },
  );
  // A Pod that has changed or gone meanwhile is looked at again when its change arrives.
  return released.ok || released.status.code === 404 ? undefined : released.status;
}

function isPod(result: Pod | ApiStatus | undefined): result is Pod {
  return result?.kind === 'Pod';
}
