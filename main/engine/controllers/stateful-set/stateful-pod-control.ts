// Models pkg/controller/statefulset/stateful_pod_control.go (v1.35): how a StatefulSet's Pods and claims are written, and
// the events that tell of it. Throws refusals.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { ControllerContext } from '../controller.ts';
import { Refusal } from '../refusal.ts';
import type { UnseenWrites } from '../unseen-writes.ts';
import { claimsOf } from './stateful-pod.ts';

type StatefulSet = KindMap['statefulsets'];
type Pod = KindMap['pods'];

export const STATEFUL_SET_CONTROLLER = 'statefulset-controller';
const actor = STATEFUL_SET_CONTROLLER;

export class StatefulPodControl {
  readonly #context: ControllerContext;
  readonly #unseen: UnseenWrites;

  /** Every Pod that is written is `unseen` until the cache shows it. */
  constructor(context: ControllerContext, unseen: UnseenWrites) {
    this.#context = context;
    this.#unseen = unseen;
  }

  create(set: StatefulSet, ordinal: number, pod: Pod): void {
    this.#createClaims(set, ordinal, pod);
    const created = this.#context.server.create('pods', pod, { actor });
    if (created.ok) this.#unseen.add(keyOf(set), created.object, undefined);
    else if (created.status.reason === 'AlreadyExists') throw new Refusal(created.status);
    this.#tell(set, 'Create', `Pod ${pod.metadata?.name ?? ''}`, 'successful', created.ok ? undefined : created.status);
  }

  delete(set: StatefulSet, pod: Pod): void {
    const { namespace = '', name = '', uid } = pod.metadata ?? {};
    const deleted = this.#context.server.delete('pods', namespace, name, { actor, uid });
    if (deleted.ok) this.#unseen.add(keyOf(set), deleted.object, pod);
    else if (deleted.status.code === 404) return;
    this.#tell(set, 'Delete', `Pod ${name}`, 'successful', deleted.ok ? undefined : deleted.status);
  }

  #createClaims(set: StatefulSet, ordinal: number, pod: Pod): void {
    const { server, caches } = this.#context;
    for (const claim of claimsOf(set, ordinal)) {
      if (caches.of('persistentvolumeclaims').byKey(keyOf(claim))) continue;
      const created = server.create('persistentvolumeclaims', claim, { actor });
      if (!created.ok && created.status.reason === 'AlreadyExists') continue;
      const what = `Claim ${claim.metadata?.name ?? ''} Pod ${pod.metadata?.name ?? ''}`;
      this.#tell(set, 'Create', what, 'success', created.ok ? undefined : created.status);
    }
  }

  #tell(set: StatefulSet, verb: 'Create' | 'Delete', what: string, success: string, failure?: ApiStatus): void {
    const { events } = this.#context;
    const text = `${verb} ${what} in StatefulSet ${set.metadata?.name ?? ''}`;
    if (!failure) {
      events.send(eventTarget(set), 'Normal', `Successful${verb}`, `${text} ${success}`);
      return;
    }
    events.send(eventTarget(set), 'Warning', `Failed${verb}`, `${text} failed error: ${failure.message}`);
    throw new Refusal(failure);
  }
}
