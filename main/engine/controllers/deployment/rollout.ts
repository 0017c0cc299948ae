// Models pkg/controller/deployment/sync.go (v1.35): one turn of a Deployment, with the ReplicaSets as they were claimed and
// every write that follows. Throws refusals.
import { eventTarget } from '../../api/event-recorder.ts';
import type { DeploymentStatus } from '../../api/generated/types.ts';
import { type KindMap, objectKey } from '../../api/resources.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { isSameTemplate, newReplicaSetOf } from '../../kinds/deployment/replica-sets.ts';
import type { ControllerContext } from '../controller.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { Refusal, written } from '../refusal.ts';
import { controllerOf } from '../owners.ts';
import { maxSurge, newSize } from './bounds.ts';
import { conditionAt, conditionOf, hasDeadline, withCondition } from './conditions.ts';
import { type Sets, allOf } from './deployment-status.ts';
import { newReplicaSet } from './new-replica-set.ts';
import { byRevision, desiredReplicas, sizeOf } from './replica-sets.ts';
import { newSetAnnotations, notedMax, notedSize, revisionOf, withRevision, withSizes } from './revisions.ts';
import { toTimestamp } from '../../kernel/time.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];

/** The largest 32-bit number: all of the history is kept. */
const ALL = 2 ** 31 - 1;

export class Rollout {
  readonly #context: ControllerContext;
  readonly #actor: string;
  #deployment: Deployment;
  #sets: readonly ReplicaSet[];

  constructor(context: ControllerContext, actor: string, deployment: Deployment, sets: readonly ReplicaSet[]) {
    this.#context = context;
    this.#actor = actor;
    this.#deployment = deployment;
    this.#sets = sets;
  }

  /** As it was written last. */
  get deployment(): Deployment {
    return this.#deployment;
  }

  get sets(): Sets {
    const current = newReplicaSetOf(this.#deployment, this.#sets);
    return { current, old: this.#sets.filter((set) => set !== current) };
  }

  get all(): readonly ReplicaSet[] {
    return allOf(this.sets);
  }

  /** Gives the set of the present template its revision, and the Deployment what it says of itself. */
  noteRevision(): void {
    const { current, old } = this.sets;
    if (!current) return;
    const revision = 1 + Math.max(0, ...old.map(revisionOf));
    const annotations = newSetAnnotations(this.#deployment, current.metadata?.annotations, revision);
    const minReadySeconds = this.#deployment.spec?.minReadySeconds;
    const isAsNoted = jsonEqual(annotations, current.metadata?.annotations ?? {});
    if (!isAsNoted || (current.spec?.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)) {
      const spec = { ...current.spec, selector: current.spec?.selector ?? {}, minReadySeconds };
      this.#updateSet({ ...current, metadata: { ...current.metadata, annotations }, spec });
      return;
    }
    const message = `Found new replica set "${current.metadata?.name ?? ''}"`;
    const isKnown = conditionOf(this.#deployment.status?.conditions, 'Progressing') !== undefined;
    this.#noteOnDeployment(revisionOf(current), isKnown ? undefined : ['FoundNewReplicaSet', message]);
  }

  /** Makes the set of the present template unless it is there. */
  ensureNewSet(): void {
    if (this.sets.current) {
      this.noteRevision();
      return;
    }
    const { server } = this.#context;
    const revision = 1 + Math.max(0, ...this.#sets.map(revisionOf));
    const planned = newReplicaSet(this.#deployment, revision);
    const size = newSize(this.#deployment, this.#sets, 0);
    const created = server.create('replicasets', planned(size), { actor: this.#actor });
    if (!created.ok) {
      this.#createRefused(created.status.reason === 'AlreadyExists', planned(size), created, revision);
      return;
    }
    this.#sets = [...this.#sets, created.object];
    const name = created.object.metadata?.name ?? '';
    if (size > 0) this.#event('Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${String(size)}`);
    this.#noteOnDeployment(revision, ['NewReplicaSetCreated', `Created new replica set "${name}"`]);
  }

  /** Gives a set a size unless it has it; answers whether it was changed. */
  scale(set: ReplicaSet, size: number): boolean {
    return sizeOf(set) !== size && this.resize(set, size);
  }

  /** The same, and notes the Deployment's size on the set in any case. */
  resize(set: ReplicaSet, size: number): boolean {
    const before = sizeOf(set);
    const desired = desiredReplicas(this.#deployment);
    const max = desired + maxSurge(this.#deployment);
    if (before === size && notedSize(set) === desired && notedMax(set) === max) return false;
    const annotations = withSizes(set.metadata?.annotations, desired, max);
    const spec = { ...set.spec, selector: set.spec?.selector ?? {}, replicas: size };
    this.#updateSet({ ...set, metadata: { ...set.metadata, annotations }, spec });
    if (before === size) return false;
    const direction = before < size ? 'up' : 'down';
    const change = `from ${String(before)} to ${String(size)}`;
    this.#event('Normal', 'ScalingReplicaSet', `Scaled ${direction} replica set ${set.metadata?.name ?? ''} ${change}`);
    return true;
  }

  /** Removes old sets without Pods beyond the history that is kept. */
  cleanUp(): void {
    const limit = this.#deployment.spec?.revisionHistoryLimit;
    if (limit === undefined || limit === ALL) return;
    const old = this.sets.old.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
    for (const set of [...old].sort(byRevision).slice(0, Math.max(0, old.length - limit))) {
      const { namespace = '', name = '', generation = 0 } = set.metadata ?? {};
      const isSeen = (set.status?.observedGeneration ?? 0) >= generation;
      if ((set.status?.replicas ?? 0) !== 0 || sizeOf(set) !== 0 || !isSeen) continue;
      const deleted = this.#context.server.delete('replicasets', namespace, name, { actor: this.#actor });
      if (!deleted.ok && deleted.status.code !== 404) throw new Refusal(deleted.status);
    }
  }

  /** Writes the status unless it is written already; answers whether it was. */
  writeStatus(status: DeploymentStatus, annotations = this.#deployment.metadata?.annotations): boolean {
    const { metadata } = this.#deployment;
    if (jsonEqual(status, this.#deployment.status ?? {}) && jsonEqual(annotations, metadata?.annotations)) return false;
    const object = { ...this.#deployment, status, metadata: { ...metadata, annotations } };
    this.#deployment = written(
      this.#context.server.update('deployments', object, { actor: this.#actor, subresource: 'status' }),
    );
    return true;
  }

  /** Writes a condition of the Deployment's progress as of now. */
  noteProgress(status: 'True' | 'False' | 'Unknown', reason: string, message: string): void {
    this.writeStatus({ ...this.#deployment.status, conditions: this.#progressing(status, reason, message) });
  }

  #progressing(status: 'True' | 'False' | 'Unknown', reason: string, message: string) {
    const now = toTimestamp(this.#context.kernel.now);
    const condition = conditionAt(now, 'Progressing', status, reason, message);
    return withCondition(this.#deployment.status?.conditions ?? [], condition);
  }

  #noteOnDeployment(revision: number, news: readonly [reason: string, message: string] | undefined): void {
    const annotations = withRevision(this.#deployment.metadata?.annotations, revision);
    const conditions =
      news && hasDeadline(this.#deployment) ? this.#progressing('True', ...news) : this.#deployment.status?.conditions;
    this.writeStatus({ ...this.#deployment.status, conditions }, annotations);
  }

  /** A set of that name may be the Deployment's own, seen late; one that is not calls for another hash. */
  #createRefused(
    exists: boolean,
    planned: ReplicaSet,
    { status }: { readonly status: Refusal['status'] },
    revision: number,
  ): void {
    if (exists) {
      const { namespace = '', name = '' } = planned.metadata ?? {};
      const present = written(this.#context.server.get('replicasets', namespace, name));
      const isOwn = controllerOf(present)?.uid === this.#deployment.metadata?.uid;
      if (isOwn && isSameTemplate(present.spec?.template, this.#deployment.spec?.template)) {
        this.#sets = [...this.#sets, present];
        this.#noteOnDeployment(revision, undefined);
        return;
      }
      const collisionCount = (this.#deployment.status?.collisionCount ?? 0) + 1;
      this.writeStatus({ ...this.#deployment.status, collisionCount });
    } else if (!isNamespaceEnding(status)) {
      const message = `Failed to create new replica set "${planned.metadata?.name ?? ''}": ${status.message}`;
      if (hasDeadline(this.#deployment)) this.noteProgress('False', 'ReplicaSetCreateError', message);
      this.#event('Warning', 'ReplicaSetCreateError', message);
    }
    throw new Refusal(status);
  }

  #updateSet(set: ReplicaSet): void {
    const updated = written(this.#context.server.update('replicasets', set, { actor: this.#actor }));
    const { namespace = '', name = '' } = updated.metadata ?? {};
    const key = objectKey(namespace, name);
    this.#sets = this.#sets.map((item) => (objectKey(namespace, item.metadata?.name ?? '') === key ? updated : item));
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.events.send(eventTarget(this.#deployment), type, reason, message);
  }
}
