// Models pkg/controller/volume/persistentvolume/pv_controller_base.go (v1.35): brings claims and volumes together, when
// either changes and every 15 s. Keys of claims have a slash, those of volumes none.
import { keyOf } from '../../api/resources.ts';
import { SECOND } from '../../kernel/time.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done } from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { untilRefused } from '../refusal.ts';
import { name } from './bind.ts';
import { syncClaim } from './sync-claim.ts';
import { syncVolume } from './sync-volume.ts';

/** No object is called so. */
const RESYNC = 'resync pass';
const RESYNC_PERIOD_US = 15 * SECOND;

export const persistentVolumeController: ControllerDefinition = {
  name,
  component: 'persistentvolume-controller',
  watches: ['persistentvolumes', 'persistentvolumeclaims', 'storageclasses', 'pods'],
  create: (context) => ({
    periodic: [{ key: RESYNC, everyUs: RESYNC_PERIOD_US }],
    watches: {
      persistentvolumes: ({ object, type }) => {
        const { namespace, name: claim } = object.spec?.claimRef ?? {};
        // The claim of a volume that has gone has lost it.
        if (type === 'deleted') return namespace && claim ? [`${namespace}/${claim}`] : [];
        return [keyOf(object)];
      },
      persistentvolumeclaims: ({ object, type }) => {
        if (type !== 'deleted') return [keyOf(object)];
        const { volumeName } = object.spec ?? {};
        return volumeName ? [volumeName] : [];
      },
    },
    reconcile: (key) => untilRefused(() => reconcile(context, key)),
    save: () => undefined,
  }),
};

function reconcile(context: ControllerContext, key: string): Outcome {
  if (key === RESYNC) return queueAll(context);
  const { server, requeue } = context;
  if (key.includes('/')) {
    const claim = server.store.get('persistentvolumeclaims', key);
    if (claim) syncClaim(context, claim);
    return done;
  }
  const volume = server.store.get('persistentvolumes', key);
  const claimKey = volume && syncVolume(context, volume);
  if (claimKey !== undefined) requeue(claimKey, 0);
  return done;
}

function queueAll({ caches, requeue }: ControllerContext): Outcome {
  for (const resource of ['persistentvolumes', 'persistentvolumeclaims'] as const) {
    for (const object of [...caches.of(resource).all()].sort(byKey)) requeue(keyOf(object), 0);
  }
  return done;
}
