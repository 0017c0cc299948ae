// Models pkg/controller/statefulset/stateful_pod_control.go (v1.35): how a StatefulSet's Pods and claims are written, and
// the events that tell of it. Throws refusals.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { eventTarget } from '../../api/event-recorder.ts';
import type { PersistentVolumeClaim } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { ControllerContext } from '../controller.ts';
import { Refusal, written } from '../refusal.ts';
import type { UnseenWrites } from '../unseen-writes.ts';
import { isStaleClaim, retainedClaim } from './claim-retention.ts';
import { claimsOf, withIdentity } from './stateful-pod.ts';

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

  /** Makes the Pod with its claims, unless those of an earlier Pod are still on their way out. */
  create(set: StatefulSet, ordinal: number, pod: Pod): void {
    if (this.#claims(set, ordinal).some((claim) => isStaleClaim(set, pod, claim))) return;
    this.createClaims(set, ordinal, pod);
    const created = this.#context.server.create('pods', pod, { actor });
    if (created.ok) this.#unseen.add(keyOf(set), 'pods', created.object);
    else if (created.status.reason === 'AlreadyExists') throw new Refusal(created.status);
    this.#tell(set, 'Create', `Pod ${pod.metadata?.name ?? ''}`, 'successful', created.ok ? undefined : created.status);
    if (created.ok) this.retainClaims(set, ordinal, created.object);
  }

  delete(set: StatefulSet, pod: Pod): void {
    const { namespace = '', name = '', uid } = pod.metadata ?? {};
    const deleted = this.#context.server.delete('pods', namespace, name, { actor, uid });
    if (deleted.ok) this.#unseen.add(keyOf(set), 'pods', deleted.object);
    else if (deleted.status.code === 404) return;
    this.#tell(set, 'Delete', `Pod ${name}`, 'successful', deleted.ok ? undefined : deleted.status);
  }

  /** Puts right what somebody took from a Pod, and whom its claims belong to. */
  mend(set: StatefulSet, ordinal: number, pod: Pod): void {
    const { server } = this.#context;
    const identified = withIdentity(pod, ordinal);
    if (!this.retainClaims(set, ordinal, pod) && !identified) return;
    const updated = identified && server.update('pods', identified, { actor });
    if (updated?.ok) this.#unseen.add(keyOf(set), 'pods', updated.object);
    else if (updated?.status.reason === 'Conflict') throw new Refusal(updated.status);
    this.#tell(
      set,
      'Update',
      `Pod ${pod.metadata?.name ?? ''}`,
      'successful',
      updated?.ok ? undefined : updated?.status,
    );
  }

  /** Gives the claims of a Pod the owners that the set's policy wants; says whether some had others. */
  retainClaims(set: StatefulSet, ordinal: number, pod: Pod): boolean {
    const changed = this.#claims(set, ordinal).flatMap((claim) => retainedClaim(set, pod, claim) ?? []);
    for (const claim of changed) written(this.#context.server.update('persistentvolumeclaims', claim, { actor }));
    return changed.length > 0;
  }

  /** Makes the claims of a Pod that are missing. */
  createClaims(set: StatefulSet, ordinal: number, pod: Pod): void {
    const { server, caches } = this.#context;
    for (const claim of claimsOf(set, ordinal)) {
      if (caches.of('persistentvolumeclaims').byKey(keyOf(claim))) continue;
      const created = server.create('persistentvolumeclaims', claim, { actor });
      if (!created.ok && created.status.reason === 'AlreadyExists') continue;
      const what = `Claim ${claim.metadata?.name ?? ''} Pod ${pod.metadata?.name ?? ''}`;
      this.#tell(set, 'Create', what, 'success', created.ok ? undefined : created.status);
    }
  }

  /** Those of the claims for a number that are there. */
  #claims(set: StatefulSet, ordinal: number): readonly PersistentVolumeClaim[] {
    const { server } = this.#context;
    return claimsOf(set, ordinal).flatMap(({ metadata }) => {
      const found = server.get('persistentvolumeclaims', metadata?.namespace ?? '', metadata?.name ?? '');
      return found.ok ? [found.object] : [];
    });
  }

  #tell(
    set: StatefulSet,
    verb: 'Create' | 'Delete' | 'Update',
    what: string,
    success: string,
    failure?: ApiStatus,
  ): void {
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
