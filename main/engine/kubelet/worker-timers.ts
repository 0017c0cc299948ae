// What the worker of one Pod waits for: the end of a step, the next try, the Pod's deadline. Each is at most once in the
// agenda.
import type { Micros } from '../kernel/time.ts';
import type { KubeletServices } from './services.ts';
import type { SyncTick } from './sync-tick.ts';

export interface SavedWorkerTimers {
  readonly step: number | undefined;
  readonly retry: number | undefined;
  readonly deadline: Micros | undefined;
}

export class WorkerTimers {
  readonly #services: KubeletServices;
  readonly #ticks: SyncTick;
  readonly #podUid: string;
  /** Agenda entries. */
  #step: number | undefined;
  #retry: number | undefined;
  /** The deadline that is in the agenda. */
  #deadline: Micros | undefined;

  constructor(services: KubeletServices, ticks: SyncTick, podUid: string, saved?: SavedWorkerTimers) {
    this.#services = services;
    this.#ticks = ticks;
    this.#podUid = podUid;
    this.#step = saved?.step;
    this.#retry = saved?.retry;
    this.#deadline = saved?.deadline;
  }

  /** The step is to go on after a time, unless it is to go on already. */
  wait(delayUs: number): void {
    const { kernel, id } = this.#services;
    this.#step ??= kernel.schedule(id, delayUs, 'pod-step', this.#podUid);
  }

  stepDone(): void {
    this.#step = undefined;
  }

  cancelStep(): void {
    this.#cancel(this.#step);
    this.#step = undefined;
  }

  /** There is to be another try at the first tick after a time. */
  retryAfter(delayUs: number): void {
    this.cancelRetry();
    const { kernel, id } = this.#services;
    this.#retry = kernel.schedule(id, this.#ticks.delayUs(delayUs), 'pod-retry', this.#podUid);
  }

  retryDone(): void {
    this.#retry = undefined;
  }

  cancelRetry(): void {
    this.#cancel(this.#retry);
    this.#retry = undefined;
  }

  /** The Pod's deadline is looked at when it has come; one that has been moved is looked at again. */
  watchDeadline(deadline: Micros | undefined): void {
    if (deadline === undefined || deadline === this.#deadline) return;
    this.#deadline = deadline;
    const { kernel, id } = this.#services;
    kernel.schedule(id, this.#ticks.delayUntilUs(deadline), 'pod-deadline', this.#podUid);
  }

  save(): SavedWorkerTimers {
    return { step: this.#step, retry: this.#retry, deadline: this.#deadline };
  }

  #cancel(entry: number | undefined): void {
    if (entry !== undefined) this.#services.kernel.agenda.cancel(entry);
  }
}
