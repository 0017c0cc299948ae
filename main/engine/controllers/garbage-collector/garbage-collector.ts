// Models pkg/controller/garbagecollector/garbagecollector.go (v1.35): what has lost all its owners is deleted, what is
// deleted in the foreground waits for its dependents, and what is deleted with `orphan` lets them go.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { eventTarget } from '../../api/event-recorder.ts';
import type { OwnerReference } from '../../api/generated/types.ts';
import type { ResourceName } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  unlessGone,
} from '../controller.ts';
import { possessions } from '../possessions.ts';
import { Dependents, type Identity, identityOf } from './dependents.ts';
import { GraphObjects } from './graph-objects.ts';
import {
  FOREGROUND,
  ORPHAN,
  hasFinalizer,
  isWaitingForDependents,
  namespaceFor,
  ownerStates,
  resourceOf,
} from './owner-states.ts';

const name = 'garbage-collector';
export const garbageCollector: ControllerDefinition = {
  name,
  component: 'garbage-collector-controller',
  watches: possessions,
  create: (context) => new GarbageCollector(context),
};

/** Its keys are identities. */
class GarbageCollector implements Controller {
  readonly #context: ControllerContext;
  readonly #dependents = new Dependents();
  readonly #objects: GraphObjects;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#objects = new GraphObjects(context.server, name);
    const watch = (resource: ResourceName) => (change: Change<KubeObject>) => this.#changed(resource, change);
    this.watches = Object.fromEntries(possessions.map((resource) => [resource, watch(resource)]));
    for (const [resource, object] of context.caches.everything()) {
      if (resource !== 'events') this.#dependents.add(identityOf(resource, object), object);
    }
  }

  readonly watchesCustom = (resource: ResourceName, change: Change<KubeObject>) => this.#changed(resource, change);

  reconcile(key: Identity): Outcome {
    const found = this.#objects.get(key);
    if (!found.ok) return unlessGone(found);
    const { object } = found;
    const isEnding = object.metadata?.deletionTimestamp !== undefined;
    if (isEnding && hasFinalizer(object, ORPHAN)) return this.#orphanDependents(key, object);
    if (isWaitingForDependents(object)) return this.#finishForeground(key, object);
    return isEnding ? done : this.#collect(key, object);
  }

  save(): Json {
    return undefined;
  }

  #changed(resource: ResourceName, { type, object, previous }: Change<KubeObject>): readonly Identity[] {
    const identity = identityOf(resource, object);
    const uid = object.metadata?.uid ?? '';
    const isKnown = previous !== undefined && type !== 'deleted' && hasSameOwners(object, previous);
    if (previous && !isKnown) this.#dependents.remove(identity, previous);
    if (type === 'deleted') return [...this.#dependents.of(uid), ...this.#ownersWaiting(object)];
    if (!isKnown) this.#dependents.add(identity, object);
    if (isWaitingForDependents(object)) {
      return previous && isWaitingForDependents(previous) ? [] : [identity, ...this.#dependents.of(uid)];
    }
    if (object.metadata?.deletionTimestamp !== undefined) return hasFinalizer(object, ORPHAN) ? [identity] : [];
    if (jsonEqual(object.metadata?.ownerReferences, previous?.metadata?.ownerReferences)) return [];
    this.#reportForeignOwners(object);
    return this.#mayLackOwner(object) ? [identity] : [];
  }

  /** Owners are looked for in the object's own namespace only: one that lives in another is a mistake. */
  #reportForeignOwners(object: KubeObject): void {
    const { namespace = '' } = object.metadata ?? {};
    for (const { apiVersion, kind, name: own, uid } of object.metadata?.ownerReferences ?? []) {
      const home = this.#dependents.namespaceOf(uid);
      if (home === undefined || home === '' || home === namespace) continue;
      const reference = `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${own}, uid: ${uid}]`;
      const message = `ownerRef ${reference} does not exist in namespace "${namespace}"`;
      this.#context.events.send(eventTarget(object), 'Warning', 'OwnerRefInvalidNamespace', message);
    }
  }

  /** Whether the caches do not show all owners. */
  #mayLackOwner(object: KubeObject): boolean {
    return (object.metadata?.ownerReferences ?? []).some(
      (reference) => this.#cachedOwner(object, reference)?.metadata?.uid !== reference.uid,
    );
  }

  #ownersWaiting(object: KubeObject): Identity[] {
    return (object.metadata?.ownerReferences ?? []).flatMap((reference) => {
      const resource = resourceOf(this.#context.server, reference);
      const owner = this.#cachedOwner(object, reference);
      return resource && owner && isWaitingForDependents(owner) ? [identityOf(resource, owner)] : [];
    });
  }

  #cachedOwner(object: KubeObject, reference: OwnerReference): KubeObject | undefined {
    const { server, caches } = this.#context;
    const resource = resourceOf(server, reference);
    if (!resource || !caches.has(resource)) return undefined;
    return caches.of(resource).get(namespaceFor(server, resource, object), reference.name);
  }

  #collect(key: Identity, object: KubeObject): Outcome {
    if ((object.metadata?.ownerReferences ?? []).length === 0) return done;
    const states = ownerStates(this.#context.server, object);
    if (!states) return { type: 'failed', why: 'the API server does not answer' };
    const { solid, dangling, waiting } = states;
    if (solid.length > 0)
      return dangling.length + waiting.length > 0 ? this.#objects.setOwners(key, object, solid) : done;
    const dependents = this.#dependents.of(object.metadata?.uid ?? '');
    if (waiting.length === 0 || dependents.length === 0) return this.#objects.delete(key, object);
    const freed = dependents.some((dependent) => this.#isWaiting(dependent)) ? this.#unblockOwners(key, object) : done;
    if (freed.type === 'failed') return freed;
    return this.#objects.delete(key, object, 'Foreground');
  }

  /** Breaks what may be a circle of objects that wait for each other. */
  #unblockOwners(key: Identity, object: KubeObject): Outcome {
    const owners = object.metadata?.ownerReferences ?? [];
    if (!owners.some(({ blockOwnerDeletion }) => blockOwnerDeletion)) return done;
    const unblocked = owners.map((owner) =>
      owner.blockOwnerDeletion ? { ...owner, blockOwnerDeletion: false } : owner,
    );
    return this.#objects.setOwners(key, object, unblocked);
  }

  #isWaiting(key: Identity): boolean {
    const found = this.#objects.get(key);
    return found.ok && isWaitingForDependents(found.object);
  }

  #finishForeground(key: Identity, object: KubeObject): Outcome {
    const uid = object.metadata?.uid ?? '';
    const blocking = this.#dependents.of(uid).filter((dependent) => this.#blocks(dependent, uid));
    for (const dependent of blocking) this.#context.requeue(dependent, 0);
    return blocking.length > 0 ? done : this.#objects.removeFinalizer(key, object, FOREGROUND);
  }

  #blocks(dependent: Identity, uid: string): boolean {
    const found = this.#objects.get(dependent);
    const references = (found.ok ? found.object.metadata?.ownerReferences : undefined) ?? [];
    return references.some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true);
  }

  #orphanDependents(key: Identity, object: KubeObject): Outcome {
    const uid = object.metadata?.uid ?? '';
    for (const dependent of this.#dependents.of(uid)) {
      const found = this.#objects.get(dependent);
      if (!found.ok) continue;
      const others = (found.object.metadata?.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
      const outcome = this.#objects.setOwners(dependent, found.object, others);
      if (outcome.type === 'failed') return outcome;
    }
    return this.#objects.removeFinalizer(key, object, ORPHAN);
  }
}

/** Whether it is the same object, of the same owners, so that it stands in the graph where it stood. */
function hasSameOwners({ metadata: now }: KubeObject, { metadata: before }: KubeObject): boolean {
  return now?.uid === before?.uid && now?.ownerReferences === before?.ownerReferences;
}
