// Models pkg/controller/replicaset/replica_set.go (v1.35): keeps as many Pods of a template as its owner asks for. What
// kind of object the owner is, is left to its controller.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PodTemplateSpec } from '../api/generated/types.ts';
import { type KindMap, keyOf } from '../api/resources.ts';
import type { Labels } from '../api/selectors.ts';
import type { Change } from '../api/store.ts';
import { SECOND } from '../kernel/time.ts';
import { isPodReady } from '../kinds/pod/status.ts';
import { claimPods } from './claim.ts';
import { type ControllerContext, type Outcome, done, failedBy } from './controller.ts';
import { Expectations, type SavedExpectations } from './expectations.ts';
import { type OwnerLookup, ownersConcerned } from './pod-owners.ts';
import { PodControl, createInBatches, isNamespaceEnding, podFromTemplate, podKeys } from './pod-control.ts';
import { isPodActive, untilNextAvailable } from './pod-state.ts';
import { podsToDelete } from './pods-to-delete.ts';

type Pod = KindMap['pods'];

/** What an owner of replicas asks for, whatever its kind. */
export interface ReplicaOwner {
  readonly object: KubeObject;
  readonly replicas: number;
  readonly minReadySeconds: number;
  readonly template: PodTemplateSpec;
  selects(labels: Labels): boolean;
}

/** What the controller found out about an owner's Pods, for its status. */
export interface ReplicaFindings {
  readonly pods: readonly Pod[];
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
    return ownersConcerned(change, this.#lookup, this.#expectations);
  }

  reconcile(key: string): Outcome {
    const owner = this.#kind.owner(key);
    if (!owner) {
      this.#expectations.forget(key);
      return done;
    }
    const mayOrder = this.#expectations.satisfied(key);
    const claimed = claimPods(this.#context, {
      actor: this.#kind.actor,
      owner: owner.object,
      selects: (labels) => owner.selects(labels),
      isWanted: isPodActive,
    });
    if (claimed.failure) return failedBy(claimed.failure);
    const ending = owner.object.metadata?.deletionTimestamp !== undefined;
    const ordered = mayOrder && !ending ? this.#adjust(key, owner, claimed.pods) : undefined;
    const failure = ordered && { reason: ordered.reason, message: ordered.status.message };
    const refused = this.#kind.writeStatus(owner, { pods: claimed.pods, failure });
    const trouble = ordered?.status ?? refused;
    if (trouble) return failedBy(trouble);
    return this.#awaitAvailability(owner, claimed.pods);
  }

  save(): SavedExpectations {
    return this.#expectations.save();
  }

  #adjust(key: string, owner: ReplicaOwner, pods: readonly Pod[]): Trouble | undefined {
    const surplus = pods.length - owner.replicas;
    if (surplus < 0) return this.#create(key, owner, Math.min(-surplus, BURST));
    return surplus > 0 ? this.#delete(key, owner, pods, Math.min(surplus, BURST)) : undefined;
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

  #delete(key: string, { object }: ReplicaOwner, pods: readonly Pod[], count: number): Trouble | undefined {
    const chosen = podsToDelete(pods, count, this.#context.kernel.now);
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

  #awaitAvailability({ minReadySeconds }: ReplicaOwner, pods: readonly Pod[]): Outcome {
    // Filtering and counting takes about a microsecond a Pod, so that a large owner is not looked at for each of them.
    const tookUs = pods.length;
    const waitUs = untilNextAvailable(pods, minReadySeconds, this.#context.kernel.now);
    return waitUs === undefined
      ? { type: 'done', tookUs }
      : { type: 'again', afterUs: Math.min(waitUs, minReadySeconds * SECOND), tookUs };
  }
}

interface Trouble {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly status: ApiStatus;
}

/** How many of the Pods are ready. */
export function countReady(pods: readonly Pod[]): number {
  return pods.filter(isPodReady).length;
}
