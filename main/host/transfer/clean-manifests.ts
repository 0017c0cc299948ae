// The objects of a cluster as manifests: what people wanted, and nothing that the cluster made of it.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { cleanObject, withoutServersWork } from './clean-object.ts';
import { inDependencyOrder } from './dependency-order.ts';
import { isDerived, isMadeByOwner, isProvisioned, servicesIn } from './derived-objects.ts';
import { identityOf } from './identity.ts';
import { kindsFor } from './kind-at-hand.ts';
import { isSystemPart } from './system-parts.ts';

export interface ManifestChoices {
  /** One namespace alone, with its Namespace; all when undefined. */
  readonly namespace?: string | undefined;
  /** What the cluster began with, and begins with again elsewhere. */
  readonly beginnings?: readonly KubeObject[];
}

/** In an order in which they can be applied. `objects` is the whole cluster. */
export function cleanManifests(objects: readonly KubeObject[], choices: ManifestChoices = {}): readonly KubeObject[] {
  const kindOf = kindsFor(objects);
  const isTheirs = theirs(objects, choices);
  const wanted = objects.filter((object) => isIn(object, choices.namespace) && isTheirs(object));
  return inDependencyOrder(wanted).map((object) => {
    const kind = kindOf(object)?.kind;
    return kind ? cleanObject(kind, object) : withoutServersWork(object);
  });
}

function isIn({ kind, metadata }: KubeObject, namespace: string | undefined): boolean {
  if (namespace === undefined) return true;
  return metadata?.namespace === namespace || (kind === 'Namespace' && metadata?.name === namespace);
}

/** Tells what people have made from what the cluster has. */
function theirs(objects: readonly KubeObject[], { beginnings = [] }: ManifestChoices): (object: KubeObject) => boolean {
  const uids = new Set(objects.map(({ metadata }) => metadata?.uid ?? ''));
  const services = servicesIn(objects);
  const begun = new Set(beginnings.map(identityOf));
  return (object) =>
    object.metadata?.deletionTimestamp === undefined &&
    !begun.has(identityOf(object)) &&
    !isSystemPart(object) &&
    !isProvisioned(object) &&
    !isMadeByOwner(object, (uid) => uids.has(uid)) &&
    !isDerived(object, services);
}
