// Models pkg/controller/garbagecollector/operations.go (v1.35): what the garbage collector reads and writes, whatever kind
// it is of.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { PropagationPolicy } from '../../api/deletion.ts';
import type { OwnerReference } from '../../api/generated/types.ts';
import type { ResourceName } from '../../api/resources.ts';
import type { ApiResult, ApiServer } from '../../api/server.ts';
import { failed, unknownResource } from '../../api/status.ts';
import { type Outcome, unlessGone } from '../controller.ts';
import { nonEmpty } from '../non-empty.ts';
import type { Identity } from './dependents.ts';
import { FOREGROUND, ORPHAN, hasFinalizer } from './owner-states.ts';

/** Objects by their identities. That one is gone already is no failure of a write. */
export class GraphObjects {
  readonly #server: ApiServer;
  readonly #actor: string;

  constructor(server: ApiServer, actor: string) {
    this.#server = server;
    this.#actor = actor;
  }

  get(key: Identity): ApiResult<KubeObject> {
    const { resource, namespace, name } = parse(key);
    return this.#server.kindOf(resource) ? this.#server.get(resource, namespace, name) : failed(unknownResource());
  }

  setOwners(key: Identity, object: KubeObject, ownerReferences: readonly OwnerReference[]): Outcome {
    return this.#update(key, {
      ...object,
      metadata: { ...object.metadata, ownerReferences: nonEmpty(ownerReferences) },
    });
  }

  removeFinalizer(key: Identity, object: KubeObject, finalizer: string): Outcome {
    const finalizers = (object.metadata?.finalizers ?? []).filter((item) => item !== finalizer);
    return this.#update(key, { ...object, metadata: { ...object.metadata, finalizers: nonEmpty(finalizers) } });
  }

  /** Deletes with the policy, or with the one that the object's finalizers speak of. */
  delete(key: Identity, object: KubeObject, policy: PropagationPolicy = policyOf(object)): Outcome {
    const { resource, namespace, name } = parse(key);
    const options = { actor: this.#actor, uid: object.metadata?.uid, propagationPolicy: policy };
    const deleted = this.#server.delete(resource, namespace, name, options);
    return unlessGone(deleted);
  }

  #update(key: Identity, object: KubeObject): Outcome {
    const updated = this.#server.update(parse(key).resource, object, { actor: this.#actor });
    return unlessGone(updated);
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
