// Models RealPodControl in pkg/controller/controller_utils.go (v1.35): how controllers make and remove their Pods, and
// the events that tell of it.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { eventTarget } from '../api/event-recorder.ts';
import type { PodSpec, PodTemplateSpec } from '../api/generated/types.ts';
import { type KindMap, keyOf } from '../api/resources.ts';
import { dropUndefined } from '../kernel/json.ts';
import type { ControllerContext } from './controller.ts';
import { controllerReference } from './owners.ts';

type Pod = KindMap['pods'];

/** A Pod as a template describes it, controlled by `owner`. */
export function podFromTemplate(template: PodTemplateSpec, owner: KubeObject): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const metadata = dropUndefined({
    generateName: `${owner.metadata?.name ?? ''}-`,
    namespace: owner.metadata?.namespace,
    labels,
    annotations,
    finalizers,
    ownerReferences: [controllerReference(owner)],
  });
  const spec: PodSpec = template.spec ?? { containers: [] };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

/** Whether a creation failed only because its namespace is going away: then there is nothing to complain of. */
export function isNamespaceEnding(status: ApiStatus): boolean {
  return (status.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating');
}

export class PodControl {
  readonly #context: ControllerContext;
  readonly #actor: string;

  constructor(context: ControllerContext, actor: string) {
    this.#context = context;
    this.#actor = actor;
  }

  /** Creates the Pod on behalf of `owner`; answers the failure if there is one. */
  create(owner: KubeObject, pod: Pod): ApiStatus | undefined {
    const { server, events } = this.#context;
    const created = server.create('pods', pod, { actor: this.#actor });
    if (created.ok) {
      const name = created.object.metadata?.name ?? '';
      events.send(eventTarget(owner), 'Normal', 'SuccessfulCreate', `Created pod: ${name}`);
      return undefined;
    }
    if (!isNamespaceEnding(created.status)) {
      events.send(eventTarget(owner), 'Warning', 'FailedCreate', `Error creating: ${created.status.message}`);
    }
    return created.status;
  }

  /** Deletes the Pod on behalf of `owner`; that it is gone already is no failure. */
  delete(owner: KubeObject, pod: Pod): ApiStatus | undefined {
    const { server, events } = this.#context;
    const { namespace = '', name = '', uid } = pod.metadata ?? {};
    const deleted = server.delete('pods', namespace, name, { actor: this.#actor, uid });
    if (deleted.ok) {
      events.send(eventTarget(owner), 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
      return undefined;
    }
    if (deleted.status.code === 404) return undefined;
    events.send(eventTarget(owner), 'Warning', 'FailedDelete', `Error deleting: ${deleted.status.message}`);
    return deleted.status;
  }
}

/**
 * Calls `create` up to `count` times in batches of 1, 2, 4, …; after a batch with a failure no further one is begun.
 * Answers how many succeeded and the first failure.
 */
export function createInBatches(
  count: number,
  create: () => ApiStatus | undefined,
): { readonly succeeded: number; readonly failure: ApiStatus | undefined } {
  let succeeded = 0;
  let failure: ApiStatus | undefined;
  for (let batch = Math.min(count, 1); batch > 0 && !failure; batch = Math.min(2 * batch, count - succeeded)) {
    for (let i = 0; i < batch; i++) {
      const failed = create();
      if (failed) failure ??= failed;
      else succeeded++;
    }
  }
  return { succeeded, failure };
}

export const podKeys = (pods: readonly Pod[]): string[] => pods.map(keyOf);
