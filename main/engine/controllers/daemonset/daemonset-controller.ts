// Models pkg/controller/daemon/daemon_controller.go (v1.35): one Pod of each DaemonSet on every node that it fits.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { eventTarget } from '../../api/event-recorder.ts';
import type { Node } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { Change } from '../../api/store.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { claimPods } from '../claim.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  failedBy,
} from '../controller.ts';
import { Expectations, type SavedExpectations } from '../expectations.ts';
import { type OwnerLookup, ownersConcerned, selectorLookup } from '../pod-owners.ts';
import { PodControl, createInBatches, podKeys } from '../pod-control.ts';
import { untilNextAvailable } from '../pod-state.ts';
import { untilRefused } from '../refusal.ts';
import { type Places, placesOf } from './daemon-places.ts';
import { type DaemonPlan, planDaemons } from './daemon-plan.ts';
import { cleanHistory, daemonHistory } from './daemon-history.ts';
import { type Edition, daemonPod, editionOf } from './daemon-pod.ts';
import { RuleBook } from './daemon-rules.ts';
import { daemonStatus } from './daemon-status.ts';
import { FailedDaemons, type SavedFailedDaemons } from './failed-daemons.ts';
import { planUpdate } from './rolling-update.ts';

type DaemonSet = KindMap['daemonsets'];
type Pod = KindMap['pods'];
type Saved = { readonly expectations: SavedExpectations; readonly failed: SavedFailedDaemons };

const name = 'daemonset-controller';
/** Pods that are made or removed in one go at most. */
const BURST = 250;
/** A real controller makes up a Pod for every node to see whether it would fit. */
const NODE_US = 20;
/** How long it takes until the cache shows the Pods that were made, before which nothing else is looked at. */
const MAKING_US = 5 * MILLISECOND;

export const daemonSetController: ControllerDefinition = {
  name,
  component: name,
  watches: ['daemonsets', 'pods', 'nodes', 'controllerrevisions'],
  create: (context, saved) => new DaemonSetController(context, saved as Saved | undefined),
};

class DaemonSetController implements Controller {
  readonly #context: ControllerContext;
  readonly #pods: PodControl;
  readonly #expectations: Expectations;
  readonly #failed: FailedDaemons;
  readonly #rules = new RuleBook();
  readonly #lookup: OwnerLookup;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext, saved: Saved | undefined) {
    this.#context = context;
    this.#pods = new PodControl(context, name);
    this.#expectations = new Expectations(context.kernel, saved?.expectations);
    this.#failed = new FailedDaemons(context.kernel, saved?.failed);
    this.#lookup = selectorLookup('DaemonSet', context.caches.of('daemonsets'));
    this.watches = {
      daemonsets: ({ object }) => [keyOf(object)],
      pods: (change) => ownersConcerned(change, this.#lookup, this.#expectations),
      nodes: (change) => (isEligibilityChanged(change) ? this.#allKeys() : []),
    };
  }

  reconcile(key: string): Outcome {
    const set = this.#context.caches.of('daemonsets').byKey(key);
    if (!set?.spec || set.metadata?.deletionTimestamp !== undefined) {
      this.#expectations.forget(key);
      this.#rules.forget(key);
      return done;
    }
    const { selector } = set.spec;
    const { pods, failure } = claimPods(this.#context, {
      actor: name,
      owner: set,
      selects: (labels) => matchesLabelSelector(selector, labels),
      isWanted: () => true,
    });
    if (failure) return failedBy(failure);
    return untilRefused(() => this.#bringInOrder(key, set, pods));
  }

  save(): Json {
    const saved: Saved = { expectations: this.#expectations.save(), failed: this.#failed.save() };
    return saved;
  }

  #bringInOrder(key: string, set: DaemonSet, pods: readonly Pod[]): Outcome {
    const { kernel, caches, server } = this.#context;
    const { hash, old } = daemonHistory(this.#context, name, set);
    const edition = editionOf(set, hash);
    const rules = this.#rules.of(key, set);
    const places = placesOf(rules, caches.of('nodes').all(), pods);
    const observed = this.#expectations.satisfied(key);
    const acted = observed ? this.#act(key, set, places, edition) : nothingDone;
    let { trouble } = acted;
    if (observed && !trouble) cleanHistory(this.#context, name, set, old, pods);
    // By the time that a real controller writes the status its cache shows what was made.
    const seen = acted.made.length === 0 ? places : placesOf(rules, caches.of('nodes').all(), [...pods, ...acted.made]);
    const status = daemonStatus(set, seen, { edition, observed, now: kernel.now });
    if (status) {
      const updated = server.update('daemonsets', { ...set, status }, { actor: name, subresource: 'status' });
      if (!updated.ok) trouble ??= updated.status;
    }
    if (trouble) return failedBy(trouble);
    const tookUs = places.known.length * NODE_US + (acted.made.length > 0 ? MAKING_US : 0);
    const afterUs = untilNextAvailable(pods, set.spec?.minReadySeconds ?? 0, kernel.now);
    return afterUs === undefined ? { type: 'done', tookUs } : { type: 'again', afterUs, tookUs };
  }

  /** Makes what is missing, removes what should not be, and unless Pods wait for that goes on with an update. */
  #act(key: string, set: DaemonSet, places: Places, edition: Edition): Acted {
    const { now } = this.#context.kernel;
    const mayReplace = (node: string, pod: Pod) => this.#mayReplace(key, set, node, pod);
    const plan = planDaemons(set, places, { edition, now, mayReplace });
    const acted = this.#sync(key, set, plan, edition);
    const mayUpdate = !acted.trouble && this.#expectations.satisfied(key);
    if (!mayUpdate || set.spec?.updateStrategy?.type === 'OnDelete') return acted;
    return this.#sync(key, set, planUpdate(set, places, edition, now), edition);
  }

  #mayReplace(key: string, set: DaemonSet, node: string, pod: Pod): boolean {
    const { events, requeue } = this.#context;
    const what = `daemon pod ${keyOf(pod)} on node ${node}, will try to`;
    if (pod.status?.phase === 'Succeeded') {
      events.send(eventTarget(set), 'Normal', 'SucceededDaemonPod', `Found succeeded ${what} delete it`);
      return true;
    }
    if (pod.status?.phase !== 'Failed') return false;
    const holdUs = this.#failed.holdUs(`${set.metadata?.uid ?? ''}/${node}`);
    if (holdUs > 0) requeue(key, holdUs);
    else events.send(eventTarget(set), 'Warning', 'FailedDaemonPod', `Found failed ${what} kill it`);
    return holdUs === 0;
  }

  #sync(key: string, set: DaemonSet, { missing, surplus }: DaemonPlan, edition: Edition): Acted {
    const toDelete = surplus.slice(0, BURST);
    const count = Math.min(missing.length, BURST);
    if (count + toDelete.length === 0) return nothingDone;
    this.#expectations.expect(key, count, podKeys(toDelete));
    const nodes = missing.values();
    const made: Pod[] = [];
    const { failure } = createInBatches(count, () => {
      const pod = daemonPod(set, nodes.next().value ?? '', edition);
      const failed = this.#pods.create(set, pod);
      if (!failed) made.push(pod);
      return failed;
    });
    this.#expectations.creationSeen(key, count - made.length);
    let trouble = failure;
    for (const pod of toDelete) {
      const failed = this.#pods.delete(set, pod);
      if (!failed) continue;
      this.#expectations.deletionSeen(key, keyOf(pod));
      trouble ??= failed;
    }
    return { made, trouble };
  }

  #allKeys(): string[] {
    return [...this.#context.caches.of('daemonsets').all()].map(keyOf);
  }
}

interface Acted {
  readonly made: readonly Pod[];
  readonly trouble: ApiStatus | undefined;
}

const nothingDone: Acted = { made: [], trouble: undefined };

function isEligibilityChanged({ object, previous }: Change<Node>): boolean {
  if (!previous) return true;
  return (
    !jsonEqual(object.metadata?.labels, previous.metadata?.labels) ||
    !jsonEqual(object.spec?.taints, previous.spec?.taints)
  );
}
