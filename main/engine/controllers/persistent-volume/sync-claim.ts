// Models syncClaim in pkg/controller/volume/persistentvolume/pv_controller.go (v1.35): finds a volume for a claim, and
// notices when one is lost.
import { eventTarget } from '../../api/event-recorder.ts';
import { newestFirst } from '../../kinds/admission/newest-first.ts';
import { hasClassAnnotation, storageClassOf } from '../../kinds/access-modes.ts';
import type { ControllerContext } from '../controller.ts';
import { written } from '../refusal.ts';
import { bind, name, setClaimPhase } from './bind.ts';
import { matchVolume, mismatchOf } from '../../kinds/persistent-volume/match-volume.ts';
import { provisionFor } from './provision.ts';
import {
  BIND_COMPLETED,
  BOUND_BY_CONTROLLER,
  type Claim,
  SELECTED_NODE,
  type Volume,
  hasAnnotation,
  isReservedFor,
  waitsForConsumer,
} from '../../kinds/persistent-volume/volumes.ts';
import { usesClaim } from '../../kinds/pod/claims.ts';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

export function syncClaim(context: ControllerContext, claim: Claim): void {
  const { volumeName } = claim.spec ?? {};
  const volume = volumeName ? context.server.store.get('persistentvolumes', volumeName) : undefined;
  if (hasAnnotation(claim, BIND_COMPLETED)) checkBound(context, claim, volume);
  else if (!volumeName) findVolume(context, claim);
  else if (volume) takeNamed(context, claim, volume);
  else setClaimPhase(context, claim, 'Pending', undefined);
}

function checkBound(context: ControllerContext, claim: Claim, volume: Volume | undefined): void {
  const lose = (reason: string, message: string) => {
    setClaimPhase(context, claim, 'Lost', undefined, { reason, message });
  };
  if (!claim.spec?.volumeName) {
    lose('ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
  } else if (!volume) lose('ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  else if (!volume.spec?.claimRef || volume.spec.claimRef.uid === claim.metadata?.uid) bind(context, volume, claim);
  else lose('ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

function takeNamed(context: ControllerContext, claim: Claim, volume: Volume): void {
  const own = volume.metadata?.name ?? '';
  const { claimRef } = volume.spec ?? {};
  if (claimRef && isReservedFor(volume, claim)) {
    bind(context, volume, claim);
    return;
  }
  const mismatch = claimRef ? undefined : mismatchOf(volume, claim);
  if (!claimRef && mismatch === undefined) {
    bind(context, volume, claim);
    return;
  }
  if (mismatch !== undefined)
    warn(context, claim, 'VolumeMismatch', `Cannot bind to requested volume "${own}": ${mismatch}`);
  else if (!hasAnnotation(claim, BOUND_BY_CONTROLLER)) {
    warn(context, claim, 'FailedBinding', `volume "${own}" already bound to a different claim.`);
  }
  setClaimPhase(context, claim, 'Pending', undefined);
}

function findVolume(context: ControllerContext, claim: Claim): void {
  const { server } = context;
  const delayed = waitsForConsumer(server, claim);
  const volume = matchVolume(claim, [...server.store.all('persistentvolumes')], delayed);
  if (volume) {
    bind(context, volume, claim);
    return;
  }
  if (giveDefaultClass(context, claim)) return;
  if (delayed && !hasAnnotation(claim, SELECTED_NODE)) tellWhatItWaitsFor(context, claim);
  else if (storageClassOf(claim) !== '') {
    provisionFor(context, claim);
    return;
  } else {
    const message = 'no persistent volumes available for this claim and no storage class is set';
    context.events.send(eventTarget(claim), 'Normal', 'FailedBinding', message);
  }
  setClaimPhase(context, claim, 'Pending', undefined);
}

/** A claim that names no class, not even the empty one, gets the default class as soon as there is one. */
function giveDefaultClass({ server }: ControllerContext, claim: Claim): boolean {
  if (claim.spec?.storageClassName !== undefined || hasClassAnnotation(claim)) return false;
  const classes = [...server.store.all('storageclasses')];
  const [newest] = classes
    .filter(({ metadata }) => metadata?.annotations?.[DEFAULT_CLASS] === 'true')
    .sort(newestFirst);
  if (!newest) return false;
  const storageClassName = newest.metadata?.name ?? '';
  const changed = { ...claim, spec: { ...claim.spec, storageClassName } };
  written(server.update('persistentvolumeclaims', changed, { actor: name }));
  return true;
}

function tellWhatItWaitsFor({ server, events }: ControllerContext, claim: Claim): void {
  const { namespace, name: own = '' } = claim.metadata ?? {};
  const pods = [...server.store.all('pods')].filter(
    (pod) => pod.metadata?.namespace === namespace && !pod.spec?.nodeName && usesClaim(pod, own),
  );
  const names = pods.map(({ metadata }) => metadata?.name ?? '').sort();
  const [reason, message] =
    names.length === 0
      ? ['WaitForFirstConsumer', 'waiting for first consumer to be created before binding']
      : ['WaitForPodScheduled', `waiting for pod${names.length > 1 ? 's' : ''} ${names.join(',')} to be scheduled`];
  events.send(eventTarget(claim), 'Normal', reason, message);
}

function warn({ events }: ControllerContext, claim: Claim, reason: string, message: string): void {
  events.send(eventTarget(claim), 'Warning', reason, message);
}
