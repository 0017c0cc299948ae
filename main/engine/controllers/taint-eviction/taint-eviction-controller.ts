// Models pkg/controller/tainteviction/taint_eviction.go (v1.35): Pods leave nodes with NoExecute taints that they do not
// tolerate, at once or when their toleration ends.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Taint } from '../../api/generated/types.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import type { Change } from '../../api/store.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import { SECOND, after, toTimestamp } from '../../kernel/time.ts';
import { toleratesTaint } from '../../kinds/node/taints.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  failedBy,
} from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { withDisruption } from '../../kinds/pod/disruption.ts';
import { EvictionTimers, type SavedEvictionTimers } from './eviction-timers.ts';

type Pod = KindMap['pods'];
type Node = KindMap['nodes'];

const name = 'taint-eviction-controller';

export const taintEvictionController: ControllerDefinition = {
  name,
  component: name,
  watches: ['nodes', 'pods'],
  create: (context, saved) => new TaintEvictionController(context, saved as SavedEvictionTimers | undefined),
};

/** Its keys are those of Pods: each has a timer, or none, by its node's taints. */
class TaintEvictionController implements Controller {
  readonly #context: ControllerContext;
  readonly #timers: EvictionTimers;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext, saved: SavedEvictionTimers | undefined) {
    this.#context = context;
    this.#timers = new EvictionTimers(saved);
    this.watches = { nodes: (change) => this.#nodeChanged(change), pods: (change) => this.#podChanged(change) };
  }

  reconcile(key: string): Outcome {
    const pod = this.#context.caches.of('pods').byKey(key);
    const node = pod?.spec?.nodeName ? this.#context.caches.of('nodes').byKey(pod.spec.nodeName) : undefined;
    const taints = noExecuteTaints(node);
    const stayUs = pod && taints.length > 0 ? stayUsOf(pod, taints) : Infinity;
    if (!pod || stayUs === Infinity) {
      this.#cancel(key, pod);
      return done;
    }
    return this.#arrange(key, pod, stayUs);
  }

  save(): Json {
    return this.#timers.save();
  }

  /** Sets the Pod's timer; an earlier one stands. */
  #arrange(key: string, pod: Pod, stayUs: number): Outcome {
    const { now } = this.#context.kernel;
    const timer = this.#timers.get(key);
    if (timer && timer.due <= now) return this.#evict(key, pod);
    if (stayUs === 0) {
      this.#cancel(key, pod);
      return this.#evict(key, pod);
    }
    const createdAt = timer?.createdAt ?? now;
    const due = after(createdAt, stayUs);
    if (!timer || due < timer.due) this.#timers.set(key, { createdAt, due });
    return { type: 'again', afterUs: Math.max(1, (this.#timers.get(key)?.due ?? due) - now) };
  }

  #evict(key: string, pod: Pod): Outcome {
    const { server, kernel, events } = this.#context;
    const { namespace = '', name: own = '', uid } = pod.metadata ?? {};
    events.send(eventTarget(pod), 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
    const found = server.get('pods', namespace, own);
    if (!found.ok) return found.status.code === 404 ? this.#finished(key) : failedBy(found.status);
    const message = 'Taint manager: deleting due to NoExecute taint';
    const marked = withDisruption(found.object, 'DeletionByTaintManager', message, toTimestamp(kernel.now));
    server.update('pods', marked, { actor: name, subresource: 'status' });
    const deleted = server.delete('pods', namespace, own, { actor: name, uid });
    return deleted.ok || deleted.status.code === 404 ? this.#finished(key) : failedBy(deleted.status);
  }

  #finished(key: string): Outcome {
    this.#timers.cancel(key);
    return done;
  }

  #cancel(key: string, pod: Pod | undefined): void {
    if (!this.#timers.cancel(key)) return;
    const [namespace = '', own = ''] = key.split('/');
    const gone = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name: own } };
    const text = `Cancelling deletion of Pod ${key}`;
    this.#context.events.send(eventTarget(pod ?? gone), 'Normal', 'TaintManagerEviction', text);
  }

  #podChanged(change: Change<Pod>): readonly string[] {
    if (!isConcerned(change)) return [];
    const key = keyOf(change.object);
    const node = this.#context.caches.of('nodes').byKey(change.object.spec?.nodeName ?? '');
    return this.#timers.get(key) || noExecuteTaints(node).length > 0 ? [key] : [];
  }

  #nodeChanged({ type, object, previous }: Change<Node>): readonly string[] {
    const before = noExecuteTaints(previous);
    const now = type === 'deleted' ? [] : noExecuteTaints(object);
    if (jsonEqual(before, now)) return [];
    return [...this.#context.caches.podsByNode.of(object.metadata?.name ?? '')].sort(byKey).map(keyOf);
  }
}

function noExecuteTaints(node: Node | undefined): readonly Taint[] {
  return (node?.spec?.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

/** How long a Pod may stay with these taints: 0 when it tolerates one of them not at all, Infinity when it may for ever. */
function stayUsOf({ spec }: Pod, taints: readonly Taint[]): number {
  const tolerations = spec?.tolerations ?? [];
  const used = taints.map((taint) => tolerations.find((toleration) => toleratesTaint(toleration, taint)));
  if (used.includes(undefined)) return 0;
  const seconds = used.flatMap((toleration) => toleration?.tolerationSeconds ?? []);
  return seconds.length === 0 ? Infinity : Math.max(0, Math.min(...seconds)) * SECOND;
}

function isConcerned({ type, object, previous }: Change<Pod>): boolean {
  return (
    type !== 'modified' ||
    previous?.spec?.nodeName !== object.spec?.nodeName ||
    !jsonEqual(previous?.spec?.tolerations, object.spec?.tolerations)
  );
}
