// Models cmd/kube-controller-manager (v1.35): one process in which the controllers of the registry run, on shared
// caches. Leader election is left out: there is one manager.
import { EventRecorder, type SavedEventRecorder } from '../api/event-recorder.ts';
import type { KindMap, ResourceName } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Change } from '../api/store.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import type { Micros } from '../kernel/time.ts';
import { Caches, type SavedCaches } from './caches.ts';
import { type ClientLimits, DEFAULT_LIMITS, limitsOf } from './client-limits.ts';
import type { Controller, ControllerDefinition } from './controller.ts';
import { registry } from './registry.ts';
import { RequestBudget } from './request-budget.ts';
import { type SavedWorkQueue, WorkQueue } from './work-queue.ts';

type SavedController = {
  readonly name: string;
  readonly queue: SavedWorkQueue;
  readonly events: SavedEventRecorder;
  /** Files of older versions have none. */
  readonly budget?: Micros;
  readonly state: Json;
};
type SavedManager = {
  readonly caches: SavedCaches;
  readonly open: boolean;
  /** Files of older versions have none. */
  readonly limits?: ClientLimits;
  readonly controllers: readonly SavedController[];
};

interface Running {
  readonly controller: Controller;
  readonly queue: WorkQueue;
  readonly events: EventRecorder;
  readonly budget: RequestBudget;
}

/** A controller that is told of changes of one resource. */
interface Hearer<R extends ResourceName> {
  readonly queue: WorkQueue;
  readonly keysOf: (change: Change<KindMap[R]>) => readonly string[];
}
type Hearers = { [R in ResourceName]?: readonly Hearer<R>[] };

export class ControllerManager implements Actor {
  readonly id = 'kube-controller-manager';
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #caches: Caches;
  readonly #running = new Map<string, Running>();
  /** By resource, as they are first asked for. */
  readonly #hearers: Hearers = {};
  #open = false;
  #limits = DEFAULT_LIMITS;
  #exitCode: number | undefined;

  /** `definitions` are the controllers to run: all of them unless a test names its own. */
  constructor(
    kernel: Kernel,
    server: ApiServer,
    saved?: Json,
    definitions: readonly ControllerDefinition[] = registry,
  ) {
    this.#kernel = kernel;
    this.#server = server;
    const topics = new Set(definitions.flatMap(({ watches }) => watches));
    this.#caches = new Caches(kernel, server, this.id, [...topics], (resource, change) => {
      this.#dispatch(resource, change);
    });
    // What is restored was written by `save` below.
    const state = saved as SavedManager | undefined;
    if (state) {
      this.#caches.restore(state.caches);
      this.#open = state.open;
      this.#limits = state.limits ?? DEFAULT_LIMITS;
    }
    for (const definition of definitions) {
      this.#add(
        definition,
        state?.controllers.find(({ name }) => name === definition.name),
      );
    }
  }

  /** Set when its command line was refused. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  start({ args }: { readonly args: readonly string[] } = { args: [] }): void {
    const limits = limitsOf(args);
    if (!limits) {
      this.#exitCode = 1;
      return;
    }
    this.#limits = limits;
    this.#caches.start();
    this.#openWhenSynced();
  }

  handle(type: string, payload: Json): void {
    if (this.#caches.handle(type, payload)) {
      this.#openWhenSynced();
      return;
    }
    const [name, key = ''] = payload as readonly [string, string?];
    const running = this.#running.get(name);
    if (!running) return;
    if (type === 'work') this.#work(running);
    if (type === 'due') running.queue.ripen(key);
    if (type === 'period') this.#period(running, key);
  }

  save(): Json {
    const saved: SavedManager = {
      caches: this.#caches.save(),
      open: this.#open,
      limits: this.#limits,
      controllers: [...this.#running].map(([name, { controller, queue, events, budget }]) => ({
        name,
        queue: queue.save(),
        events: events.save(),
        budget: budget.save(),
        state: controller.save(),
      })),
    };
    return saved;
  }

  #add(definition: ControllerDefinition, saved: SavedController | undefined): void {
    const { name, component, backOff, clientFactors } = definition;
    if (this.#running.has(name)) throw new Error(`controllers: ${name} is there twice`);
    const queue = new WorkQueue(this.#kernel, this.id, name, saved?.queue, backOff);
    const events = new EventRecorder(this.#kernel, this.#server, { actor: name, component }, saved?.events);
    const budget = new RequestBudget(this.#kernel, () => multiplied(this.#limits, clientFactors), saved?.budget);
    const context = {
      kernel: this.#kernel,
      server: this.#server,
      caches: this.#caches,
      events,
      requeue: (key: string, afterUs: number) => {
        queue.addAfter(key, afterUs);
      },
    };
    this.#running.set(name, { controller: definition.create(context, saved?.state), queue, events, budget });
  }

  #dispatch<R extends ResourceName>(resource: R, change: Change<KindMap[R]>): void {
    const hearers: readonly Hearer<R>[] = this.#hearers[resource] ?? this.#findHearers(resource);
    for (const { queue, keysOf } of hearers) for (const key of keysOf(change)) queue.add(key);
  }

  #findHearers<R extends ResourceName>(resource: R): readonly Hearer<R>[] {
    const hearers: Hearer<R>[] = [];
    for (const { controller, queue } of this.#running.values()) {
      const { watchesCustom } = controller;
      const keysOf = controller.watches[resource] ?? (watchesCustom && ((change) => watchesCustom(resource, change)));
      if (keysOf) hearers.push({ queue, keysOf });
    }
    Object.assign(this.#hearers, { [resource]: hearers });
    return hearers;
  }

  /** No controller works before all caches have been filled. */
  #openWhenSynced(): void {
    if (this.#open || !this.#caches.synced) return;
    this.#open = true;
    for (const running of this.#running.values()) {
      running.queue.open();
      for (const { key } of running.controller.periodic ?? []) this.#period(running, key);
    }
  }

  #period(running: Running, key: string): void {
    const period = running.controller.periodic?.find((item) => item.key === key);
    if (!period) return;
    running.queue.add(key);
    this.#kernel.schedule(this.id, period.everyUs, 'period', [running.queue.name, key]);
  }

  #work({ controller, queue, budget }: Running): void {
    const item = queue.take();
    if (!item) return;
    const { key, cause } = item;
    const { store } = this.#server;
    const before = store.revision;
    this.#kernel.because(cause, () => {
      const outcome = controller.reconcile(key);
      if (outcome.type === 'failed') queue.addRateLimited(key);
      else queue.forget(key);
      if (outcome.type === 'again') queue.addAfter(key, outcome.afterUs);
      // What has changed since was written by nobody else.
      const throttledUs = budget.spend(store.revision - before);
      queue.finish((outcome.tookUs ?? 0) + throttledUs);
    });
  }
}

function multiplied({ requestsPerSecond, burst }: ClientLimits, factors: ClientLimits | undefined): ClientLimits {
  if (!factors) return { requestsPerSecond, burst };
  return { requestsPerSecond: requestsPerSecond * factors.requestsPerSecond, burst: burst * factors.burst };
}
