// Models the bookkeeping of pkg/kubelet/pod_workers.go and HandlePodAdditions (v1.35): the Pods of one machine, each with
// its worker, from the API and from files.
import type { Node, Pod } from '../api/generated/types.ts';
import type { Change } from '../api/store.ts';
import type { Json } from '../kernel/json.ts';
import { type Rejection, rejectionOf } from './admission.ts';
import { KILL_LOOK, KILL_TIME_UP } from './lifecycle/container-kills.ts';
import { HOOK_ENDED, type HookEnd } from './lifecycle/hook.ts';
import { concerns } from './pod-change.ts';
import type { PodDemands } from './pod-demands.ts';
import { uidOf } from './pod-source.ts';
import { PodWorker } from './pod-worker.ts';
import { deferredResizes } from './resize/pending-resizes.ts';
import type { ResizeRefusal } from './resize/pod-resize.ts';
import { resizeRefusal } from './resize/resize-refusal.ts';
import type { SavedPodWorker } from './saved-pod-worker.ts';
import type { WorkerTools } from './worker-tools.ts';

export class PodWorkers {
  readonly #tools: WorkerTools;
  readonly #workers = new Map<string, PodWorker>();

  constructor(tools: WorkerTools) {
    this.#tools = tools;
  }

  all(): readonly PodWorker[] {
    return [...this.#workers.values()];
  }

  get(podUid: string): PodWorker | undefined {
    return this.#workers.get(podUid);
  }

  /** Takes a Pod on, or turns it away. */
  add(pod: Pod, fromFile: boolean): void {
    const worker = new PodWorker(this.#tools, pod, fromFile);
    const rejection = worker.isNew ? this.#rejectionOf(worker) : undefined;
    this.#workers.set(worker.uid, worker);
    if (rejection) worker.reject(rejection);
    else worker.update(pod);
  }

  remove(podUid: string): void {
    this.#workers.delete(podUid);
    this.roomFreed();
  }

  /** There is more room than before: resizes that wait for it are tried again. */
  roomFreed(): void {
    for (const worker of deferredResizes(this.all())) worker.retryResize();
  }

  /** Why a Pod that is here cannot want this much; undefined when it can. */
  refuseResize(podUid: string, wanted: PodDemands): ResizeRefusal | undefined {
    const node = this.#node;
    return node && resizeRefusal(wanted, node, this.#demandsBeside(podUid));
  }

  /** A Pod of the API has changed. */
  podChanged({ type, object }: Change<Pod>): void {
    const worker = this.#workers.get(uidOf(object));
    if (type === 'deleted') worker?.remove();
    else if (!worker) this.add(object, false);
    else if (concerns(worker.desired, object)) worker.update(object);
    else worker.know(object);
  }

  /** Takes an agenda entry about one Pod; says whether it was one. */
  handle(type: string, payload: Json): boolean {
    switch (type) {
      case HOOK_ENDED: {
        const end = payload as HookEnd;
        this.#workers.get(end.podUid)?.hookEnded(end);
        return true;
      }
      case KILL_TIME_UP: {
        const { podUid, container, containerId, stage } = payload as Readonly<Record<string, string>>;
        this.#workers.get(podUid ?? '')?.kills.timeUp(container ?? '', containerId ?? '', stage ?? '');
        return true;
      }
      default:
        return typeof payload === 'string' && this.#handlePlain(type, payload);
    }
  }

  #handlePlain(type: string, podUid: string): boolean {
    switch (type) {
      case 'pod-step':
        this.#workers.get(podUid)?.continue();
        return true;
      case 'pod-retry':
        this.#workers.get(podUid)?.retry();
        return true;
      case 'pod-deadline':
        this.#workers.get(podUid)?.requestSync();
        return true;
      case KILL_LOOK:
        this.#workers.get(podUid)?.kills.look();
        return true;
      default:
        return false;
    }
  }

  /** `isKnown` says of which Pods the objects need not be saved with the workers. */
  save(isKnown: (pod: Pod) => boolean): readonly SavedPodWorker[] {
    return this.all().map((worker) => worker.save(isKnown(worker.desired)));
  }

  /** `known`: the Pods whose objects were not saved. */
  restore(saved: readonly SavedPodWorker[], known: Iterable<Pod>): void {
    const byUid = new Map([...known].map((pod) => [uidOf(pod), pod]));
    for (const worker of saved) {
      const pod = worker.pod ?? byUid.get(worker.uid);
      if (!pod) throw new Error(`pod ${worker.uid} was saved without its object`);
      this.#workers.set(worker.uid, new PodWorker(this.#tools, pod, worker.fromFile, worker));
    }
  }

  /** A kubelet that does not know its node yet takes everything. */
  #rejectionOf({ pod, demands }: PodWorker): Rejection | undefined {
    const node = this.#node;
    const pressed = this.#tools.rejectionOf(pod);
    return pressed ?? (node && rejectionOf(pod, demands, node, this.#demandsBeside(uidOf(pod))));
  }

  get #node(): Node | undefined {
    const { server, node } = this.#tools.services;
    const found = server.store.get('nodes', node);
    return found?.status?.allocatable && found;
  }

  #demandsBeside(podUid: string): readonly PodDemands[] {
    const others: PodDemands[] = [];
    for (const worker of this.#workers.values()) {
      if (worker.takesRoom && worker.uid !== podUid) others.push(worker.demands);
    }
    return others;
  }
}
