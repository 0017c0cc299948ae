// Models pkg/controller/statefulset/stateful_set.go (v1.35): Pods that keep their names and claims, one after another.
import type { ControllerRevision, PersistentVolumeClaim } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import { claimPods } from '../claim.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
  failedBy,
} from '../controller.ts';
import { forgetRevisions, presentRevision, revisionsOf, templateOf } from '../controller-revisions.ts';
import { type OwnerLookup, ownersConcerned, selectorLookup } from '../pod-owners.ts';
import { untilNextAvailable } from '../pod-state.ts';
import { untilRefused, written } from '../refusal.ts';
import { type SavedUnseenWrites, UNSEEN_US, UnseenWrites } from '../unseen-writes.ts';
import { STATEFUL_SET_CONTROLLER as name, StatefulPodControl } from './stateful-pod-control.ts';
import { ordinalOf, revisionNameOf } from './stateful-pod.ts';
import { type Revisions, statefulStatus } from './stateful-status.ts';
import { StatefulTurn } from './stateful-turn.ts';

type StatefulSet = KindMap['statefulsets'];
type Pod = KindMap['pods'];

/** On revisions; Pods bear the name of theirs. */
const HASH_LABEL = 'controller.kubernetes.io/hash';

export const statefulSetController: ControllerDefinition = {
  name,
  component: name,
  watches: ['statefulsets', 'pods', 'persistentvolumeclaims', 'controllerrevisions'],
  create: (context, saved) => new StatefulSetController(context, saved as SavedUnseenWrites | undefined),
};

class StatefulSetController implements Controller {
  readonly #context: ControllerContext;
  readonly #unseen: UnseenWrites;
  readonly #control: StatefulPodControl;
  readonly #lookup: OwnerLookup;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext, saved: SavedUnseenWrites | undefined) {
    this.#context = context;
    this.#unseen = new UnseenWrites(context.caches, saved);
    this.#control = new StatefulPodControl(context, this.#unseen);
    this.#lookup = selectorLookup('StatefulSet', context.caches.of('statefulsets'));
    this.watches = {
      statefulsets: ({ object }) => [keyOf(object)],
      pods: (change) => ownersConcerned(change, this.#lookup),
      persistentvolumeclaims: ({ type, object }) => (type === 'deleted' ? this.#usersOf(object) : []),
    };
  }

  reconcile(key: string): Outcome {
    const set = this.#context.caches.of('statefulsets').byKey(key);
    if (!set?.spec) {
      this.#unseen.forget(key);
      return done;
    }
    if (this.#unseen.has(key)) return again(UNSEEN_US);
    const { selector } = set.spec;
    const { pods, failure } = claimPods(this.#context, {
      actor: name,
      owner: set,
      selects: (labels) => matchesLabelSelector(selector, labels),
      isWanted: (pod) => ordinalOf(set, pod) !== undefined,
    });
    return failure ? failedBy(failure) : untilRefused(() => this.#turn(set, inOrder(set, pods)));
  }

  save(): Json {
    return this.#unseen.save();
  }

  #turn(set: StatefulSet, pods: readonly Pod[]): Outcome {
    const { kernel } = this.#context;
    const template = set.spec?.template ?? {};
    const known = revisionsOf(this.#context, { actor: name, owner: set }, (labels) =>
      matchesLabelSelector(set.spec?.selector, labels),
    );
    const update = presentRevision(this.#context, { actor: name, owner: set, template, hashLabel: HASH_LABEL }, known);
    const current = known.find(({ metadata }) => metadata?.name === set.status?.currentRevision) ?? update;
    const revisions = { current: current.metadata?.name ?? '', update: update.metadata?.name ?? '' };
    const plan = { revisions, currentTemplate: templateOf(current), updateTemplate: templateOf(update) };
    let removed = 0;
    const outcome = untilRefused(() => {
      if (set.metadata?.deletionTimestamp === undefined) {
        removed = new StatefulTurn(this.#context, this.#control, set, pods, plan).take();
      }
      return done;
    });
    this.#writeStatus(set, pods, revisions, removed);
    this.#forget(set, pods, known, revisions);
    if (outcome.type === 'failed') return outcome;
    const afterUs = untilNextAvailable(pods, set.spec?.minReadySeconds ?? 0, kernel.now);
    return afterUs === undefined ? done : again(afterUs);
  }

  /** `removed` Pods of the current revision have just been told to go. */
  #writeStatus(set: StatefulSet, pods: readonly Pod[], revisions: Revisions, removed: number): void {
    const { server, kernel } = this.#context;
    const status = statefulStatus(set, pods, revisions, { now: kernel.now, removed });
    if (jsonEqual(status, set.status)) return;
    written(server.update('statefulsets', { ...set, status }, { actor: name, subresource: 'status' }));
  }

  #forget(
    set: StatefulSet,
    pods: readonly Pod[],
    known: readonly ControllerRevision[],
    { current, update }: Revisions,
  ): void {
    const used = new Set([current, update, ...pods.map(revisionNameOf)]);
    const unused = known.filter(({ metadata }) => !used.has(metadata?.name));
    forgetRevisions(this.#context, name, unused, set.spec?.revisionHistoryLimit ?? 10);
  }

  /** A claim that is gone may be made anew. */
  #usersOf({ metadata }: PersistentVolumeClaim): readonly string[] {
    const sets = [...this.#context.caches.of('statefulsets').all()];
    return sets.filter((set) => set.metadata?.namespace === metadata?.namespace && hasClaims(set)).map(keyOf);
  }
}

const hasClaims = ({ spec }: StatefulSet): boolean => (spec?.volumeClaimTemplates ?? []).length > 0;

function inOrder(set: StatefulSet, pods: readonly Pod[]): readonly Pod[] {
  return [...pods].sort((a, b) => (ordinalOf(set, a) ?? 0) - (ordinalOf(set, b) ?? 0));
}
