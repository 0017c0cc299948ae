// A load generator, outside the cluster or within: sends requests to the ports it was told, at a rate that may change
// with time, and every ten seconds tells what it has met with in all. A fast one sends in beats, and not each of its
// requests is followed step by step and put on record.
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import { objectKey } from '../api/resources.ts';
import type { ApiServer } from '../api/server.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { hashText } from '../kernel/random.ts';
import { MILLISECOND, type Micros, SECOND, START } from '../kernel/time.ts';
import { ConnectionPool, type SavedConnectionPool } from './connection-pool.ts';
import { depart } from './departure.ts';
import { LoadCounts, type SavedLoadCounts } from './load-figures.ts';
import { pauseUs, rateAt } from './load-pattern.ts';
import { FailureSampling, type SavedSampling, WHOLE_RATE_MAX, sampleOf } from './load-sampling.ts';
import type { JourneyEnd, RequestOrder, Sender, Step } from './journey.ts';
import { proceed } from './journey-steps.ts';
import { type LoadTarget, loadTargets } from './load-targets.ts';
import type { Network } from './network.ts';
import { requestAtOnce } from './one-request.ts';

type LoadState = {
  /** The ports known. */
  readonly targets: readonly LoadTarget[];
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
  readonly sent: number;
  readonly counts: SavedLoadCounts;
  readonly failures: SavedSampling;
  readonly connections: SavedConnectionPool;
};

/** By how much of the pause between two requests each may be late. */
const JITTER = 0.1;
const MEASURE_US = 10 * SECOND;
/** So much of a fast load is sent at once. */
const BEAT_US = 10 * MILLISECOND;

export class LoadClient implements Actor {
  readonly id: string;
  /** Where requests from outside come from: an address of the range kept for examples, one a client. */
  readonly address: string;
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #network: Network;
  #load: LoadSpec;
  #state: LoadState = { targets: [], plannedUs: 0, cause: 0, setUs: START, measuredUs: START };
  /** How many requests have been sent, which decides node and port of the next. */
  #sent = 0;
  readonly #counts: LoadCounts;
  readonly #failures: FailureSampling;
  readonly #connections: ConnectionPool;

  constructor(kernel: Kernel, server: ApiServer, network: Network, load: LoadSpec, saved?: Json) {
    this.id = `client/${load.name}`;
    this.address = `203.0.113.${1 + ((hashText(load.name) >>> 0) % 254)}`;
    this.#kernel = kernel;
    this.#server = server;
    this.#network = network;
    this.#load = load;
    const before = saved as SavedLoadClient | undefined;
    this.#counts = new LoadCounts(before?.counts);
    this.#failures = new FailureSampling(before?.failures);
    this.#connections = new ConnectionPool(before?.connections);
    if (!before) return;
    this.#state = before.state;
    this.#sent = before.sent;
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
    if (load.connections === undefined) this.#connections.close();
    this.#load = load;
    const { now, cause } = this.#kernel;
    this.#state = { ...this.#state, tick: undefined, cause, setUs: now, measuredUs: now };
    this.#learnTargets();
  }

  handle(type: string, payload: Json): void {
    switch (type) {
      case 'watch':
        this.#server.hub.take(this.id, 'services');
        this.#learnTargets();
        return;
      case 'watch-closed':
        this.#server.hub.subscribe(this.id, 'services');
        this.#learnTargets();
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
    const saved: SavedLoadClient = {
      state: this.#state,
      sent: this.#sent,
      counts: this.#counts.save(),
      failures: this.#failures.save(),
      connections: this.#connections.save(),
    };
    return saved as unknown as Json;
  }

  /** People tell one another the port; that works while the API server is down too. */
  #learnTargets(): void {
    const targets = loadTargets(this.#load, this.#server.store.all('services'));
    this.#state = { ...this.#state, targets };
    const { tick, cause } = this.#state;
    if (tick !== undefined || targets.length === 0 || !this.#isSending) return;
    this.#kernel.because(cause, () => {
      this.#scheduleTick(this.#kernel.now + this.#pauseUs() * this.#random().unit());
    });
  }

  #tick(): void {
    const { plannedUs, targets } = this.#state;
    this.#state = { ...this.#state, tick: undefined };
    if (targets.length === 0) return;
    const rate = this.#rate;
    if (rate <= 0) {
      this.#scheduleTick(this.#kernel.now + this.#pauseUs());
    } else if (rate > WHOLE_RATE_MAX) {
      this.#sendBeat(rate);
    } else {
      const order = this.#nextOrder();
      if (order) this.#follow(depart(order, this.#around()));
      this.#scheduleTick(plannedUs + this.#pauseUs());
    }
  }

  /** Sends all that is due until the next beat. */
  #sendBeat(rate: number): void {
    const { now } = this.#kernel;
    const sample = sampleOf(rate);
    let plannedUs = Math.max(this.#state.plannedUs, now - BEAT_US);
    for (; plannedUs < now + BEAT_US; plannedUs += SECOND / rate) {
      const order = this.#nextOrder();
      if (!order) continue;
      if (this.#sent % sample === 0) this.#follow(depart(order, this.#around()));
      else this.#sendAtOnce(order);
    }
    this.#state = { ...this.#state, plannedUs, tick: this.#kernel.schedule(this.id, BEAT_US, 'tick') };
  }

  /** What is not followed counts all the same; of failures the first of their kind are told. */
  #sendAtOnce(order: RequestOrder): void {
    const end = requestAtOnce(this.#kernel, this.#network, order, this.#random());
    this.#giveBack(end);
    const { outcome, why = outcome } = end.finished;
    if (outcome === 'answered' || !this.#failures.isNew(why, this.#kernel.now)) this.#measure(end.finished);
    else this.#tell(end);
  }

  /** Nodes in turn, and with each round the next port; undefined when there is nobody to send it. */
  #nextOrder(): RequestOrder | undefined {
    const machines = this.#network.runtime.machineNames();
    const sent = this.#sent++;
    const { targets } = this.#state;
    const target = targets[Math.floor(sent / machines.length) % targets.length];
    const address = target?.address ?? this.#network.runtime.machineIp(machines[sent % machines.length] ?? '');
    const from = this.#sender();
    if (!target || address === undefined || !from) return undefined;
    const order = { client: this.#load.name, from, address, port: target.port, path: this.#load.path };
    const { connections } = this.#load;
    if (connections === undefined) return order;
    const source = from.kind === 'node' ? (this.#network.runtime.machineIp(from.node) ?? '') : from.address;
    const place = placeOf({ source, destination: `${address}:${target.port}` });
    return { ...order, ...this.#connections.take(place, connections, this.#network, this.#kernel.now) };
  }

  /** The connection is free for the next request, if it was to be kept. */
  #giveBack({ finished, connection }: JourneyEnd): void {
    const { kept } = finished;
    if (!kept) return;
    this.#connections.giveBack(placeOf(finished), this.#load.connections ?? 0, kept, connection, this.#kernel.now);
  }

  #sender(): Sender | undefined {
    const { source } = this.#load;
    if (source === undefined) return { kind: 'outside', address: this.address };
    if ('node' in source)
      return this.#network.runtime.isPowered(source.node) ? { kind: 'node', node: source.node } : undefined;
    const address = this.#server.store.get('pods', objectKey(source.namespace, source.pod))?.status?.podIP;
    const isThere = address !== undefined && this.#network.runtime.podAt(address)?.name === source.pod;
    return isThere ? { kind: 'pod', address } : undefined;
  }

  #scheduleTick(plannedUs: number): void {
    const delayUs = plannedUs - this.#kernel.now + this.#pauseUs() * JITTER * this.#random().unit();
    const tick = this.#kernel.schedule(this.id, Math.max(delayUs, 0), 'tick');
    this.#state = { ...this.#state, plannedUs, tick };
  }

  #follow(next: Step | JourneyEnd): void {
    if ('finished' in next) {
      this.#giveBack(next);
      this.#tell(next);
      return;
    }
    const { journey, place, delayUs } = next;
    this.#kernel.schedule(this.id, delayUs, 'request', { journey, place } as unknown as Json);
  }

  #tell({ finished, cause }: JourneyEnd): void {
    const oneOf = sampleOf(this.#rate);
    const body = { type: 'request-finished', ...finished, ...(oneOf > 1 && { oneOf }) } as const;
    this.#kernel.record(this.id, body, cause || this.#kernel.cause);
    this.#measure(finished);
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

/** Connections are kept from whom to where. */
const placeOf = ({ source, destination }: Pick<FinishedRequest, 'source' | 'destination'>) =>
  `${source} ${destination}`;
