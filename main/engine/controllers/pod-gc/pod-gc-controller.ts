// Models pkg/controller/podgc/gc_controller.go (v1.35): takes away Pods that nobody else will: those of nodes that are
// gone or out of service, too many that have ended, and those that are being deleted without ever having had a node.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import { type KindMap } from '../../api/resources.ts';
import type { Json } from '../../kernel/json.ts';
import { SECOND, type Micros, after, toTimestamp } from '../../kernel/time.ts';
import { isPodFinished } from '../../kinds/pod/status.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  done,
} from '../controller.ts';
import { withDisruption } from '../../kinds/pod/disruption.ts';
import { byKey, compareText } from '../../api/order.ts';

type Pod = KindMap['pods'];
type Saved = readonly (readonly [node: string, due: Micros])[];

const name = 'pod-garbage-collector';
const PASS = 'pass';
const PERIOD_US = 20 * SECOND;
/** A node that is missing may be on its way: its Pods are left alone for so long. */
const QUARANTINE_US = 40 * SECOND;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';
const FINISHED_MAX = 12_500;

export const podGcController: ControllerDefinition = {
  name,
  component: name,
  watches: ['pods', 'nodes'],
  create: (context, saved) => new PodGcController(context, saved as Saved | undefined),
};

class PodGcController implements Controller {
  readonly #context: ControllerContext;
  /** Until when missing nodes are waited for. */
  readonly #quarantined: Map<string, Micros>;
  readonly periodic = [{ key: PASS, everyUs: PERIOD_US }];
  readonly watches = {};

  constructor(context: ControllerContext, saved: Saved | undefined) {
    this.#context = context;
    this.#quarantined = new Map(saved);
  }

  reconcile(): Outcome {
    const pods = [...this.#context.caches.of('pods').all()];
    this.#collectFinished(pods.filter(isPodFinished));
    for (const pod of pods.filter((item) => this.#isOutOfService(item)).sort(byKey)) this.#remove(pod);
    this.#collectOrphans();
    for (const pod of pods.filter(isUnscheduledAndEnding).sort(byKey)) this.#remove(pod);
    return { ...done, tookUs: pods.length };
  }

  save(): Json {
    return [...this.#quarantined];
  }

  #collectFinished(finished: Pod[]): void {
    const surplus = finished.length - FINISHED_MAX;
    if (surplus > 0) for (const pod of finished.sort(oldestFirst).slice(0, surplus)) this.#remove(pod);
  }

  /** Whether a Pod ends on a node of which somebody has said that it is down for good. */
  #isOutOfService({ metadata, spec, status }: Pod): boolean {
    if (metadata?.deletionTimestamp === undefined || isPodFinished({ status })) return false;
    const node = this.#context.caches.of('nodes').byKey(spec?.nodeName ?? '');
    const isReady = node?.status?.conditions?.some((item) => item.type === 'Ready' && item.status === 'True');
    return node !== undefined && !isReady && (node.spec?.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE);
  }

  #collectOrphans(): void {
    const { caches } = this.#context;
    const orphans = this.#nodesGone().flatMap((node) => [...caches.podsByNode.of(node)]);
    for (const pod of orphans.sort(byKey)) this.#remove(pod, 'PodGC: node no longer exists');
  }

  /** The nodes that Pods name and that were still missing after their quarantine. */
  #nodesGone(): readonly string[] {
    const { caches, kernel, server } = this.#context;
    const nodes = caches.of('nodes');
    const missing = [...caches.podsByNode.values()].filter((node) => !nodes.byKey(node)).sort(compareText);
    for (const node of missing) {
      if (!this.#quarantined.has(node)) this.#quarantined.set(node, after(kernel.now, QUARANTINE_US));
    }
    const due = [...this.#quarantined].filter(([, until]) => until <= kernel.now).map(([node]) => node);
    for (const node of due) this.#quarantined.delete(node);
    return due.filter((node) => {
      const found = server.get('nodes', '', node);
      return !found.ok && found.status.code === 404;
    });
  }

  /** What fails is tried again in the next pass. */
  #remove(pod: Pod, message?: string): void {
    const { server, kernel } = this.#context;
    const { namespace = '', name: own = '', uid } = pod.metadata ?? {};
    if (this.#markFailed(pod, message, toTimestamp(kernel.now)) !== undefined) return;
    server.delete('pods', namespace, own, { actor: name, gracePeriodSeconds: 0, uid });
  }

  #markFailed(pod: Pod, message: string | undefined, now: string): ApiStatus | undefined {
    if (isPodFinished(pod)) return undefined;
    const marked = message === undefined ? pod : withDisruption(pod, 'DeletionByPodGC', message, now);
    const failed = { ...marked, status: { ...marked.status, phase: 'Failed' } };
    const updated = this.#context.server.update('pods', failed, { actor: name, subresource: 'status' });
    return updated.ok ? undefined : updated.status;
  }
}

const isUnscheduledAndEnding = ({ metadata, spec }: Pod): boolean =>
  metadata?.deletionTimestamp !== undefined && !spec?.nodeName;

const oldestFirst = (a: Pod, b: Pod): number =>
  compareText(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '') || byKey(a, b);
