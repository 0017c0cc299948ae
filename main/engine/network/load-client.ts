// A load generator outside the cluster: sends requests to the node ports it was told, at a rate that may change with
// time, records how each ended, and every ten seconds what it has met with in all.
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import type { ApiServer } from '../api/server.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { hashText } from '../kernel/random.ts';
import { type Micros, SECOND, START } from '../kernel/time.ts';
import { depart } from './departure.ts';
import { LoadCounts, type SavedLoadCounts } from './load-figures.ts';
import { pauseUs, rateAt } from './load-pattern.ts';
import type { JourneyEnd, Step } from './journey.ts';
import { proceed } from './journey-steps.ts';
import { targetPorts } from './load-targets.ts';
import type { Network } from './network.ts';

type LoadState = {
  /** The node ports known. */
  readonly ports: readonly number[];
  /** How many requests have been sent, which decides node and port of the next. */
  readonly sent: number;
  /** When the next request is due, before jitter. */
  readonly plannedUs: number;
  /** Agenda number of the next request, if one is due. */
  readonly tick?: number | undefined;
  /** The record on account of which requests are sent. */
  readonly cause: number;
  /** When the load was set, from which its pattern counts. */
  readonly setUs: Micros;
  /** When the figures were last told. */
  readonly measuredUs: Micros;
};

type SavedLoadClient = {
  readonly state: LoadState;
  readonly counts: SavedLoadCounts;
};

/** By how much of the pause between two requests each may be late. */
const JITTER = 0.1;
const MEASURE_US = 10 * SECOND;

export class LoadClient implements Actor {
  readonly id: string;
  /** Where the requests come from: an address of the range kept for examples, one a client. */
  readonly address: string;
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #network: Network;
  #load: LoadSpec;
  #state: LoadState = { ports: [], sent: 0, plannedUs: 0, cause: 0, setUs: START, measuredUs: START };
  #counts = new LoadCounts();

  constructor(kernel: Kernel, server: ApiServer, network: Network, load: LoadSpec, saved?: Json) {
    this.id = `client/${load.name}`;
    this.address = `203.0.113.${1 + ((hashText(load.name) >>> 0) % 254)}`;
    this.#kernel = kernel;
    this.#server = server;
    this.#network = network;
    this.#load = load;
    if (saved === undefined) return;
    const { state, counts } = saved as SavedLoadClient;
    this.#state = state;
    this.#counts = new LoadCounts(counts);
  }

  get load(): LoadSpec {
    return this.#load;
  }

  start(): void {
    this.#server.hub.subscribe(this.id, 'services');
    this.setLoad(this.#load);
  }

  /** Sends as `load` says from now on; requests under way go on. */
  setLoad(load: LoadSpec): void {
    const { tick } = this.#state;
    if (tick !== undefined) this.#kernel.agenda.cancel(tick);
    this.#load = load;
    const { now, cause } = this.#kernel;
    this.#state = { ...this.#state, tick: undefined, cause, setUs: now, measuredUs: now };
    this.#learnPorts();
  }

  handle(type: string, payload: Json): void {
    switch (type) {
      case 'watch':
        this.#server.hub.take(this.id, 'services');
        this.#learnPorts();
        return;
      case 'watch-closed':
        this.#server.hub.subscribe(this.id, 'services');
        this.#learnPorts();
        return;
      case 'tick':
        this.#tick();
        return;
      case 'request': {
        const { journey, place } = payload as unknown as Step;
        this.#follow(proceed(journey, place, this.#around()));
        return;
      }
    }
  }

  save(): Json {
    return { state: this.#state, counts: this.#counts.save() };
  }

  /** People tell one another the port; that works while the API server is down too. */
  #learnPorts(): void {
    const ports = targetPorts(this.#load.target, this.#server.store.all('services'));
    this.#state = { ...this.#state, ports };
    const { tick, cause } = this.#state;
    if (tick !== undefined || ports.length === 0 || !this.#isSending) return;
    this.#kernel.because(cause, () => {
      this.#scheduleTick(this.#kernel.now + this.#pauseUs() * this.#random().unit());
    });
  }

  #tick(): void {
    this.#state = { ...this.#state, tick: undefined };
    const { ports, sent, plannedUs } = this.#state;
    const machines = this.#network.runtime.machineNames();
    const machine = machines[sent % machines.length];
    const port = ports[Math.floor(sent / machines.length) % ports.length];
    if (machine === undefined || port === undefined) return;
    if (this.#rate <= 0) {
      this.#scheduleTick(this.#kernel.now + this.#pauseUs());
      return;
    }
    this.#state = { ...this.#state, sent: sent + 1 };
    const from = { kind: 'outside', address: this.address } as const;
    const address = this.#network.runtime.machineIp(machine) ?? '';
    const order = { client: this.#load.name, from, address, port, path: this.#load.path };
    this.#follow(depart(order, this.#around()));
    this.#scheduleTick(plannedUs + this.#pauseUs());
  }

  #scheduleTick(plannedUs: number): void {
    const delayUs = plannedUs - this.#kernel.now + this.#pauseUs() * JITTER * this.#random().unit();
    const tick = this.#kernel.schedule(this.id, Math.max(delayUs, 0), 'tick');
    this.#state = { ...this.#state, plannedUs, tick };
  }

  #follow(next: Step | JourneyEnd): void {
    if ('finished' in next) {
      const cause = next.cause || this.#kernel.cause;
      this.#kernel.record(this.id, { type: 'request-finished', ...next.finished }, cause);
      this.#measure(next.finished);
      return;
    }
    const { journey, place, delayUs } = next;
    this.#kernel.schedule(this.id, delayUs, 'request', { journey, place } as unknown as Json);
  }

  /** Counts a request, and tells the figures when they are due. */
  #measure(finished: FinishedRequest): void {
    const { now } = this.#kernel;
    const { measuredUs, cause } = this.#state;
    const isFirst = this.#counts.requests === 0 && now - measuredUs > MEASURE_US;
    if (isFirst) this.#state = { ...this.#state, measuredUs: now };
    this.#counts.count(finished);
    const duringUs = now - this.#state.measuredUs;
    if (duringUs < MEASURE_US) return;
    this.#state = { ...this.#state, measuredUs: now };
    this.#kernel.record(this.id, { type: 'load-measured', ...this.#counts.take(this.#load.name, duringUs) }, cause);
  }

  get #rate(): number {
    return rateAt(this.#load, this.#kernel.now - this.#state.setUs);
  }

  /** Whether there will ever be a request. */
  get #isSending(): boolean {
    const { ratePerSecond, pattern } = this.#load;
    return ratePerSecond > 0 || (pattern?.kind === 'spike' ? pattern.peakPerSecond > 0 : this.#rate > 0);
  }

  #pauseUs(): number {
    return pauseUs(this.#load, this.#kernel.now - this.#state.setUs);
  }

  #random() {
    return this.#kernel.random(this.id);
  }

  #around() {
    return { network: this.#network, random: this.#random(), now: this.#kernel.now };
  }
}
