// Models pkg/controller/volume/pvcprotection and pkg/controller/volume/pvprotection (v1.35): a claim stays as long as a Pod
// uses it, and a volume as long as it is bound.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done, unlessGone } from '../controller.ts';
import { nonEmpty } from '../non-empty.ts';
import { claimsOf, usesClaim } from '../../kinds/pod/claims.ts';

type Pod = KindMap['pods'];
type Protected = 'persistentvolumes' | 'persistentvolumeclaims';

const claimProtection = 'persistentvolumeclaim-protection-controller';
const volumeProtection = 'persistentvolume-protection-controller';
const finalizers: Readonly<Record<Protected, string>> = {
  persistentvolumes: 'kubernetes.io/pv-protection',
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
};

export const claimProtectionController: ControllerDefinition = {
  name: claimProtection,
  component: claimProtection,
  watches: ['persistentvolumeclaims', 'pods'],
  create: (context) => ({
    watches: {
      persistentvolumeclaims: ({ type, object }) => (type === 'deleted' ? [] : [keyOf(object)]),
      pods: claimsLeft,
    },
    reconcile: (key) => protect(context, claimProtection, 'persistentvolumeclaims', key),
    save: () => undefined,
  }),
};

export const volumeProtectionController: ControllerDefinition = {
  name: volumeProtection,
  component: volumeProtection,
  watches: ['persistentvolumes'],
  create: (context) => ({
    watches: { persistentvolumes: ({ type, object }) => (type === 'deleted' ? [] : [keyOf(object)]) },
    reconcile: (key) => protect(context, volumeProtection, 'persistentvolumes', key),
    save: () => undefined,
  }),
};

function protect(context: ControllerContext, actor: string, resource: Protected, key: string): Outcome {
  const object: KubeObject | undefined = context.caches.of(resource).byKey(key);
  if (!object) return done;
  const finalizer = finalizers[resource];
  const present = object.metadata?.finalizers ?? [];
  const isEnding = object.metadata?.deletionTimestamp !== undefined;
  if (present.includes(finalizer) !== isEnding) return done;
  if (!isEnding) return write(context, actor, resource, object, [...present, finalizer]);
  if (resource === 'persistentvolumes' ? isBound(context, key) : isUsed(context, object)) return done;
  return write(
    context,
    actor,
    resource,
    object,
    present.filter((item) => item !== finalizer),
  );
}

function write(
  { server }: ControllerContext,
  actor: string,
  resource: Protected,
  object: KubeObject,
  list: readonly string[],
): Outcome {
  const updated = server.update(
    resource,
    { ...object, metadata: { ...object.metadata, finalizers: nonEmpty(list) } },
    { actor },
  );
  return unlessGone(updated);
}

const isBound = ({ caches }: ControllerContext, volume: string): boolean =>
  caches.of('persistentvolumes').byKey(volume)?.status?.phase === 'Bound';

/** Whether a Pod that has a node uses a claim: others will not start any more. */
function isUsed({ server }: ControllerContext, { metadata }: KubeObject): boolean {
  const { namespace = '', name = '' } = metadata ?? {};
  const pods = [...server.store.all('pods')];
  return pods.some((pod) => pod.metadata?.namespace === namespace && pod.spec?.nodeName && usesClaim(pod, name));
}

/** The claims that a Pod that goes may have been the last to use. */
function claimsLeft({ type, object }: Change<Pod>): readonly string[] {
  return type === 'deleted' ? claimsOf(object).map(({ name }) => `${object.metadata?.namespace ?? ''}/${name}`) : [];
}
