// Models pkg/kubelet/status/status_manager.go (v1.35): writes the status of Pods to the API, tries again every 10 s what
// could not be written, and deletes Pods for good when nothing of them is left.
import type { Pod, PodStatus } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';
import { SECOND } from '../kernel/time.ts';
import { isMirror, nameOf, namespaceOf, uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';

interface Entry {
  readonly namespace: string;
  readonly name: string;
  /** UID that the object in the API must have; undefined for static Pods, whose mirrors have any. */
  readonly uid: string | undefined;
  status: PodStatus;
  dirty: boolean;
}
export interface SavedStatusManager {
  readonly entries: readonly (readonly [key: string, entry: Entry])[];
  readonly batchDue: boolean;
}

const BATCH_US = 10 * SECOND;
/** Conditions that others may have changed since the kubelet last looked. */
const OWN_CONDITIONS = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady']);

export class StatusManager {
  readonly #services: KubeletServices;
  readonly #entries: Map<string, Entry>;
  #batchDue: boolean;

  constructor(services: KubeletServices, saved?: SavedStatusManager) {
    this.#services = services;
    this.#entries = new Map(saved?.entries.map(([key, entry]) => [key, { ...entry }]));
    this.#batchDue = saved?.batchDue ?? false;
  }

  get(podUid: string): PodStatus | undefined {
    return this.#entries.get(podUid)?.status;
  }

  /** Takes a new status and, if it differs from the last, writes it as soon as the API can be reached; says whether. */
  set(pod: Pod, fromFile: boolean, status: PodStatus): boolean {
    const key = uidOf(pod);
    const known = this.#entries.get(key);
    if (known && jsonEqual(known.status, status)) return false;
    const entry: Entry = {
      namespace: namespaceOf(pod),
      name: nameOf(pod),
      uid: fromFile ? undefined : key,
      status,
      dirty: true,
    };
    this.#entries.set(key, entry);
    this.#write(entry);
    return true;
  }

  /** The Pod's object in the API is a new one: its status has to be written to it in the next batch. */
  markDirty(podUid: string): void {
    const entry = this.#entries.get(podUid);
    if (!entry) return;
    entry.dirty = true;
    this.#scheduleBatch();
  }

  /** Nothing of the Pod is left on the machine: an object that waits to be deleted goes now. */
  finish(pod: Pod): void {
    const { server, id } = this.#services;
    const current = server.get('pods', namespaceOf(pod), nameOf(pod));
    if (!current.ok) {
      if (current.status.code !== 404) this.markDirty(uidOf(pod));
      return;
    }
    if (uidOf(current.object) !== uidOf(pod) || current.object.metadata?.deletionTimestamp === undefined) return;
    server.delete('pods', namespaceOf(pod), nameOf(pod), { actor: id, gracePeriodSeconds: 0, uid: uidOf(pod) });
  }

  forget(podUid: string): void {
    this.#entries.delete(podUid);
  }

  /** The batch is due. */
  runBatch(): void {
    this.#batchDue = false;
    for (const entry of this.#entries.values()) if (entry.dirty) this.#write(entry);
  }

  save(): SavedStatusManager {
    return { entries: [...this.#entries].map(([key, entry]) => [key, { ...entry }]), batchDue: this.#batchDue };
  }

  #write(entry: Entry): void {
    const { server, id } = this.#services;
    const current = server.get('pods', entry.namespace, entry.name);
    if (!current.ok) {
      // A static Pod whose mirror is not there yet gets its status written when it is.
      if (current.status.code !== 404 || entry.uid === undefined) this.#scheduleBatch();
      else entry.dirty = false;
      return;
    }
    const pod = current.object;
    if (entry.uid === undefined ? !isMirror(pod) : uidOf(pod) !== entry.uid) {
      entry.dirty = false;
      return;
    }
    const updated = server.update(
      'pods',
      { ...pod, status: merge(entry.status, pod.status) },
      {
        actor: id,
        subresource: 'status',
      },
    );
    entry.dirty = !updated.ok;
    if (entry.dirty) this.#scheduleBatch();
  }

  #scheduleBatch(): void {
    if (this.#batchDue) return;
    this.#batchDue = true;
    this.#services.kernel.schedule(this.#services.id, BATCH_US, 'status-batch');
  }
}

/** The kubelet's own view, with the conditions of others as they are in the API now. */
function merge(own: PodStatus, current: PodStatus | undefined): PodStatus {
  const theirs = (current?.conditions ?? []).filter(({ type }) => !OWN_CONDITIONS.has(type));
  const known = (own.conditions ?? []).filter(({ type }) => OWN_CONDITIONS.has(type));
  const kept = theirs.length > 0 ? theirs : (own.conditions ?? []).filter(({ type }) => !OWN_CONDITIONS.has(type));
  return { ...own, conditions: [...known, ...kept] };
}
