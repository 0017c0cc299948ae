// Models managePodLoop and the pod cache's GetNewerThan (pkg/kubelet, v1.35): when a Pod may be synced. One sync at a time:
// whatever happens during one leads to another, and none begins before the runtime has been looked at since the one before.
import type { Micros } from '../kernel/time.ts';
import type { Pleg } from './pleg.ts';
import type { KubeletServices } from './services.ts';

export interface SavedSyncGate {
  readonly syncedAt: Micros | undefined;
  readonly again: number | undefined;
}

export class SyncGate {
  readonly #services: KubeletServices;
  readonly #pleg: Pleg;
  readonly #podUid: string;
  /** When the last sync was over. */
  #syncedAt: Micros | undefined;
  /** On whose account there has to be another sync. */
  #again: number | undefined;

  constructor(services: KubeletServices, pleg: Pleg, podUid: string, saved?: SavedSyncGate) {
    this.#services = services;
    this.#pleg = pleg;
    this.#podUid = podUid;
    this.#syncedAt = saved?.syncedAt;
    this.#again = saved?.again;
  }

  /** Whether somebody waits for a sync. */
  get isAsked(): boolean {
    return this.#again !== undefined;
  }

  /** Whether a sync may begin now. If not, it will have to; `busy` says that another is under way. */
  open(busy: boolean): boolean {
    if (busy) {
      this.ask();
      return false;
    }
    if (!this.#pleg.hasLookedSince(this.#podUid, this.#syncedAt)) {
      this.ask();
      this.#pleg.await(this.#podUid);
      return false;
    }
    this.#again = undefined;
    return true;
  }

  /** There has to be another sync after this one. */
  ask(): void {
    this.#again = this.#services.kernel.cause;
  }

  /** A sync is over. */
  synced(): void {
    this.#syncedAt = this.#services.kernel.now;
  }

  /** Does what was asked for during a sync, on the account of the one who asked. */
  resume(proceed: () => void): void {
    if (this.#again !== undefined) this.#services.kernel.because(this.#again, proceed);
  }

  save(): SavedSyncGate {
    return { syncedAt: this.#syncedAt, again: this.#again };
  }
}
