// Models pkg/kubelet/pleg/generic.go (v1.35): the runtime is looked at again a second after the last look was over, at a
// phase that differs from node to node. Here only when something has changed since, or somebody waits for it.
import { MILLISECOND, type Micros, SECOND } from '../kernel/time.ts';
import type { KubeletServices } from './services.ts';

/** A second, and what looking takes where little has changed. */
const PERIOD_US = SECOND + 4 * MILLISECOND;
/** What looking at one Pod takes. */
const LOOK_US = 5 * MILLISECOND;

/** Why a Pod is looked at: on whose account, and whether something of it has changed or somebody only waits for it. */
interface Look {
  readonly cause: number;
  readonly news: boolean;
}

export interface SavedPleg {
  readonly phaseUs: number;
  readonly due: readonly (readonly [podUid: string, look: Look])[];
  /** Files of older versions do not have it. */
  readonly telling?: readonly (readonly [podUid: string, look: Look])[];
}

export class Pleg {
  readonly #services: KubeletServices;
  readonly #phaseUs: number;
  /** The Pods that are looked at next time. */
  readonly #due: Map<string, Look>;
  /** Those that are still to be looked at this time. */
  readonly #telling: (readonly [podUid: string, look: Look])[];

  constructor(services: KubeletServices, saved?: SavedPleg) {
    this.#services = services;
    this.#phaseUs = saved?.phaseUs ?? services.random.int(0, PERIOD_US - 1);
    this.#due = new Map(saved?.due);
    this.#telling = [...(saved?.telling ?? [])];
  }

  /** Takes note that a Pod's sandbox or containers changed: it is looked at next time. */
  note(podUid: string): void {
    this.#add(podUid, true);
  }

  /** Somebody waits for the next look at a Pod. */
  await(podUid: string): void {
    this.#add(podUid, this.#due.get(podUid)?.news ?? false);
  }

  /** Whether the runtime has been looked at since an instant, and nothing of the Pod has changed after that look. */
  hasLookedSince(podUid: string, instant: Micros | undefined): boolean {
    if (this.#due.get(podUid)?.news || this.#telling.some(([uid, { news }]) => uid === podUid && news)) return false;
    if (instant === undefined) return true;
    const { now } = this.#services.kernel;
    const lastLook = now - ((now - this.#phaseUs + PERIOD_US) % PERIOD_US);
    return lastLook > instant;
  }

  /** Begins to tell of the Pods that are due, and whether they have changed, in the order in which they became so. */
  relist(tell: (podUid: string, news: boolean) => void): void {
    const isBusy = this.#telling.length > 0;
    this.#telling.push(...this.#due);
    this.#due.clear();
    if (!isBusy) this.tellNext(tell);
  }

  /** Pods are looked at one after the other, so that what they report comes one by one too. */
  tellNext(tell: (podUid: string, news: boolean) => void): void {
    const { kernel, id } = this.#services;
    const next = this.#telling.shift();
    if (!next) return;
    if (this.#telling.length > 0) kernel.schedule(id, LOOK_US, 'pod-look');
    const [podUid, { cause, news }] = next;
    kernel.because(cause, () => {
      tell(podUid, news);
    });
  }

  save(): SavedPleg {
    return { phaseUs: this.#phaseUs, due: [...this.#due], telling: [...this.#telling] };
  }

  #add(podUid: string, news: boolean): void {
    const { kernel, id } = this.#services;
    if (this.#due.size === 0) {
      const sinceUs = (kernel.now - this.#phaseUs + PERIOD_US) % PERIOD_US;
      kernel.schedule(id, PERIOD_US - sinceUs, 'runtime-relist');
    }
    this.#due.set(podUid, { cause: kernel.cause, news });
  }
}
