// Models pkg/proxy/runner/bounded_frequency_runner.go (v1.35): work that is asked for as often as one likes and done no
// oftener than agreed. The pause counts from the end of one run to the beginning of the next.
import type { Kernel } from '../kernel/kernel.ts';

export interface RunnerTiming {
  /** Least pause between two runs. */
  readonly minIntervalUs: number;
  /** After so long without a run there is one though nobody asked. */
  readonly maxIntervalUs: number;
}

export type SavedRunner = {
  readonly state: 'idle' | 'running' | 'pausing';
  readonly wanted: boolean;
  /** Agenda number of the run that comes unasked. */
  readonly refresh?: number | undefined;
};

/** What the runner runs. */
export interface Run {
  /** Begins and tells how many microseconds the run will take. */
  begin(): number;
  finish(): void;
}

export class SyncRunner {
  #state: SavedRunner['state'] = 'idle';
  #wanted = false;
  #refresh: number | undefined;
  readonly #kernel: Kernel;
  readonly #actor: string;
  readonly #run: Run;
  timing: RunnerTiming;

  /** `actor` must pass on its agenda entries `sync-finished`, `sync-allowed` and `sync-refresh`. */
  constructor(kernel: Kernel, actor: string, timing: RunnerTiming, run: Run) {
    this.#kernel = kernel;
    this.#actor = actor;
    this.timing = timing;
    this.#run = run;
  }

  /** Asks for a run as soon as may be; requests that come before it are one. */
  request(): void {
    if (this.#state === 'idle') this.#begin();
    else this.#wanted = true;
  }

  /** Takes an agenda entry if it is the runner's; says whether it was. */
  handle(type: string): boolean {
    switch (type) {
      case 'sync-finished':
        this.#finish();
        return true;
      case 'sync-allowed':
        this.#state = 'idle';
        if (this.#wanted) this.#begin();
        return true;
      case 'sync-refresh':
        this.#refresh = undefined;
        this.request();
        return true;
      default:
        return false;
    }
  }

  save(): SavedRunner {
    return { state: this.#state, wanted: this.#wanted, refresh: this.#refresh };
  }

  restore(saved: SavedRunner): void {
    this.#state = saved.state;
    this.#wanted = saved.wanted;
    this.#refresh = saved.refresh;
  }

  #begin(): void {
    this.#wanted = false;
    this.#state = 'running';
    if (this.#refresh !== undefined) this.#kernel.agenda.cancel(this.#refresh);
    this.#refresh = undefined;
    this.#kernel.schedule(this.#actor, this.#run.begin(), 'sync-finished');
  }

  #finish(): void {
    this.#run.finish();
    this.#state = 'pausing';
    this.#kernel.schedule(this.#actor, this.timing.minIntervalUs, 'sync-allowed');
    this.#refresh = this.#kernel.schedule(this.#actor, this.timing.maxIntervalUs, 'sync-refresh');
  }
}
