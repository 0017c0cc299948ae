// Objects that controllers compute from others, and make again wherever those others are.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject } from '../../engine/kernel/json.ts';
import { controllerOf, titleOf } from './identity.ts';
import { mapAt } from './json-draft.ts';

const SLICE_MAKER = 'endpointslice.kubernetes.io/managed-by';
/** Owners whose controllers run in every cluster and make what they own again. */
const CONTROLLERS = new Set([
  ...['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  ...['Node', 'Service', 'Endpoints'],
]);

/** Whether the owner of an object makes it again by itself; `has` says which owners are there, by their UIDs. */
export function isMadeByOwner(object: KubeObject, has: (uid: string) => boolean): boolean {
  const owner = controllerOf(object);
  // The mirror of a static Pod belongs to its machine.
  if (owner?.kind === 'Node') return true;
  return owner !== undefined && CONTROLLERS.has(owner.kind) && has(owner.uid);
}

/** Whether it follows from other objects: endpoints of Services that select Pods, Events, revisions of templates. */
export function isDerived(object: KubeObject, services: ReadonlyMap<string, KubeObject>): boolean {
  const { kind, metadata } = object;
  switch (kind) {
    case 'Event':
    case 'ControllerRevision':
      return true;
    case 'Endpoints':
      return hasSelector(services.get(titleOf(object)));
    case 'EndpointSlice':
      return metadata?.labels?.[SLICE_MAKER]?.endsWith('.k8s.io') === true;
    default:
      return false;
  }
}

/** Whether a disk was made for a claim, and will be again. */
export const isProvisioned = ({ kind, metadata }: KubeObject): boolean =>
  kind === 'PersistentVolume' && metadata?.annotations?.['pv.kubernetes.io/provisioned-by'] !== undefined;

/** The Services among objects, by namespace and name. */
export function servicesIn(objects: readonly KubeObject[]): ReadonlyMap<string, KubeObject> {
  return new Map(objects.filter(({ kind }) => kind === 'Service').map((service) => [titleOf(service), service]));
}

function hasSelector(service: KubeObject | undefined): boolean {
  return isJsonObject(service) && Object.keys(mapAt(mapAt(service, 'spec'), 'selector')).length > 0;
}
