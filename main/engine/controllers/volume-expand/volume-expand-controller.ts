// Models pkg/controller/volume/expand/expand_controller.go (v1.35): a claim that asks for more than its volume gives it has
// to be seen to by whoever runs the storage, and is told so.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { compareQuantities } from '../../kinds/quantities.ts';
import { type ControllerContext, type ControllerDefinition, type Outcome, done } from '../controller.ts';

type Claim = KindMap['persistentvolumeclaims'];

const WAITING = 'waiting for an external controller to expand this PVC';

export const volumeExpandController: ControllerDefinition = {
  name: 'persistentvolume-expander-controller',
  component: 'volume_expand',
  watches: ['persistentvolumeclaims', 'persistentvolumes'],
  create: (context) => ({
    watches: { persistentvolumeclaims: (change) => (isGrown(change) ? [keyOf(change.object)] : []) },
    reconcile: (key) => tell(context, key),
    save: () => undefined,
  }),
};

/** Whether a bound claim is new to the controller, asks for more than before or has been given more. */
function isGrown({ type, object, previous }: Change<Claim>): boolean {
  if (type === 'deleted' || object.status?.phase !== 'Bound') return false;
  if (!previous) return true;
  return (
    compareQuantities(requestOf(object), requestOf(previous)) > 0 ||
    compareQuantities(capacityOf(object), capacityOf(previous)) > 0
  );
}

function tell({ caches, events }: ControllerContext, key: string): Outcome {
  const claim = caches.of('persistentvolumeclaims').byKey(key);
  const volume = claim && caches.of('persistentvolumes').byKey(claim.spec?.volumeName ?? '');
  if (!claim || !volume || compareQuantities(requestOf(claim), capacityOf(claim)) <= 0) return done;
  if (volume.spec?.claimRef?.uid !== claim.metadata?.uid) return done;
  events.send(eventTarget(claim), 'Normal', 'ExternalExpanding', WAITING);
  return done;
}

const requestOf = ({ spec }: Claim): string => spec?.resources?.requests?.['storage'] ?? '0';
const capacityOf = ({ status }: Claim): string => status?.capacity?.['storage'] ?? '0';
