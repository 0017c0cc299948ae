// Models pkg/controller/replicaset/replica_set.go (v1.35): keeps as many Pods of a template as its owner asks for. What
// kind of object the owner is, is left to its controller.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PodTemplateSpec } from '../api/generated/types.ts';
import { type KindMap, keyOf } from '../api/resources.ts';
import type { Labels } from '../api/selectors.ts';
import type { Change } from '../api/store.ts';
import { type Claimer, adoptPods, releasePods } from './claim.ts';
import { type ControllerContext, type Outcome, done, failedBy } from './controller.ts';
import { Expectations, type SavedExpectations } from './expectations.ts';
import { controllerOf } from './owners.ts';
import { type OwnerLookup, ownersConcerned } from './pod-owners.ts';
import { PodControl, createInBatches, isNamespaceEnding, podFromTemplate, podKeys } from './pod-control.ts';
import { isPodActive, isPodAvailable, untilNextAvailable } from './pod-state.ts';
import { podsToDelete } from './pods-to-delete.ts';
import { type ReplicaCounts, ReplicaTally } from './replica-tally.ts';

type Pod = KindMap['pods'];

/** What an owner of replicas asks for, whatever its kind. */
export interface ReplicaOwner {
  readonly object: KubeObject;
  readonly replicas: number;
  readonly minReadySeconds: number;
  readonly template: PodTemplateSpec;
  readonly selects: (labels: Labels) => boolean;
}

/** What the controller found out about an owner's Pods, for its status. */
export interface ReplicaFindings extends ReplicaCounts {
  readonly available: number;
  /** Why Pods could not be made or removed, if that was tried and failed. */
  readonly failure: { readonly reason: 'FailedCreate' | 'FailedDelete'; readonly message: string } | undefined;
}

export interface ReplicaKind {
  /** Who writes, in records. */
  readonly actor: string;
  readonly kind: string;
  owner(key: string): ReplicaOwner | undefined;
  /** All owners of a namespace, for Pods that nobody controls yet. */
  ownersIn(namespace: string): readonly ReplicaOwner[];
  /** Pods of owners that the same object controls, its own among them: nodes with many of them give up theirs first. */
  related?(owner: ReplicaOwner): readonly Pod[];
  /** Writes the status if it has changed; answers the failure if there is one. */
  writeStatus(owner: ReplicaOwner, findings: ReplicaFindings): ApiStatus | undefined;
}

/** Pods that are made or removed in one go at most. */
const BURST = 500;

export class Replicas {
  readonly #context: ControllerContext;
  readonly #kind: ReplicaKind;
  readonly #pods: PodControl;
  readonly #expectations: Expectations;
  readonly #lookup: OwnerLookup;
  readonly #tallies = new Map<string, ReplicaTally>();

  constructor(context: ControllerContext, kind: ReplicaKind, saved?: SavedExpectations) {
    this.#context = context;
    this.#kind = kind;
    this.#pods = new PodControl(context, kind.actor);
    this.#expectations = new Expectations(context.kernel, saved);
    this.#lookup = {
      kind: kind.kind,
      uidOf: (key) => kind.owner(key)?.object.metadata?.uid,
      selecting: (namespace, labels) =>
        kind
          .ownersIn(namespace)
          .filter((owner) => owner.selects(labels))
          .map(({ object }) => keyOf(object)),
    };
  }

  ownerChanged({ type, object, previous }: Change<KubeObject>): readonly string[] {
    const key = keyOf(object);
    const replaced = previous !== undefined && previous.metadata?.uid !== object.metadata?.uid;
    if (type === 'deleted' || replaced) this.#expectations.forget(key);
    return [key];
  }

  podChanged(change: Change<Pod>): readonly string[] {
    const owners = ownersConcerned(change, this.#lookup, this.#expectations);
    for (const owner of owners) this.#tallies.get(owner)?.touch(keyOf(change.object));
    return owners;
  }

  reconcile(key: string): Outcome {
    const owner = this.#kind.owner(key);
    if (!owner) {
      this.#expectations.forget(key);
      this.#tallies.delete(key);
      return done;
    }
    const mayOrder = this.#expectations.satisfied(key) && owner.object.metadata?.deletionTimestamp === undefined;
    const tally = this.#tally(key, owner);
    const claimer = this.#claimer(owner);
    const refused = releasePods(this.#context, claimer, tally.strays());
    const adopted = adoptPods(this.#context, claimer);
    const failure = refused ?? adopted.failure;
    if (failure) return failedBy(failure);
    const ordered = mayOrder ? this.#adjust(key, owner, tally, adopted.pods) : undefined;
    return this.#report(owner, tally, ordered);
  }

  save(): SavedExpectations {
    return this.#expectations.save();
  }

  #tally(key: string, { object, template, selects }: ReplicaOwner): ReplicaTally {
    const { caches } = this.#context;
    const { uid = '', generation = 0 } = object.metadata ?? {};
    const tally = this.#tallies.get(key) ?? new ReplicaTally();
    this.#tallies.set(key, tally);
    const pods = caches.of('pods');
    tally.update(
      { uid, generation, template, selects },
      () => caches.podsByController.of(uid),
      (name) => {
        const pod = pods.byKey(name);
        // One that has been let go is somebody else's, or nobody's.
        return pod && controllerOf(pod)?.uid === uid ? pod : undefined;
      },
    );
    return tally;
  }

  #claimer({ object, selects }: ReplicaOwner): Claimer {
    return { actor: this.#kind.actor, owner: object, selects, isWanted: isPodActive };
  }

  #adjust(key: string, owner: ReplicaOwner, tally: ReplicaTally, adopted: readonly Pod[]): Trouble | undefined {
    const surplus = tally.counts.replicas + adopted.length - owner.replicas;
    if (surplus < 0) return this.#create(key, owner, Math.min(-surplus, BURST));
    if (surplus === 0) return undefined;
    return this.#delete(key, owner, [...tally.pods(), ...adopted], Math.min(surplus, BURST));
  }

  #create(key: string, { object, template }: ReplicaOwner, count: number): Trouble | undefined {
    this.#expectations.expect(key, count, []);
    const pod = podFromTemplate(template, object);
    const { succeeded, failure } = createInBatches(count, () => {
      const failed = this.#pods.create(object, pod);
      return failed && isNamespaceEnding(failed) ? undefined : failed;
    });
    // What was not made will not be seen.
    if (succeeded < count) this.#expectations.creationSeen(key, count - succeeded);
    return failure && { reason: 'FailedCreate', status: failure };
  }

  #delete(key: string, owner: ReplicaOwner, pods: readonly Pod[], count: number): Trouble | undefined {
    const { object } = owner;
    const related = this.#kind.related?.(owner) ?? [];
    const chosen = podsToDelete(pods, count, { related, now: this.#context.kernel.now });
    this.#expectations.expect(key, 0, podKeys(chosen));
    let trouble: Trouble | undefined;
    for (const pod of chosen) {
      const failure = this.#pods.delete(object, pod);
      if (!failure) continue;
      this.#expectations.deletionSeen(key, keyOf(pod));
      trouble ??= { reason: 'FailedDelete', status: failure };
    }
    return trouble;
  }

  #report(owner: ReplicaOwner, tally: ReplicaTally, ordered: Trouble | undefined): Outcome {
    const { minReadySeconds } = owner;
    const { now } = this.#context.kernel;
    const { counts } = tally;
    const pods = minReadySeconds > 0 ? tally.pods() : [];
    const available =
      minReadySeconds > 0 ? pods.filter((pod) => isPodAvailable(pod, minReadySeconds, now)).length : counts.ready;
    const failure = ordered && { reason: ordered.reason, message: ordered.status.message };
    const trouble = this.#kind.writeStatus(owner, { ...counts, available, failure });
    const refused = ordered?.status ?? trouble;
    if (refused) return failedBy(refused);
    // Going through its Pods takes a real controller about a microsecond each.
    const tookUs = counts.replicas;
    const afterUs = untilNextAvailable(pods, minReadySeconds, now);
    return afterUs === undefined ? { type: 'done', tookUs } : { type: 'again', afterUs, tookUs };
  }
}

interface Trouble {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly status: ApiStatus;
}
