// Models pkg/kubelet/status/status_manager.go (v1.35): writes the status of Pods to the API, tries again every 10 s what
// could not be written, and deletes Pods for good when nothing of them is left.
import type { Pod, PodStatus } from '../api/generated/types.ts';
import { jsonEqual } from '../kernel/json.ts';
import { SECOND } from '../kernel/time.ts';
import { MIRROR, isMirror, isMirrorOf, nameOf, namespaceOf, uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';
import { isOwnCondition } from './status/conditions.ts';

interface Entry {
  readonly namespace: string;
  readonly name: string;
  /** UID that the object in the API must have; undefined for static Pods, whose mirrors have any. */
  readonly uid: string | undefined;
  status: PodStatus;
  dirty: boolean;
  /** It is not written any more. */
  silent?: boolean;
}
export interface SavedStatusManager {
  readonly entries: readonly (readonly [key: string, entry: Entry])[];
  readonly batchDue: boolean;
  readonly phaseUs: number;
}

const BATCH_US = 10 * SECOND;

export class StatusManager {
  readonly #services: KubeletServices;
  readonly #entries: Map<string, Entry>;
  #batchDue: boolean;
  /** When in every 10 s what could not be written is tried again. */
  readonly #phaseUs: number;

  constructor(services: KubeletServices, saved?: SavedStatusManager) {
    this.#services = services;
    this.#entries = new Map(saved?.entries.map(([key, entry]) => [key, { ...entry }]));
    this.#batchDue = saved?.batchDue ?? false;
    this.#phaseUs = saved?.phaseUs ?? services.random.int(0, BATCH_US - 1);
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
      ...(known?.silent === true && { silent: true }),
    };
    this.#entries.set(key, entry);
    this.#write(key, entry);
    return true;
  }

  /** The Pod's object in the API is a new one: its status has to be written to it in the next batch. */
  markDirty(podUid: string): void {
    const entry = this.#entries.get(podUid);
    if (!entry) return;
    entry.dirty = true;
    this.#scheduleBatch();
  }

  /** A static Pod gives way to another of its name, whose the mirror is from now on. */
  silence(podUid: string): void {
    const entry = this.#entries.get(podUid);
    if (entry) entry.silent = true;
  }

  /** The Pod's object in the API has changed: where others have written over its status that is put right. */
  noticed(pod: Pod): void {
    // A mirror names the static Pod that it stands for.
    const key = pod.metadata?.annotations?.[MIRROR] ?? uidOf(pod);
    const entry = this.#entries.get(key);
    if (!entry || entry.dirty) return;
    if (readinessOf(entry.status) !== readinessOf(pod.status)) this.markDirty(key);
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
    for (const [key, entry] of this.#entries) if (entry.dirty) this.#write(key, entry);
  }

  save(): SavedStatusManager {
    const entries = [...this.#entries].map(([key, entry]) => [key, { ...entry }] as const);
    return { entries, batchDue: this.#batchDue, phaseUs: this.#phaseUs };
  }

  #write(key: string, entry: Entry): void {
    if (entry.silent === true) {
      entry.dirty = false;
      return;
    }
    const { server, id } = this.#services;
    const current = server.get('pods', entry.namespace, entry.name);
    if (!current.ok) {
      // A static Pod whose mirror is not there yet gets its status written when it is.
      if (current.status.code !== 404 || entry.uid === undefined) this.#scheduleBatch();
      else entry.dirty = false;
      return;
    }
    const pod = current.object;
    if (entry.uid === undefined && isMirror(pod) && !isMirrorOf(pod, key)) {
      this.#scheduleBatch();
      return;
    }
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
    // What the API has is the same and need not be kept twice.
    if (updated.ok && jsonEqual(updated.object.status, entry.status)) entry.status = updated.object.status ?? {};
  }

  #scheduleBatch(): void {
    if (this.#batchDue) return;
    this.#batchDue = true;
    const { kernel, id } = this.#services;
    kernel.schedule(id, BATCH_US - ((kernel.now - this.#phaseUs + BATCH_US) % BATCH_US), 'status-batch');
  }
}

function readinessOf(status: PodStatus | undefined): string | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status;
}

/** The kubelet's own view, with the conditions of others as they are in the API now, where they may have changed. */
function merge(own: PodStatus, current: PodStatus | undefined): PodStatus {
  const theirs = (current?.conditions ?? []).filter((condition) => !isOwnCondition(condition));
  if (theirs.length === 0) return own;
  return { ...own, conditions: [...(own.conditions ?? []).filter(isOwnCondition), ...theirs] };
}
