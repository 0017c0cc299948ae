// Models the file source of the kubelet (pkg/kubelet/config/file_linux.go) and its dealings with mirror Pods (v1.35):
// static Pods come and go with their files, and are seen in the API through mirrors.
import type { Pod } from '../api/generated/types.ts';
import type { Change } from '../api/store.ts';
import { MILLISECOND, SECOND, toTimestamp } from '../kernel/time.ts';
import { logError } from './kubelet-log.ts';
import { isManifestPath, manifestsOn } from './manifest-files.ts';
import { readManifest, type ReadManifest } from './manifest-read.ts';
import { deleteMirror, ensureMirror } from './mirror-pods.ts';
import { fullNameOf, isMirror, nameOf, namespaceOf, uidOf } from './pod-source.ts';
import type { PodWorker } from './pod-worker.ts';
import type { KubeletServices } from './services.ts';
import type { StatusManager } from './status-manager.ts';

/** The kubelet's workers of static Pods. */
export interface StaticPodWorkers {
  all(): readonly PodWorker[];
  byUid(podUid: string): PodWorker | undefined;
  add(pod: Pod): void;
}

export interface SavedStaticPods {
  readonly manifests: readonly (readonly [path: string, pod: Pod])[];
  readonly events: readonly FileEvent[];
  readonly listDue: boolean;
  readonly phaseUs: number;
}

/** A file as it was when it changed; without a text it is gone. */
interface FileEvent {
  readonly path: string;
  readonly text: string | undefined;
}

/** From a change in the folder of manifests until it is dealt with. */
const SCAN_US = 80 * MILLISECOND;
/** The whole folder is read again at a rhythm of its own. Here only when that could change anything. */
const LIST_US = 20 * SECOND;
/** Agenda entry: the static Pod of a file may be started. */
export const REPLACE_STATIC = 'replace-static';
/** How long the new version of a static Pod waits before it looks again whether the old one is gone. */
const REPLACE_US = { low: 10 * SECOND, high: 15 * SECOND } as const;

export class StaticPods {
  readonly #services: KubeletServices;
  readonly #statuses: StatusManager;
  readonly #workers: StaticPodWorkers;
  /** By the file they come from. */
  readonly #manifests: Map<string, Pod>;
  #events: readonly FileEvent[];
  #listDue: boolean;
  readonly #phaseUs: number;

  constructor(services: KubeletServices, statuses: StatusManager, workers: StaticPodWorkers, saved?: SavedStaticPods) {
    this.#services = services;
    this.#statuses = statuses;
    this.#workers = workers;
    this.#manifests = new Map(saved?.manifests);
    this.#events = saved?.events ?? [];
    this.#listDue = saved?.listDue ?? false;
    this.#phaseUs = saved?.phaseUs ?? services.random.int(0, LIST_US - 1);
  }

  fileChanged(path: string): void {
    if (!isManifestPath(path)) return;
    const { kernel, id, machine } = this.#services;
    if (this.#events.length === 0) kernel.schedule(id, SCAN_US, 'scan');
    this.#events = [...this.#events, { path, text: machine.disk.read(path) }];
  }

  /** Deals with the files that changed. One that cannot be understood any more keeps its Pod until the folder is read. */
  scan(): void {
    const events = this.#events;
    this.#events = [];
    for (const { path, text } of events) {
      const read = text === undefined ? undefined : this.#read(path, text);
      if (!read) this.#drop(path);
      else if (read.ok) this.#take(path, read.pod);
      else this.#logEventFault(path, read.fault);
    }
    if (events.some(({ path }) => this.#isBroken(path))) this.#scheduleList();
  }

  /** Reads the whole folder. */
  list(): void {
    this.#listDue = false;
    const { disk } = this.#services.machine;
    const read = manifestsOn(disk).map((path) => [path, this.#read(path, disk.read(path) ?? '')] as const);
    const found = new Set(read.flatMap(([path, { ok }]) => (ok ? [path] : [])));
    for (const path of [...this.#manifests.keys()]) if (!found.has(path)) this.#drop(path);
    for (const [path, manifest] of read) {
      if (manifest.ok) this.#take(path, manifest.pod);
      else this.#logListFault(path, manifest.fault);
    }
    if (found.size < read.length) this.#scheduleList();
  }

  /** Starts the static Pod of a file unless an older version of it is still there. */
  startFrom(path: string): void {
    const pod = this.#manifests.get(path);
    if (!pod || this.#workers.byUid(uidOf(pod))?.isRunning) return;
    if (!this.#workerNamed(pod)) {
      this.#workers.add(pod);
      return;
    }
    const { kernel, random, id } = this.#services;
    kernel.schedule(id, random.int(REPLACE_US.low, REPLACE_US.high), REPLACE_STATIC, path);
  }

  /** A mirror that is deleted comes back at once, as long as its Pod runs. */
  mirrorChanged(type: Change['type'], mirror: Pod): void {
    const worker = this.#workerNamed(mirror);
    if (type === 'deleted') {
      if (worker?.isRunning) this.#restoreMirror(worker);
    } else if ((!worker && !this.#isExpected(mirror)) || mirror.metadata?.deletionTimestamp !== undefined) {
      deleteMirror(this.#services, mirror);
    } else if (type === 'added' && worker) {
      this.#statuses.markDirty(worker.uid);
    }
  }

  /** Creates the mirrors that are missing. */
  ensureMirrors(): void {
    for (const worker of this.#workers.all()) if (worker.isRunning) ensureMirror(this.#services, worker.pod);
  }

  /** A static Pod is gone: its mirror goes too, unless another version of it is to come. */
  removeMirror(pod: Pod): void {
    if (this.#isExpected(pod)) return;
    const mirror = this.#services.server.get('pods', namespaceOf(pod), nameOf(pod));
    if (mirror.ok && isMirror(mirror.object)) deleteMirror(this.#services, mirror.object);
  }

  save(): SavedStaticPods {
    return {
      manifests: [...this.#manifests],
      events: this.#events,
      listDue: this.#listDue,
      phaseUs: this.#phaseUs,
    };
  }

  #read(path: string, text: string): ReadManifest {
    const { server, kernel, node } = this.#services;
    return readManifest(text, path, { kinds: server.kinds, node, seen: toTimestamp(kernel.now) });
  }

  #take(path: string, pod: Pod): void {
    const before = this.#manifests.get(path);
    if (before && uidOf(before) === uidOf(pod)) return;
    this.#manifests.set(path, pod);
    const replaced = before && fullNameOf(before) === fullNameOf(pod);
    if (replaced) this.#statuses.silence(uidOf(before));
    if (before) this.#workers.byUid(uidOf(before))?.remove();
    this.startFrom(path);
  }

  #drop(path: string): void {
    const pod = this.#manifests.get(path);
    this.#manifests.delete(path);
    if (pod) this.#workers.byUid(uidOf(pod))?.remove();
  }

  #isBroken(path: string): boolean {
    const text = this.#services.machine.disk.read(path);
    return text !== undefined && !this.#read(path, text).ok;
  }

  #scheduleList(): void {
    if (this.#listDue) return;
    this.#listDue = true;
    const { kernel, id } = this.#services;
    kernel.schedule(id, LIST_US - ((kernel.now - this.#phaseUs + LIST_US) % LIST_US), 'rescan');
  }

  #logEventFault(path: string, fault: string): void {
    const error = JSON.stringify(`can't process config file ${JSON.stringify(path)}: ${fault}`);
    logError(this.#services, 'file.go:109', `"Unable to process watch event" err=${error}`);
  }

  #logListFault(path: string, fault: string): void {
    const pairs = `err=${JSON.stringify(fault)} path=${JSON.stringify(path)}`;
    logError(this.#services, 'file.go:188', `"Could not process manifest file" ${pairs}`);
  }

  #restoreMirror(worker: PodWorker): void {
    ensureMirror(this.#services, worker.pod);
    this.#statuses.markDirty(worker.uid);
  }

  /** Whether some file holds a Pod of this name. */
  #isExpected(pod: Pod): boolean {
    return [...this.#manifests.values()].some((manifest) => fullNameOf(manifest) === fullNameOf(pod));
  }

  #workerNamed(pod: Pod): PodWorker | undefined {
    return this.#workers.all().find((worker) => fullNameOf(worker.pod) === fullNameOf(pod));
  }
}
