// Models the file source of the kubelet (pkg/kubelet/config/file_linux.go) and its dealings with mirror Pods (v1.35):
// static Pods come and go with their files, and are seen in the API through mirrors.
import type { Pod } from '../api/generated/types.ts';
import type { Change } from '../api/store.ts';
import { MILLISECOND, SECOND, toTimestamp } from '../kernel/time.ts';
import { isManifestPath, scanManifests } from './manifest-scan.ts';
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
  readonly scanDue: boolean;
}

/** From a change in the folder of manifests until it is read. */
const SCAN_US = 80 * MILLISECOND;
const RESCAN_US = 20 * SECOND;
/** How long the new version of a static Pod waits before it looks again whether the old one is gone. */
const REPLACE_US = { low: 10 * SECOND, high: 15 * SECOND } as const;

export class StaticPods {
  readonly #services: KubeletServices;
  readonly #statuses: StatusManager;
  readonly #workers: StaticPodWorkers;
  /** By the file they come from. */
  readonly #manifests: Map<string, Pod>;
  #scanDue: boolean;

  constructor(services: KubeletServices, statuses: StatusManager, workers: StaticPodWorkers, saved?: SavedStaticPods) {
    this.#services = services;
    this.#statuses = statuses;
    this.#workers = workers;
    this.#manifests = new Map(saved?.manifests);
    this.#scanDue = saved?.scanDue ?? false;
  }

  fileChanged(path: string): void {
    if (!isManifestPath(path) || this.#scanDue) return;
    this.#scanDue = true;
    this.#services.kernel.schedule(this.#services.id, SCAN_US, 'scan');
  }

  /** Compares the manifests with the static Pods that run; a file that is broken keeps its Pod until the rescan. */
  scan(): void {
    this.#scanDue = false;
    const broken = this.#compare((path, unreadable) => unreadable.has(path));
    if (broken) this.#services.kernel.schedule(this.#services.id, RESCAN_US, 'rescan');
  }

  rescan(): void {
    this.#compare(() => false);
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
    kernel.schedule(id, random.int(REPLACE_US.low, REPLACE_US.high), 'replace-static', path);
  }

  /** A mirror that is deleted comes back at once, as long as its Pod runs. */
  mirrorChanged(type: Change['type'], mirror: Pod): void {
    const worker = this.#workerNamed(mirror);
    if (type === 'deleted') {
      if (worker?.isRunning) this.#restoreMirror(worker);
    } else if (!worker || mirror.metadata?.deletionTimestamp !== undefined) {
      deleteMirror(this.#services, mirror);
    } else if (type === 'added') {
      this.#statuses.markDirty(worker.uid);
    }
  }

  /** Creates the mirrors that are missing. */
  ensureMirrors(): void {
    for (const worker of this.#workers.all()) if (worker.isRunning) ensureMirror(this.#services, worker.pod);
  }

  /** A static Pod is gone: its mirror goes too. */
  removeMirror(pod: Pod): void {
    const mirror = this.#services.server.get('pods', namespaceOf(pod), nameOf(pod));
    if (mirror.ok && isMirror(mirror.object)) deleteMirror(this.#services, mirror.object);
  }

  save(): SavedStaticPods {
    return { manifests: [...this.#manifests], scanDue: this.#scanDue };
  }

  /** Says whether there are broken files. */
  #compare(keep: (path: string, broken: ReadonlySet<string>) => boolean): boolean {
    const { machine, server, kernel, node } = this.#services;
    const scan = scanManifests(machine.disk, server.kinds, node, toTimestamp(kernel.now));
    const found = new Map(scan.pods.map(({ path, pod }) => [path, pod]));
    const broken = new Set(scan.broken);
    for (const [path, pod] of [...this.#manifests]) {
      const next = found.get(path);
      if (next ? uidOf(next) === uidOf(pod) : keep(path, broken)) continue;
      this.#manifests.delete(path);
      this.#workers.byUid(uidOf(pod))?.remove();
    }
    for (const [path, pod] of found) {
      if (this.#manifests.has(path)) continue;
      this.#manifests.set(path, pod);
      this.startFrom(path);
    }
    return broken.size > 0;
  }

  #restoreMirror(worker: PodWorker): void {
    ensureMirror(this.#services, worker.pod);
    this.#statuses.markDirty(worker.uid);
  }

  #workerNamed(pod: Pod): PodWorker | undefined {
    return this.#workers.all().find((worker) => fullNameOf(worker.pod) === fullNameOf(pod));
  }
}
