// The kernel: virtual time, the agenda, chance and the journal, and the actors among whom events are handed out.
// It knows nothing of Kubernetes.
import type { RecordBody } from '../../../preload/contract/records.ts';
import { Agenda, type AgendaEntry, type SavedAgenda } from './agenda.ts';
import { Journal } from './journal.ts';
import type { Json } from './json.ts';
import { RandomStreams, type RandomStream, type SavedStreams } from './random.ts';
import { SECOND, START, type Micros, toTimestamp } from './time.ts';

/** Somebody in the cluster who is woken by the agenda and keeps a state of their own. */
export interface Actor {
  readonly id: string;
  handle(type: string, payload: Json): void;
  /** The actor's own state as plain JSON, from which its factory can make it anew. */
  save(): Json;
}

export interface SavedKernel {
  readonly seed: number;
  readonly now: Micros;
  readonly steps: number;
  readonly lastSeq: number;
  readonly agenda: SavedAgenda;
  readonly held: readonly (readonly [actor: string, entries: readonly AgendaEntry[]])[];
  readonly silences?: readonly (readonly [actor: string, cause: number])[];
  /** Absent while everybody is heard. */
  readonly muffled?: readonly (readonly [actor: string, cause: number])[];
  readonly streams: SavedStreams;
}

export class Kernel {
  readonly agenda = new Agenda();
  readonly journal = new Journal();
  readonly streams: RandomStreams;
  readonly actors = new Map<string, Actor>();
  /** Sequence number of the record on whose account whatever happens now happens. */
  cause = 0;
  /** Actors that are frozen, with what they missed. */
  readonly #held = new Map<string, AgendaEntry[]>();
  /** On whose account nobody hears of actors that go on. */
  readonly #muffled = new Map<string, number>();
  /** On whose account actors were frozen or taken out: what others make of their silence follows from that. */
  readonly #silences = new Map<string, number>();
  #now = START;
  #second = 0;
  #timestamp = toTimestamp(START);
  #steps = 0;

  readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
    this.streams = new RandomStreams(seed);
  }

  get now(): Micros {
    return this.#now;
  }

  /** The present instant as Kubernetes writes a Time; the same text all through a second. */
  get timestamp(): string {
    const second = Math.floor(this.#now / SECOND);
    if (second !== this.#second) {
      this.#second = second;
      this.#timestamp = toTimestamp(this.#now);
    }
    return this.#timestamp;
  }

  /** How many agenda entries have been handled: together with the inputs it names a place in history exactly. */
  get steps(): number {
    return this.#steps;
  }

  schedule(actor: string, delayUs: number, type: string, payload?: Json): number {
    return this.agenda.add(this.#now, delayUs, actor, type, payload, this.cause);
  }

  /** Writes a record, caused by the present cause unless another is named, and returns its sequence number. */
  record(actor: string, body: RecordBody, cause = this.cause): number {
    return this.journal.add(this.#now, actor, cause, body);
  }

  random(name: string): RandomStream {
    return this.streams.get(name);
  }

  /** Runs `work` on account of the record numbered `cause`. */
  because<T>(cause: number, work: () => T): T {
    const outer = this.cause;
    this.cause = cause;
    try {
      return work();
    } finally {
      this.cause = outer;
    }
  }

  addActor(actor: Actor): void {
    if (this.actors.has(actor.id)) throw new Error(`kernel: actor ${actor.id} is there already`);
    this.actors.set(actor.id, actor);
    if (!this.#held.has(actor.id)) this.#silences.delete(actor.id);
  }

  /** Takes an actor out, with everything on its agenda. */
  removeActor(id: string): void {
    this.#held.delete(id);
    if (!this.actors.delete(id)) return;
    this.agenda.removeActor(id);
    this.#silences.set(id, this.cause);
  }

  /** Freezes an actor: what falls due for it waits until it is released. */
  hold(id: string): void {
    if (this.#held.has(id)) return;
    this.#held.set(id, []);
    this.#silences.set(id, this.cause);
  }

  /** Lets a frozen actor go on, at once with all that it missed, in the order in which that fell due. */
  release(id: string): void {
    const missed = this.#held.get(id) ?? [];
    this.#held.delete(id);
    this.#silences.delete(id);
    for (const entry of missed) this.agenda.put({ ...entry, due: this.#now });
  }

  /** Nobody hears of an actor from now on, though it goes on. */
  muffle(id: string): void {
    this.#muffled.set(id, this.cause);
  }

  /** A muffled actor is heard again. */
  unmuffle(id: string): void {
    this.#muffled.delete(id);
  }

  /** The record on whose account an actor that there was is frozen, muffled or gone; undefined for all others. */
  silencedBy(id: string): number | undefined {
    return this.#silences.get(id) ?? this.#muffled.get(id);
  }

  /** Handles the next entry of the agenda if it is due by `limit`; says whether there was one. */
  step(limit: Micros): boolean {
    const entry = this.agenda.popDue(limit);
    if (!entry) return false;
    this.#now = entry.due;
    this.#steps++;
    const held = this.#held.get(entry.actor);
    if (held) {
      held.push(entry);
      return true;
    }
    this.cause = entry.cause;
    try {
      this.actors.get(entry.actor)?.handle(entry.type, entry.payload);
    } catch (error) {
      throw new Error(
        `engine stopped: seed ${String(this.seed)}, step ${String(this.#steps)}, t ${String(this.#now)}, ` +
          `actor ${entry.actor}, ${entry.type}: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    } finally {
      this.cause = 0;
    }
    return true;
  }

  /** Handles everything due by `limit` and moves the clock there. */
  runUntil(limit: Micros): void {
    while (this.step(limit));
    this.moveTo(limit);
  }

  /** Moves the clock to `instant`, before which nothing may be due. */
  moveTo(instant: Micros): void {
    if (instant > this.#now) this.#now = instant;
  }

  save(): SavedKernel {
    return {
      seed: this.seed,
      now: this.#now,
      steps: this.#steps,
      lastSeq: this.journal.lastSeq,
      agenda: this.agenda.save(),
      held: [...this.#held].map(([actor, entries]) => [actor, [...entries]]),
      silences: [...this.#silences],
      ...(this.#muffled.size > 0 && { muffled: [...this.#muffled] }),
      streams: this.streams.save(),
    };
  }

  /** Takes over a saved state; the actors are put back by whoever knows how to make them. */
  restore(saved: SavedKernel): void {
    this.#now = saved.now;
    this.#steps = saved.steps;
    this.journal.restore(saved.lastSeq);
    this.agenda.restore(saved.agenda);
    this.#silences.clear();
    for (const [actor, cause] of saved.silences ?? []) this.#silences.set(actor, cause);
    this.#muffled.clear();
    for (const [actor, cause] of saved.muffled ?? []) this.#muffled.set(actor, cause);
    this.#held.clear();
    for (const [actor, entries] of saved.held) this.#held.set(actor, [...entries]);
    this.streams.restore(saved.streams);
  }
}
