// Models pkg/kubelet/eviction/eviction_manager.go (v1.35): looks every ten seconds whether the machine is short of memory or
// disk, and ends Pods one by one until it is not. Here it looks only when something may have become scarce, or has been.
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
import { evictionMessage } from './eviction-message.ts';
import { firstToEvict, isCritical } from './eviction-ranking.ts';
import { NodePressure, type SavedNodePressure } from './node-pressure.ts';
import { type Observation, type Pressure, thresholdsMet } from './signals.ts';

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
}

/** A Pod whose end is waited for, but not for ever. */
interface Evicting {
  readonly podUid: string;
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
  readonly #pressure: NodePressure;
  #phaseUs: number | undefined;
  #due: boolean;
  #evicting: Evicting | undefined;

  constructor(services: KubeletServices, workers: Evictable, saved?: SavedEvictionManager) {
    this.#services = services;
    this.#workers = workers;
    this.#pressure = new NodePressure(saved?.pressure);
    this.#phaseUs = saved?.phaseUs;
    this.#due = saved?.due ?? false;
    this.#evicting = saved?.evicting;
  }

  /** Whether the node is short of something, or was until lately. */
  has(pressure: Pressure): boolean {
    return this.#pressure.has(pressure);
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
    const met = thresholdsMet(this.#services.machine);
    this.#pressure.observe(
      met.map(({ pressure }) => pressure),
      this.#services.kernel.now,
    );
    const evicts = met[0] !== undefined && this.#reclaim(met[0]);
    if (this.#pressure.any) this.#checkAfter(evicts ? CLEAN_UP_POLL_US : PERIOD_US);
  }

  /** Why a node that is short of something does not take a Pod; undefined when it does. */
  rejectionOf(pod: Pod): Rejection | undefined {
    if (!this.#pressure.any || isCritical(pod)) return undefined;
    if (!this.#pressure.has('DiskPressure') && bearsMemoryPressure(pod)) return undefined;
    return { reason: 'Evicted', message: `The node had condition: ${this.#pressure.toString()}. ` };
  }

  save(): SavedEvictionManager {
    return {
      pressure: this.#pressure.save(),
      phaseUs: this.#phaseUs,
      due: this.#due,
      evicting: this.#evicting,
    };
  }

  #checkAfter(delayUs: number): void {
    const { kernel, id } = this.#services;
    this.#due = true;
    kernel.schedule(id, delayUs, EVICTION_CHECK);
  }

  /** Tries to get some back; says whether a Pod has to go for it. */
  #reclaim(scarce: Observation): boolean {
    const { events, machine, kernel } = this.#services;
    tellOfNode(this.#services, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${scarce.resource}`);
    if (scarce.resource === 'ephemeral-storage') removeUnusedImages(machine);
    if (!thresholdsMet(machine).some(({ resource }) => resource === scarce.resource)) return false;
    const worker = firstToEvict(machine, this.#workers.all(), scarce.resource);
    if (!worker) return false;
    const message = evictionMessage(machine, worker.pod, scarce);
    events.send(eventTarget(worker.pod), 'Warning', 'Evicted', message);
    this.#evicting = { podUid: worker.uid, since: kernel.now };
    worker.evict(message);
    return true;
  }

  #isCleanedUp({ podUid, since }: Evicting): boolean {
    const worker = this.#workers.get(podUid);
    return !worker?.takesRoom || this.#services.kernel.now - since >= CLEAN_UP_MAX_US;
  }
}

function bearsMemoryPressure(pod: Pod): boolean {
  if (qualityOfService(pod) !== 'BestEffort') return true;
  return !untoleratedTaint([MEMORY_TAINT], pod.spec?.tolerations ?? [], ['NoSchedule']);
}
