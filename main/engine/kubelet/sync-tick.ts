// Models the one-second ticker of syncLoop in pkg/kubelet/kubelet.go (v1.35): what is to be synced again waits for the
// next tick after its time. The ticks' phase differs from node to node.
import { type Micros, SECOND } from '../kernel/time.ts';
import type { KubeletServices } from './services.ts';

const PERIOD_US = SECOND;

export class SyncTick {
  readonly #services: KubeletServices;
  readonly #phaseUs: number;

  constructor(services: KubeletServices, savedPhaseUs?: number) {
    this.#services = services;
    this.#phaseUs = savedPhaseUs ?? services.random.int(0, PERIOD_US - 1);
  }

  /** From now to the first tick that is at least `delayUs` away. */
  delayUs(delayUs: number): number {
    const { now } = this.#services.kernel;
    const due = now + Math.ceil(delayUs) - this.#phaseUs;
    return Math.ceil(due / PERIOD_US) * PERIOD_US + this.#phaseUs - now;
  }

  /** From now to the first tick at or after an instant. */
  delayUntilUs(instant: Micros): number {
    return this.delayUs(Math.max(0, instant - this.#services.kernel.now));
  }

  save(): number {
    return this.#phaseUs;
  }
}
