// Models pkg/controller/garbagecollector/garbagecollector.go (v1.35): what has lost all its owners is deleted, what is
// deleted in the foreground waits for its dependents, and what is deleted with `orphan` lets them go.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { PropagationPolicy } from '../../api/deletion.ts';
import type { ResourceName } from '../../api/resources.ts';
import type { ApiResult } from '../../api/server.ts';
import type { Change } from '../../api/store.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  failedBy,
} from '../controller.ts';
import { Dependents, type Identity, identityOf } from './dependents.ts';
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
/** Everything that may have owners or be one; events have none. */
const collected = [
  'nodes',
  'namespaces',
  'pods',
  'replicationcontrollers',
  'services',
  'endpoints',
  'endpointslices',
  'configmaps',
  'leases',
  'daemonsets',
] as const satisfies readonly ResourceName[];

export const garbageCollector: ControllerDefinition = {
  name,
  component: name,
  watches: collected,
  create: (context) => new GarbageCollector(context),
};

/** Its keys are identities. */
class GarbageCollector implements Controller {
  readonly #context: ControllerContext;
  readonly #dependents = new Dependents();
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext) {
    this.#context = context;
    const watch = (resource: ResourceName) => (change: Change<KubeObject>) => this.#changed(resource, change);
    this.watches = Object.fromEntries(collected.map((resource) => [resource, watch(resource)]));
    for (const resource of collected) {
      for (const object of context.caches.of(resource).all())
        this.#dependents.add(identityOf(resource, object), object);
    }
  }

  reconcile(key: Identity): Outcome {
    const found = this.#get(key);
    if (!found.ok) return found.status.code === 404 ? done : failedBy(found.status);
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
    if (previous) this.#dependents.remove(identity, previous);
    if (type === 'deleted') return [...this.#dependents.of(uid), ...this.#ownersWaiting(object)];
    this.#dependents.add(identity, object);
    if (isWaitingForDependents(object)) {
      return previous && isWaitingForDependents(previous) ? [] : [identity, ...this.#dependents.of(uid)];
    }
    if (object.metadata?.deletionTimestamp !== undefined) return hasFinalizer(object, ORPHAN) ? [identity] : [];
    const isNewlyOwned = !jsonEqual(object.metadata?.ownerReferences, previous?.metadata?.ownerReferences);
    return isNewlyOwned && this.#mayLackOwner(object) ? [identity] : [];
  }

  /** Whether the caches do not show all owners. */
  #mayLackOwner(object: KubeObject): boolean {
    return (object.metadata?.ownerReferences ?? []).some(
      (reference) => this.#cachedOwner(object, reference)?.metadata?.uid !== reference.uid,
    );
  }

  #ownersWaiting(object: KubeObject): Identity[] {
    return (object.metadata?.ownerReferences ?? []).flatMap((reference) => {
      const resource = resourceOf(reference);
      const owner = this.#cachedOwner(object, reference);
      return resource && owner && isWaitingForDependents(owner) ? [identityOf(resource, owner)] : [];
    });
  }

  #cachedOwner(object: KubeObject, reference: Parameters<typeof resourceOf>[0]): KubeObject | undefined {
    const { server, caches } = this.#context;
    const resource = collected.find((item) => item === resourceOf(reference));
    return resource && caches.of(resource).get(namespaceFor(server, resource, object), reference.name);
  }

  #collect(key: Identity, object: KubeObject): Outcome {
    if ((object.metadata?.ownerReferences ?? []).length === 0) return done;
    const states = ownerStates(this.#context.server, object);
    if (!states) return { type: 'failed', why: 'the API server does not answer' };
    const { solid, dangling, waiting } = states;
    if (solid.length > 0) return dangling.length + waiting.length > 0 ? this.#setOwners(key, object, solid) : done;
    const hasDependents = this.#dependents.of(object.metadata?.uid ?? '').length > 0;
    return this.#delete(key, object, waiting.length > 0 && hasDependents ? 'Foreground' : policyOf(object));
  }

  #finishForeground(key: Identity, object: KubeObject): Outcome {
    const uid = object.metadata?.uid ?? '';
    const blocking = this.#dependents.of(uid).filter((dependent) => this.#blocks(dependent, uid));
    for (const dependent of blocking) this.#context.requeue(dependent, 0);
    return blocking.length > 0 ? done : this.#withoutFinalizer(key, object, FOREGROUND);
  }

  #blocks(dependent: Identity, uid: string): boolean {
    const found = this.#get(dependent);
    const references = (found.ok ? found.object.metadata?.ownerReferences : undefined) ?? [];
    return references.some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true);
  }

  #orphanDependents(key: Identity, object: KubeObject): Outcome {
    const uid = object.metadata?.uid ?? '';
    for (const dependent of this.#dependents.of(uid)) {
      const found = this.#get(dependent);
      if (!found.ok) continue;
      const others = (found.object.metadata?.ownerReferences ?? []).filter((reference) => reference.uid !== uid);
      const outcome = this.#setOwners(dependent, found.object, others);
      if (outcome.type === 'failed') return outcome;
    }
    return this.#withoutFinalizer(key, object, ORPHAN);
  }

  #setOwners(
    key: Identity,
    object: KubeObject,
    owners: NonNullable<KubeObject['metadata']>['ownerReferences'],
  ): Outcome {
    return this.#update(key, { ...object, metadata: { ...object.metadata, ownerReferences: owners } });
  }

  #withoutFinalizer(key: Identity, object: KubeObject, finalizer: string): Outcome {
    const finalizers = (object.metadata?.finalizers ?? []).filter((item) => item !== finalizer);
    return this.#update(key, { ...object, metadata: { ...object.metadata, finalizers } });
  }

  #get(key: Identity): ApiResult<KubeObject> {
    const { resource, namespace, name: own } = parse(key);
    return this.#context.server.get(resource, namespace, own);
  }

  #update(key: Identity, object: KubeObject): Outcome {
    const { resource } = parse(key);
    const updated = this.#context.server.update(resource, object, { actor: name });
    return updated.ok || updated.status.code === 404 ? done : failedBy(updated.status);
  }

  #delete(key: Identity, { metadata }: KubeObject, propagationPolicy: PropagationPolicy): Outcome {
    const { resource, namespace, name: own } = parse(key);
    const options = { actor: name, uid: metadata?.uid, propagationPolicy };
    const deleted = this.#context.server.delete(resource, namespace, own, options);
    return deleted.ok || deleted.status.code === 404 ? done : failedBy(deleted.status);
  }
}

function policyOf(object: KubeObject): PropagationPolicy {
  if (hasFinalizer(object, ORPHAN)) return 'Orphan';
  return hasFinalizer(object, FOREGROUND) ? 'Foreground' : 'Background';
}

function parse(key: Identity): { readonly resource: ResourceName; readonly namespace: string; readonly name: string } {
  const [resource = '', path = ''] = key.split(' ');
  const slash = path.indexOf('/');
  return {
    resource: resource as ResourceName,
    namespace: slash < 0 ? '' : path.slice(0, slash),
    name: path.slice(slash + 1),
  };
}
