// Models pkg/scheduler/backend/queue/scheduling_queue.go (v1.35): Pods that are ready to be looked at, those that wait
// out a back-off, and those that fit nowhere until something in the cluster changes.
import type { Kernel } from '../kernel/kernel.ts';
import { MINUTE, SECOND, type Micros, after } from '../kernel/time.ts';
import { Heap } from './heap.ts';

export type QueuedPod = {
  readonly key: string;
  readonly uid: string;
  readonly priority: number;
  /** When it came into the queue, or was found to fit nowhere last. */
  readonly since: Micros;
  readonly attempts: number;
  /** Sequence number of the record that queued it last. */
  readonly cause: number;
  /** The plugins that found no node for it last time; empty when something else failed. */
  readonly rejectedBy: readonly string[];
};
type BackingOff = { readonly pod: QueuedPod; readonly due: Micros; readonly isError: boolean };

export type SavedSchedulingQueue = {
  readonly active: readonly QueuedPod[];
  readonly backingOff: readonly BackingOff[];
  readonly unschedulable: readonly QueuedPod[];
};

const BACKOFF_FIRST_US = 1 * SECOND;
const BACKOFF_LAST_US = 10 * SECOND;
/** After so long a Pod is looked at again although nothing seems to have changed. */
const UNSCHEDULABLE_MAX_US = 5 * MINUTE;

export class SchedulingQueue {
  readonly #kernel: Kernel;
  readonly #actor: string;
  readonly #order = new Heap<QueuedPod>(isBefore);
  readonly #active = new Map<string, QueuedPod>();
  readonly #backingOff = new Map<string, BackingOff>();
  readonly #unschedulable = new Map<string, QueuedPod>();

  /** The owner, `actor`, must pass on its agenda entries `ripen` by calling that method. */
  constructor(kernel: Kernel, actor: string, saved?: SavedSchedulingQueue) {
    this.#kernel = kernel;
    this.#actor = actor;
    for (const pod of saved?.active ?? []) this.#activate(pod);
    for (const item of saved?.backingOff ?? []) this.#backingOff.set(item.pod.key, item);
    for (const pod of saved?.unschedulable ?? []) this.#unschedulable.set(pod.key, pod);
  }

  /** Whether a Pod could be taken now. */
  get isReady(): boolean {
    return this.#active.size > 0 || this.#nextPatient() !== undefined;
  }

  get hasUnschedulable(): boolean {
    return this.#unschedulable.size > 0;
  }

  has(key: string): boolean {
    return this.#active.has(key) || this.#backingOff.has(key) || this.#unschedulable.has(key);
  }

  /** Queues a new Pod on account of the present cause. */
  add(key: string, uid: string, priority: number): void {
    this.remove(key);
    const { now, cause } = this.#kernel;
    this.#activate({ key, uid, priority, since: now, attempts: 0, cause, rejectedBy: [] });
  }

  remove(key: string): void {
    this.#active.delete(key);
    this.#backingOff.delete(key);
    this.#unschedulable.delete(key);
  }

  /** Takes out a Pod whose turn it is not. */
  take(key: string): QueuedPod | undefined {
    const pod = this.#active.get(key) ?? this.#backingOff.get(key)?.pod ?? this.#unschedulable.get(key);
    this.remove(key);
    return pod;
  }

  /** The Pod whose turn it is; with nobody else waiting, one that is still backing off. */
  pop(): QueuedPod | undefined {
    for (;;) {
      const pod = this.#order.pop();
      if (!pod) break;
      // What was removed or queued anew is still in the heap under its old place.
      if (this.#active.get(pod.key) === pod) {
        this.#active.delete(pod.key);
        return { ...pod, attempts: pod.attempts + 1 };
      }
    }
    const patient = this.#nextPatient();
    if (!patient) return undefined;
    this.#backingOff.delete(patient.key);
    return { ...patient, attempts: patient.attempts + 1 };
  }

  /** Puts a Pod aside that fits nowhere, until `moveRejected` finds a reason to look again. */
  setAside(pod: QueuedPod, rejectedBy: readonly string[]): void {
    this.#unschedulable.set(pod.key, { ...pod, since: this.#kernel.now, rejectedBy });
  }

  /** Puts a Pod back for which something went wrong. */
  backOff(pod: QueuedPod): void {
    this.#wait({ ...pod, since: this.#kernel.now, rejectedBy: [] }, true);
  }

  /**
   * Something has changed that these plugins look at; undefined stands for all. `helps` can say of a Pod that some plugin
   * refused that it is not helped.
   */
  moveRejected(plugins?: readonly string[], helps: (key: string, plugin: string) => boolean = () => true): void {
    for (const pod of [...this.#unschedulable.values()]) {
      const { key, rejectedBy } = pod;
      const isConcerned = (name: string) => (plugins?.includes(name) ?? true) && helps(key, name);
      if (rejectedBy.length === 0 || rejectedBy.some(isConcerned)) this.#move(pod);
    }
  }

  /** The Pod itself has changed. */
  moveOne(key: string): void {
    const pod = this.#unschedulable.get(key);
    if (pod) this.#move(pod);
  }

  /** Moves the Pods that have been aside for very long. */
  flush(): void {
    for (const pod of [...this.#unschedulable.values()]) {
      if (after(pod.since, UNSCHEDULABLE_MAX_US) < this.#kernel.now) this.#move(pod);
    }
  }

  /** A back-off is over. */
  ripen(key: string): void {
    const item = this.#backingOff.get(key);
    if (!item || item.due > this.#kernel.now) return;
    this.#backingOff.delete(key);
    this.#activate(item.pod);
  }

  save(): SavedSchedulingQueue {
    return {
      active: [...this.#active.values()],
      backingOff: [...this.#backingOff.values()],
      unschedulable: [...this.#unschedulable.values()],
    };
  }

  #move(pod: QueuedPod): void {
    this.#unschedulable.delete(pod.key);
    this.#wait({ ...pod, cause: this.#kernel.cause }, false);
  }

  #wait(pod: QueuedPod, isError: boolean): void {
    const { now } = this.#kernel;
    const due = after(pod.since, Math.min(BACKOFF_FIRST_US * 2 ** Math.max(0, pod.attempts - 1), BACKOFF_LAST_US));
    if (due <= now) {
      this.#activate(pod);
      return;
    }
    this.#backingOff.set(pod.key, { pod, due, isError });
    this.#kernel.schedule(this.#actor, due - now, 'ripen', pod.key);
  }

  #activate(pod: QueuedPod): void {
    this.#active.set(pod.key, pod);
    this.#order.push(pod);
  }

  /** Of the Pods that back off because they fitted nowhere, the one that is due first. */
  #nextPatient(): QueuedPod | undefined {
    let first: BackingOff | undefined;
    for (const item of this.#backingOff.values()) if (!item.isError && (!first || item.due < first.due)) first = item;
    return first?.pod;
  }
}

/** By priority, then by time, then by name so that the order does not hang on the heap's history. */
function isBefore(a: QueuedPod, b: QueuedPod): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  return a.since !== b.since ? a.since < b.since : a.key < b.key;
}
