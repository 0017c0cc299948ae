// Models pkg/controller/nodelifecycle/node_lifecycle_controller.go (v1.35): notices nodes that fell silent, says so in
// their conditions, makes their Pods unready and taints them, so that nothing is put there and what is there leaves.
import type { EventTarget } from '../../api/event-recorder.ts';
import type { Node } from '../../api/generated/types.ts';
import { type Json, jsonEqual } from '../../kernel/json.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
  failedBy,
} from '../controller.ts';
import { byKey } from '../../api/order.ts';
import { EvictionZones, type SavedEvictionZones } from './eviction-zones.ts';
import { markPodsNotReady } from './mark-pods.ts';
import { type NodeHealth, isSilent, observe, readyCondition, withUnknownConditions } from './node-health.ts';
import { NOT_READY, UNREACHABLE, hasTaint, swapTaints, wantedNoSchedule } from './node-taints.ts';

type Saved = {
  readonly known: readonly (readonly [node: string, uid: string])[];
  readonly health: readonly (readonly [node: string, health: NodeHealth])[];
  /** Nodes on which some Pod could not be marked. */
  readonly toMark: readonly string[];
  readonly zones: SavedEvictionZones;
};

const name = 'node-lifecycle-controller';
/** Keys beside the names of nodes, which have no spaces. */
const MONITOR = 'monitor pass';
const NO_EXECUTE = 'no-execute pass';
const MONITOR_PERIOD_US = 5 * SECOND;
const NO_EXECUTE_PERIOD_US = 100 * MILLISECOND;
const LEASE_NAMESPACE = 'kube-node-lease';

export const nodeLifecycleController: ControllerDefinition = {
  name,
  component: 'node-controller',
  watches: ['nodes', 'leases', 'pods'],
  create: (context, saved) => new NodeLifecycleController(context, saved as Saved | undefined),
};

class NodeLifecycleController implements Controller {
  readonly #context: ControllerContext;
  readonly #known: Map<string, string>;
  readonly #health: Map<string, NodeHealth>;
  readonly #toMark: Set<string>;
  readonly #zones: EvictionZones;
  readonly periodic = [{ key: MONITOR, everyUs: MONITOR_PERIOD_US }];
  readonly watches: Controller['watches'] = {
    nodes: ({ type, object, previous }) =>
      type === 'deleted' || (previous && isUntouched(object, previous)) ? [] : [object.metadata?.name ?? ''],
  };

  constructor(context: ControllerContext, saved: Saved | undefined) {
    this.#context = context;
    this.#known = new Map(saved?.known);
    this.#health = new Map(saved?.health);
    this.#toMark = new Set(saved?.toMark);
    this.#zones = new EvictionZones(context.kernel, saved?.zones);
  }

  reconcile(key: string): Outcome {
    if (key === MONITOR) return this.#monitor();
    if (key === NO_EXECUTE) return this.#taintDue();
    const node = this.#context.caches.of('nodes').byKey(key);
    if (!node) return done;
    const { add, remove } = wantedNoSchedule(node);
    const failure = swapTaints(this.#context, name, key, add, remove);
    return failure && failure.code !== 404 ? failedBy(failure) : done;
  }

  save(): Json {
    const saved: Saved = {
      known: [...this.#known],
      health: [...this.#health],
      toMark: [...this.#toMark],
      zones: this.#zones.save(),
    };
    return saved;
  }

  #monitor(): Outcome {
    const { caches } = this.#context;
    const nodes = [...caches.of('nodes').all()].sort(byKey);
    this.#registerNodes(nodes);
    const reviewed = nodes.map((node) => this.#onAccountOf(node.metadata?.name ?? '', () => this.#monitorNode(node)));
    const change = this.#zones.review(reviewed);
    if (change === 'all-silent') for (const node of reviewed) this.#markReachable(node);
    if (change === 'recovered') this.#startAnew();
    if (this.#zones.untilDueUs() !== undefined) this.#context.requeue(NO_EXECUTE, NO_EXECUTE_PERIOD_US);
    return { type: 'done', tookUs: nodes.length };
  }

  /** What is made of a node's silence follows from what silenced its kubelet, although nobody here can know that. */
  #onAccountOf<T>(node: string, work: () => T): T {
    const { kernel } = this.#context;
    return kernel.because(kernel.silencedBy(`kubelet/${node}`) ?? kernel.cause, work);
  }

  #registerNodes(nodes: readonly Node[]): void {
    const present = new Map(nodes.map(({ metadata }) => [metadata?.name ?? '', metadata?.uid ?? '']));
    for (const [node, uid] of present) {
      if (this.#known.has(node)) continue;
      this.#known.set(node, uid);
      this.#tell(node, uid, 'RegisteredNode', `Node ${node} event: Registered Node ${node} in Controller`);
    }
    for (const [node, uid] of [...this.#known]) {
      if (present.has(node)) continue;
      this.#known.delete(node);
      this.#health.delete(node);
      this.#toMark.delete(node);
      this.#tell(node, uid, 'RemovingNode', `Node ${node} event: Removing Node ${node} from Controller`);
    }
  }

  /** Looks at one node and answers it as it is now. */
  #monitorNode(node: Node): Node {
    const { kernel, caches } = this.#context;
    const own = node.metadata?.name ?? '';
    const health = observe(this.#health.get(own), node, caches.of('leases').get(LEASE_NAMESPACE, own), kernel.now);
    this.#health.set(own, health);
    const before = readyCondition(node)?.status;
    const current = isSilent(health, kernel.now) ? this.#declareSilent(node) : node;
    const ready = current && readyCondition(current);
    if (!current || !ready) return node;
    this.#taintByReadiness(current, ready.status);
    const hasFallen = ready.status !== 'True' && before === 'True';
    if (hasFallen) {
      this.#tell(own, node.metadata?.uid ?? '', 'NodeNotReady', `Node ${own} status is now: NodeNotReady`);
    }
    if (hasFallen || (this.#toMark.has(own) && ready.status !== 'True')) this.#markPods(own);
    else this.#toMark.delete(own);
    return current;
  }

  /** Undefined when the API server would not have it: the next pass tries again. */
  #declareSilent(node: Node): Node | undefined {
    const { server, kernel } = this.#context;
    const silent = withUnknownConditions(node, kernel.now);
    if (jsonEqual(silent.status, node.status)) return node;
    const updated = server.update('nodes', silent, { actor: name, subresource: 'status' });
    return updated.ok ? updated.object : undefined;
  }

  #markPods(node: string): void {
    const failure = markPodsNotReady(this.#context, name, node);
    if (failure) this.#toMark.add(node);
    else this.#toMark.delete(node);
  }

  #taintByReadiness(node: Node, ready: string): void {
    if (ready === 'True') {
      this.#markReachable(node);
      return;
    }
    const [own, other] = ready === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
    if (hasTaint(node, noExecute(other))) this.#swap(node, [noExecute(own)], [noExecute(other)]);
    else if (!hasTaint(node, noExecute(own))) this.#zones.enqueue(node);
  }

  #markReachable(node: Node): void {
    this.#zones.remove(node);
    const present = [noExecute(UNREACHABLE), noExecute(NOT_READY)].filter((taint) => hasTaint(node, taint));
    if (present.length > 0) this.#swap(node, [], present);
  }

  /** A node that leaves the queue meanwhile or cannot be written is judged again in the next pass. */
  #taintDue(): Outcome {
    for (const own of this.#zones.takeDue()) {
      const node = this.#context.caches.of('nodes').byKey(own);
      const ready = node && readyCondition(node)?.status;
      if (!node || ready === undefined || ready === 'True') continue;
      const [key, other] = ready === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
      this.#onAccountOf(own, () => {
        this.#swap(node, [noExecute(key)], [noExecute(other)]);
      });
    }
    const waitUs = this.#zones.untilDueUs();
    return waitUs === undefined ? done : { type: 'again', afterUs: Math.max(waitUs, NO_EXECUTE_PERIOD_US) };
  }

  #swap(
    node: Node,
    add: readonly ReturnType<typeof noExecute>[],
    remove: readonly ReturnType<typeof noExecute>[],
  ): void {
    swapTaints(this.#context, name, node.metadata?.name ?? '', add, remove);
  }

  /** After all were silent it was the network: everybody gets a full grace. */
  #startAnew(): void {
    const { now } = this.#context.kernel;
    for (const [node, health] of [...this.#health]) this.#health.set(node, { ...health, heardAt: now });
  }

  #tell(node: string, uid: string, reason: string, message: string): void {
    const target: EventTarget = { apiVersion: 'v1', kind: 'Node', namespace: '', name: node, uid };
    this.#context.events.send(target, 'Normal', reason, message);
  }
}

const noExecute = (key: string) => ({ key, effect: 'NoExecute' });

/** Whether nothing has changed that taints follow. */
function isUntouched(node: Node, previous: Node): boolean {
  const relevant = ({ spec, status }: Node) => [
    spec?.taints,
    spec?.unschedulable,
    (status?.conditions ?? []).map((condition) => `${condition.type} ${condition.status}`),
  ];
  return jsonEqual(relevant(node), relevant(previous));
}
