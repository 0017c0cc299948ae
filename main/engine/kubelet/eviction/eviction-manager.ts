// Models pkg/kubelet/eviction/eviction_manager.go (v1.35): looks every ten seconds whether the machine is short of something,
// and ends Pods one by one until it is not. Here it looks only when something may have become scarce, or has been.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Pod } from '../../api/generated/types.ts';
import { type Micros, SECOND } from '../../kernel/time.ts';
import { qualityOfService } from '../../kinds/pod/quality.ts';
import { untoleratedTaint } from '../../kinds/node/taints.ts';
import type { Rejection } from '../admission.ts';
import { removeUnusedImages } from '../images/unused-images.ts';
import { tellOfNode } from '../node-events.ts';
import type { PodWorker } from '../pod-worker.ts';
import type { KubeletServices } from '../services.ts';
import { kubeletConfig } from '../config-file.ts';
import type { Eviction } from './eviction.ts';
import { evictionMessage } from './eviction-message.ts';
import { firstToEvict, isCritical } from './eviction-ranking.ts';
import { GraceWaits, type SavedGraceWaits } from './grace-waits.ts';
import { NodePressure, type SavedNodePressure } from './node-pressure.ts';
import { type Observation, type Pressure, thresholdsMet } from './signals.ts';
import { limitsStorage, storageExcess } from './storage-limits.ts';
import { DEFAULT_SETTINGS, type EvictionSettings, evictionSettings } from './thresholds.ts';

/** The kubelet's workers. */
export interface Evictable {
  all(): readonly PodWorker[];
  get(podUid: string): PodWorker | undefined;
}

export interface SavedEvictionManager {
  readonly pressure: SavedNodePressure;
  /** Undefined until it has had to look for the first time. */
  readonly phaseUs: number | undefined;
  readonly due: boolean;
  readonly evicting: Evicting | undefined;
  /** Absent while they are the usual ones. */
  readonly settings?: EvictionSettings;
  readonly waits?: SavedGraceWaits;
}

/** Pods whose end is waited for, but not for ever. */
interface Evicting {
  readonly podUids: readonly string[];
  readonly since: Micros;
}

const PERIOD_US = 10 * SECOND;
const CLEAN_UP_POLL_US = SECOND;
const CLEAN_UP_MAX_US = 30 * SECOND;
const MEMORY_TAINT = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' } as const;

export const EVICTION_CHECK = 'eviction-check';

export class EvictionManager {
  readonly #services: KubeletServices;
  readonly #workers: Evictable;
  readonly #settings: EvictionSettings;
  readonly #pressure: NodePressure;
  readonly #waits: GraceWaits;
  #phaseUs: number | undefined;
  #due: boolean;
  #evicting: Evicting | undefined;

  constructor(services: KubeletServices, workers: Evictable, saved?: SavedEvictionManager) {
    this.#services = services;
    this.#workers = workers;
    this.#settings = settingsOf(services, saved);
    this.#pressure = new NodePressure(saved?.pressure);
    this.#waits = new GraceWaits(saved?.waits);
    this.#phaseUs = saved?.phaseUs;
    this.#due = saved?.due ?? false;
    this.#evicting = saved?.evicting;
  }

  /** Whether the node is short of something, or was until lately. */
  has(pressure: Pressure): boolean {
    return this.#pressure.has(pressure);
  }

  /** The kubelet is up. */
  start(): void {
    if (this.#settings.watches) this.note();
  }

  /** Files of a Pod have changed, or it has logged something. */
  noteFiles(podUid: string): void {
    if (this.#due) return;
    const worker = this.#workers.get(podUid);
    if (worker && limitsStorage(worker.pod)) this.note();
  }

  /** Something of the machine has been used up. */
  note(): void {
    if (this.#due) return;
    this.#phaseUs ??= this.#services.random.int(0, PERIOD_US - 1);
    const sinceUs = (this.#services.kernel.now - this.#phaseUs + PERIOD_US) % PERIOD_US;
    this.#checkAfter(PERIOD_US - sinceUs);
  }

  /** Looks how things stand; evicts a Pod if it must. */
  check(): void {
    this.#due = false;
    if (this.#evicting && !this.#isCleanedUp(this.#evicting)) {
      this.#checkAfter(CLEAN_UP_POLL_US);
      return;
    }
    this.#evicting = undefined;
    const { machine, kernel } = this.#services;
    const { thresholds } = this.#settings;
    const met = thresholdsMet(machine, thresholds, (each) => this.#waits.wasOver(each));
    const pressures = met.map(({ pressure }) => pressure);
    this.#pressure.observe(pressures, kernel.now, this.#settings.transitionUs);
    const [first] = this.#waits.over(met, kernel.now);
    const evicts = this.#evictGreedy() || (first !== undefined && this.#reclaim(first));
    if (evicts) this.#checkAfter(CLEAN_UP_POLL_US);
    else if (this.#pressure.any || this.#settings.watches) this.#checkAfter(PERIOD_US);
  }

  /** Why a node that is short of something does not take a Pod; undefined when it does. */
  rejectionOf(pod: Pod): Rejection | undefined {
    if (!this.#pressure.any || isCritical(pod)) return undefined;
    if (!this.#pressure.hasOther('MemoryPressure') && bearsMemoryPressure(pod)) return undefined;
    return { reason: 'Evicted', message: `The node had condition: ${this.#pressure.toString()}. ` };
  }

  save(): SavedEvictionManager {
    return {
      pressure: this.#pressure.save(),
      phaseUs: this.#phaseUs,
      due: this.#due,
      evicting: this.#evicting,
      ...(this.#settings !== DEFAULT_SETTINGS && { settings: this.#settings, waits: this.#waits.save() }),
    };
  }

  #checkAfter(delayUs: number): void {
    const { kernel, id } = this.#services;
    this.#due = true;
    kernel.schedule(id, delayUs, EVICTION_CHECK);
  }

  /** Evicts the Pods that go beyond the limits of their local storage; says whether there are any. */
  #evictGreedy(): boolean {
    const { machine } = this.#services;
    const greedy = this.#workers.all().filter((worker) => {
      if (!worker.isRunning || isCritical(worker.pod) || !limitsStorage(worker.pod)) return false;
      const message = storageExcess(worker.pod, machine.capacity.storageOf(worker.uid));
      if (message !== undefined) this.#evict(worker, { message, graceSeconds: 0, isForNode: false });
      return message !== undefined;
    });
    return this.#awaitEnds(greedy);
  }

  /** Tries to get some back; says whether a Pod has to go for it. */
  #reclaim(scarce: Observation): boolean {
    const { machine } = this.#services;
    const { resource, threshold } = scarce;
    tellOfNode(this.#services, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${resource}`);
    if (scarce.pressure === 'DiskPressure') {
      removeUnusedImages(machine);
      if (thresholdsMet(machine, this.#settings.thresholds, () => true).length === 0) return false;
    }
    const worker = firstToEvict(machine, this.#workers.all(), resource);
    if (!worker) return false;
    const message = evictionMessage(machine, worker.pod, scarce);
    const graceSeconds = threshold.graceUs === undefined ? 0 : this.#settings.maxPodGraceSeconds;
    this.#evict(worker, { message, graceSeconds, isForNode: true });
    return this.#awaitEnds([worker]);
  }

  #evict(worker: PodWorker, eviction: Eviction): void {
    this.#services.events.send(eventTarget(worker.pod), 'Warning', 'Evicted', eviction.message);
    worker.evict(eviction);
  }

  /** Does nothing else until they have ended; says whether there are any. */
  #awaitEnds(workers: readonly PodWorker[]): boolean {
    if (workers.length === 0) return false;
    this.#evicting = { podUids: workers.map(({ uid }) => uid), since: this.#services.kernel.now };
    return true;
  }

  #isCleanedUp({ podUids, since }: Evicting): boolean {
    const isGone = podUids.every((podUid) => this.#workers.get(podUid)?.takesRoom !== true);
    return isGone || this.#services.kernel.now - since >= CLEAN_UP_MAX_US;
  }
}

/** Those with which the kubelet was started, whatever its configuration says by now. */
function settingsOf({ machine }: KubeletServices, saved: SavedEvictionManager | undefined): EvictionSettings {
  return saved ? (saved.settings ?? DEFAULT_SETTINGS) : evictionSettings(kubeletConfig(machine));
}

function bearsMemoryPressure(pod: Pod): boolean {
  if (qualityOfService(pod) !== 'BestEffort') return true;
  return !untoleratedTaint([MEMORY_TAINT], pod.spec?.tolerations ?? [], ['NoSchedule']);
}
