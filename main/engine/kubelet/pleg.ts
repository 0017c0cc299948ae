// Models pkg/kubelet/pleg/generic.go (v1.35): the runtime is looked at once a second, at a phase that differs from node
// to node. Here only when something has changed since.
import { SECOND } from '../kernel/time.ts';
import type { KubeletServices } from './services.ts';

const PERIOD_US = SECOND;

export interface SavedPleg {
  readonly phaseUs: number;
  readonly changed: readonly (readonly [podUid: string, cause: number])[];
}

export class Pleg {
  readonly #services: KubeletServices;
  readonly #phaseUs: number;
  /** On whose account each Pod changed last: the looks that follow are on that account too. */
  readonly #changed: Map<string, number>;

  constructor(services: KubeletServices, saved?: SavedPleg) {
    this.#services = services;
    this.#phaseUs = saved?.phaseUs ?? services.random.int(0, PERIOD_US - 1);
    this.#changed = new Map(saved?.changed);
  }

  /** Takes note that a Pod's sandbox or containers changed: it is looked at next time. */
  note(podUid: string): void {
    const { kernel, id } = this.#services;
    if (this.#changed.size === 0) {
      const sinceUs = (kernel.now - this.#phaseUs + PERIOD_US) % PERIOD_US;
      kernel.schedule(id, PERIOD_US - sinceUs, 'runtime-relist');
    }
    this.#changed.set(podUid, kernel.cause);
  }

  /** Whether a Pod has changed since it was last looked at. */
  hasNews(podUid: string): boolean {
    return this.#changed.has(podUid);
  }

  /** Tells of the Pods that changed since the last look, in the order of their first change. */
  relist(tell: (podUid: string) => void): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const [podUid, cause] of changed) {
      this.#services.kernel.because(cause, () => {
        tell(podUid);
      });
    }
  }

  save(): SavedPleg {
    return { phaseUs: this.#phaseUs, changed: [...this.#changed] };
  }
}
