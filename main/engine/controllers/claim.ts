// Models PodControllerRefManager in pkg/controller/controller_ref_manager.go (v1.35): a controller adopts Pods that its
// selector selects and nobody controls, and releases those that it controls and no longer selects.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Labels } from '../api/selectors.ts';
import type { KindMap } from '../api/resources.ts';
import type { ApiResult } from '../api/server.ts';
import { dropUndefined } from '../kernel/json.ts';
import type { ControllerContext } from './controller.ts';
import { orphansOf } from './caches.ts';
import { byKey } from '../api/order.ts';
import { controllerReference } from './owners.ts';
import { nonEmpty } from './non-empty.ts';

type Pod = KindMap['pods'];

export interface Claimer {
  readonly actor: string;
  readonly owner: KubeObject;
  selects(labels: Labels): boolean;
  /** Which Pods are worth having at all. */
  isWanted(pod: Pod): boolean;
  /** Put on Pods that are adopted and taken off those that are released. */
  readonly finalizer?: string;
}

/** Pods that an owner has now, and the first failure on the way. */
export interface Claimed {
  readonly pods: readonly Pod[];
  readonly failure: ApiStatus | undefined;
}

/** The Pods that belong to the owner after adoption and release. */
export function claimPods(context: ControllerContext, claimer: Claimer): Claimed {
  const kept: Pod[] = [];
  const strays: Pod[] = [];
  for (const pod of context.caches.podsByController.of(claimer.owner.metadata?.uid ?? '')) {
    if (!claimer.isWanted(pod)) continue;
    if (claimer.selects(pod.metadata?.labels ?? {})) kept.push(pod);
    else strays.push(pod);
  }
  const failure = releasePods(context, claimer, strays);
  const adopted = adoptPods(context, claimer);
  return { pods: [...kept, ...adopted.pods], failure: failure ?? adopted.failure };
}

/** Lets go of Pods, unless the owner itself is being deleted. */
export function releasePods(context: ControllerContext, claimer: Claimer, pods: Pod[]): ApiStatus | undefined {
  if (claimer.owner.metadata?.deletionTimestamp !== undefined) return undefined;
  return pods
    .sort(byKey)
    .map((pod) => release(context, claimer, pod))
    .find((failure) => failure !== undefined);
}

/** Takes over the Pods of the owner's namespace that suit it and that nobody controls. */
export function adoptPods(context: ControllerContext, claimer: Claimer): Claimed {
  const { namespace = '', deletionTimestamp } = claimer.owner.metadata ?? {};
  const pods: Pod[] = [];
  let failure: ApiStatus | undefined;
  if (deletionTimestamp !== undefined) return { pods, failure };
  for (const pod of adoptable(context, claimer, namespace)) {
    const adopted = adopt(context, claimer, pod);
    if (adopted.ok) pods.push(adopted.object);
    else failure ??= adopted.status;
  }
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

function adopt({ server }: ControllerContext, { actor, owner, finalizer }: Claimer, pod: Pod): ApiResult<Pod> {
  const ownerReferences = [...(pod.metadata?.ownerReferences ?? []), controllerReference(owner)];
  const finalizers = finalizer ? [...(pod.metadata?.finalizers ?? []), finalizer] : pod.metadata?.finalizers;
  const metadata = dropUndefined({ ...pod.metadata, ownerReferences, finalizers });
  return server.update('pods', { ...pod, metadata }, { actor });
}

function release(
  { server }: ControllerContext,
  { actor, owner, finalizer }: Claimer,
  { metadata, ...pod }: Pod,
): ApiStatus | undefined {
  const ownerReferences = (metadata?.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata?.uid);
  const finalizers = (metadata?.finalizers ?? []).filter((name) => name !== finalizer);
  const kept = {
    ...metadata,
    ownerReferences: nonEmpty(ownerReferences),
    finalizers: nonEmpty(finalizers),
  };
  const released = server.update('pods', { ...pod, metadata: dropUndefined(kept) }, { actor });
  // A Pod that has changed or gone meanwhile is looked at again when its change arrives.
  return released.ok || released.status.code === 404 ? undefined : released.status;
}
