// Models BindPodVolumes and checkBindings in pkg/scheduler/framework/plugins/volumebinding/binder.go (v1.35): Pods whose
// volumes have been asked for. Once a second it is looked whether they are there, or whether they never will be.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { MINUTE, type Micros, SECOND, after } from '../kernel/time.ts';
import { SELECTED_NODE, type Volume } from '../kinds/persistent-volume/volumes.ts';
import type { ClusterView } from './cluster-view.ts';
import type { NodeInfo } from './node-info.ts';
import { isBound, reaches } from './plugins/volume-binding.ts';
import type { Verdicts } from './reporter.ts';
import type { QueuedPod } from './scheduling-queue.ts';
import type { AskedVolumes, Revised } from './volume-choice.ts';
import type { VolumeLister } from './volume-lister.ts';

export type VolumeWait = {
  readonly queued: QueuedPod;
  readonly namespace: string;
  readonly node: string;
  readonly asked: AskedVolumes;
  /** What spoke for the node. */
  readonly verdicts: Verdicts;
};
type Lasting = VolumeWait & {
  readonly until: Micros;
  /** When it is looked at next, in the agenda. */
  readonly entry: number;
};
export type SavedVolumeWaits = readonly (readonly [key: string, wait: Lasting])[];

/** `why` is what the scheduler says of it. */
export type VolumeProgress =
  { readonly type: 'bound' } | { readonly type: 'waiting' } | { readonly type: 'failed'; readonly why: string };

const LOOK_US = 1 * SECOND;
/** So long a Pod waits for its volumes on the node that it was promised. */
const WAIT_US = 10 * MINUTE;

const waiting: VolumeProgress = { type: 'waiting' };
const failed = (why: string): VolumeProgress => ({ type: 'failed', why: `binding volumes: ${why}` });

export class VolumeWaits {
  readonly #kernel: Kernel;
  readonly #actor: string;
  readonly #view: ClusterView;
  readonly #lister: VolumeLister;
  readonly #waits: Map<string, Lasting>;

  /** The owner, `actor`, must pass on its agenda entries `volumes` by calling `look`. */
  constructor(kernel: Kernel, actor: string, view: ClusterView, lister: VolumeLister, saved: SavedVolumeWaits = []) {
    this.#kernel = kernel;
    this.#actor = actor;
    this.#view = view;
    this.#lister = lister;
    // Those of older versions did not say what was asked for; their Pods are still in the queue.
    this.#waits = new Map(saved.filter(([, wait]) => 'asked' in wait));
  }

  begin(key: string, wait: VolumeWait): void {
    this.end(key);
    this.#goOn(key, { ...wait, until: after(this.#kernel.now, WAIT_US) });
  }

  /** What has become of a wait, which is over unless it goes on; undefined when there is none. */
  look(key: string): { readonly wait: VolumeWait; readonly progress: VolumeProgress } | undefined {
    const wait = this.#waits.get(key);
    if (!wait) return undefined;
    const found = this.#progress(wait);
    const progress =
      found.type === 'waiting' && wait.until <= this.#kernel.now ? failed('context deadline exceeded') : found;
    if (progress.type === 'waiting') this.#goOn(key, wait);
    else this.#waits.delete(key);
    return { wait, progress };
  }

  /** Its Pod is gone, or waits no longer. */
  end(key: string): void {
    const wait = this.#waits.get(key);
    if (wait) this.#kernel.agenda.cancel(wait.entry);
    this.#waits.delete(key);
  }

  save(): SavedVolumeWaits {
    return [...this.#waits];
  }

  #goOn(key: string, wait: Omit<Lasting, 'entry'>): void {
    this.#waits.set(key, { ...wait, entry: this.#kernel.schedule(this.#actor, LOOK_US, 'volumes', key) });
  }

  #progress(wait: VolumeWait): VolumeProgress {
    const { node: name, asked } = wait;
    const node = this.#view.node(name);
    if (!node?.node) return failed(`failed to get node "${name}": node "${name}" not found`);
    for (const match of asked.matches) {
      const progress = this.#ofMatch(wait, node, match);
      if (progress.type !== 'bound') return progress;
    }
    for (const claim of asked.toProvision) {
      const progress = this.#ofProvision(wait, node, claim);
      if (progress.type !== 'bound') return progress;
    }
    return { type: 'bound' };
  }

  #ofMatch({ namespace }: VolumeWait, node: NodeInfo, match: AskedVolumes['matches'][number]): VolumeProgress {
    const volume = this.#lister.volume(match.volume.name);
    if (!volume) return failed(`failed to check binding: ${unknown('PersistentVolume', match.volume.name)}`);
    const claim = this.#lister.claim(namespace, match.claim);
    const path = `${namespace}/${match.claim}`;
    if (!claim) return failed(`failed to check binding: ${unknown('PersistentVolumeClaim', path)}`);
    if (isOlder(volume, match.volume)) return waiting;
    if (!reaches(volume, node)) return outOfReach(volume, node);
    if (!volume.spec?.claimRef?.uid) return failed(`ClaimRef got reset for pv "${match.volume.name}"`);
    return isBound(claim) ? { type: 'bound' } : waiting;
  }

  #ofProvision({ namespace }: VolumeWait, node: NodeInfo, asked: Revised): VolumeProgress {
    const claim = this.#lister.claim(namespace, asked.name);
    const path = `${namespace}/${asked.name}`;
    if (!claim) return failed(`failed to check provisioning pvc: ${unknown('PersistentVolumeClaim', path)}`);
    if (isOlder(claim, asked)) return waiting;
    const { annotations } = claim.metadata ?? {};
    if (!annotations) return failed(`selectedNode annotation reset for PVC "${asked.name}"`);
    if (annotations[SELECTED_NODE] !== node.name) return failed(`provisioning failed for PVC "${asked.name}"`);
    const { volumeName } = claim.spec ?? {};
    const volume = volumeName ? this.#lister.volume(volumeName) : undefined;
    if (volume && !reaches(volume, node)) return outOfReach(volume, node);
    return volume && isBound(claim) ? { type: 'bound' } : waiting;
  }
}

const unknown = (kind: string, path: string): string => `could not find v1.${kind} "${path}"`;

const outOfReach = ({ metadata }: Volume, { name }: NodeInfo): VolumeProgress =>
  failed(`pv "${metadata?.name ?? ''}" node affinity doesn't match node "${name}": no matching NodeSelectorTerms`);

/** Whether an object in the cache is older than what was written of it. */
const isOlder = ({ metadata }: KubeObject, { revision }: Revised): boolean =>
  Number(metadata?.resourceVersion) < revision;
