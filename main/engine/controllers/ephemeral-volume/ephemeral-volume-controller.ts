// Models pkg/controller/volume/ephemeral/controller.go (v1.35): makes the claims of a Pod's ephemeral volumes, which live as
// long as the Pod.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Volume } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { dropUndefined } from '../../kernel/json.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done } from '../controller.ts';
import { controllerReference } from '../owners.ts';
import { ephemeralClaimName } from '../../kinds/pod/claims.ts';

type Pod = KindMap['pods'];
type Claim = KindMap['persistentvolumeclaims'];

const name = 'ephemeral-volume-controller';

export const ephemeralVolumeController: ControllerDefinition = {
  name,
  component: 'ephemeral_volume',
  watches: ['pods', 'persistentvolumeclaims'],
  create: (context) => ({
    watches: {
      pods: ({ type, object }) => (type === 'added' && ephemeralsOf(object).length > 0 ? [keyOf(object)] : []),
      // A claim that has gone while its Pod is still there is made again.
      persistentvolumeclaims: ({ type, object }) => (type === 'deleted' ? podsOf(object) : []),
    },
    reconcile: (key) => provide(context, key),
    save: () => undefined,
  }),
};

const ephemeralsOf = ({ spec }: Pod): Volume[] => (spec?.volumes ?? []).filter(({ ephemeral }) => ephemeral);

function podsOf({ metadata }: Claim): string[] {
  const owners = (metadata?.ownerReferences ?? []).filter(({ kind, controller }) => kind === 'Pod' && controller);
  return owners.map((owner) => `${metadata?.namespace ?? ''}/${owner.name}`);
}

function provide(context: ControllerContext, key: string): Outcome {
  const pod = context.caches.of('pods').byKey(key);
  if (!pod || pod.metadata?.deletionTimestamp !== undefined) return done;
  for (const volume of ephemeralsOf(pod)) {
    const why = ensureClaim(context, pod, volume);
    if (why === undefined) continue;
    const message = `ephemeral volume ${volume.name}: ${why}`;
    context.events.send(eventTarget(pod), 'Warning', 'FailedBinding', message);
    return { type: 'failed', why };
  }
  return done;
}

/** Makes the claim of a volume if it is not there; answers what stands in the way. */
function ensureClaim({ server }: ControllerContext, pod: Pod, volume: Volume): string | undefined {
  const { name: own = '', namespace = '', uid } = pod.metadata ?? {};
  const claimName = ephemeralClaimName(pod, volume);
  const present = server.get('persistentvolumeclaims', namespace, claimName);
  if (present.ok) {
    const isOurs = present.object.metadata?.ownerReferences?.some((owner) => owner.controller && owner.uid === uid);
    if (isOurs) return undefined;
    return `PVC ${namespace}/${claimName} was not created for pod ${namespace}/${own} (pod is not owner)`;
  }
  if (present.status.code !== 404) return present.status.message;
  const { metadata, spec } = volume.ephemeral?.volumeClaimTemplate ?? {};
  const { labels, annotations } = metadata ?? {};
  const ownerReferences = [controllerReference(pod)];
  const claim = { metadata: dropUndefined({ name: claimName, namespace, labels, annotations, ownerReferences }), spec };
  const created = server.create('persistentvolumeclaims', claim, { actor: name });
  return created.ok ? undefined : `create PVC ${claimName}: ${created.status.message}`;
}
