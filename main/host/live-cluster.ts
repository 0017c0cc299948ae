// The living end of a session: the engine, what it is shown as, and the file it is written to. What is not in the file
// yet is told to nobody.
import type { EngineInput, InputResult } from '../../preload/contract/inputs.ts';
import { type Outcome, succeed } from '../../preload/contract/problems.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { JournalRecord } from '../engine/kernel/journal.ts';
import { MINUTE, type Micros } from '../engine/kernel/time.ts';
import type { SessionFile, StoredInput } from '../store/session-file.ts';
import type { Projection } from './projection/projection.ts';
import type { History, Timeline } from './projection/timeline.ts';
import { StepBook } from './why/step-book.ts';

/** The wall clock is looked at once in so many agenda entries. */
const ENTRIES_A_LOOK = 32;
const FOREVER = Number.MAX_SAFE_INTEGER as Micros;
/**
 * Views are saved so often that any moment is found again quickly, the engine so often that a crash costs little; both
 * the more seldom the more there is to save.
 */
const VIEW_RECORDS = 2_000;
const ENGINE_RECORDS = 40_000;
const ENGINE_US = 10 * MINUTE;
const RECORDS_AN_OBJECT = 2;

/** What a commit has written. */
export interface Happened {
  readonly records: readonly JournalRecord[];
  readonly history: History;
}

const NOTHING = succeed<Happened>({ records: [], history: { lives: [], buckets: [] } });

export interface LiveParts {
  readonly cluster: Cluster;
  readonly projection: Projection;
  readonly timeline: Timeline;
  readonly file: SessionFile;
}

interface Place {
  readonly seq: number;
  readonly t: number;
}

export class LiveCluster {
  readonly cluster: Cluster;
  readonly projection: Projection;
  readonly timeline: Timeline;
  readonly file: SessionFile;
  readonly steps: StepBook;
  #inputs: StoredInput[] = [];
  #inputsEver: number;
  #viewKept: Place;
  #engineKept: Place;

  /** `cluster` and what it is shown as must be at the head of `file`. */
  constructor({ cluster, projection, timeline, file }: LiveParts) {
    this.cluster = cluster;
    this.projection = projection;
    this.timeline = timeline;
    this.file = file;
    this.steps = new StepBook(file);
    this.#inputsEver = file.inputsAfter(0).length;
    this.#viewKept = { seq: cluster.lastSeq, t: cluster.now };
    this.#engineKept = this.#viewKept;
  }

  get now(): Micros {
    return this.cluster.now;
  }

  /** Carries out an input at this instant. It counts only once `commit` has written it. */
  submit(input: EngineInput, actor: string): InputResult {
    const { lastSeq: seq, now: t, steps } = this.cluster;
    const result = this.cluster.submit(input, actor);
    this.#inputs.push({ id: ++this.#inputsEver, seq, t, steps, actor, input });
    return result;
  }

  /** Runs to `target`, or without an end, until `outOfTime` says so; answers whether the target was reached. */
  advance(target: Micros | undefined, outOfTime: () => boolean): boolean {
    for (let count = 1; this.cluster.step(target ?? FOREVER); count++) {
      if (count % ENTRIES_A_LOOK === 0 && outOfTime()) return false;
    }
    if (target !== undefined) this.cluster.runUntil(target);
    return true;
  }

  /** Handles agenda entries until one of them has left a record, `entriesMax` at most. */
  stepOnce(entriesMax = 10_000): void {
    const { lastSeq } = this.cluster;
    for (let count = 0; count < entriesMax && this.cluster.lastSeq === lastSeq; count++) {
      if (!this.cluster.step(FOREVER)) return;
    }
  }

  /** When the engine has something to do next; undefined when never. */
  nextDue(): Micros | undefined {
    return this.cluster.kernel.agenda.nextDue();
  }

  /**
   * Writes what has happened, in one transaction, and only then shows it. After a failure this cluster is ahead of its
   * file and must be given up.
   */
  commit(): Outcome<Happened> {
    const records = this.cluster.takeRecords();
    const inputs = this.#inputs.splice(0);
    if (records.length === 0 && inputs.length === 0) {
      this.projection.moveTo(this.cluster.now);
      return NOTHING;
    }
    for (const record of records) this.timeline.fold(record);
    const history = this.timeline.takeNews();
    const { now: t, steps } = this.cluster;
    const written = this.file.append({ records, inputs, head: { t, steps }, ...history });
    if (!written.ok) return written;
    for (const record of records) this.projection.fold(record);
    this.projection.moveTo(t);
    const kept = this.#keepIfDue();
    return kept.ok ? succeed({ records, history }) : kept;
  }

  /** Writes a keyframe of the head from which the engine can go on. */
  keepEngine(): Outcome<void> {
    this.#engineKept = { seq: this.cluster.lastSeq, t: this.cluster.now };
    return this.#keep({ engine: this.cluster.save() });
  }

  #keepIfDue(): Outcome<void> {
    const { lastSeq: seq, now: t } = this.cluster;
    const least = Math.max(VIEW_RECORDS, RECORDS_AN_OBJECT * this.projection.objects.size);
    if (seq - this.#viewKept.seq < least) return succeed(undefined);
    const engineIsDue = seq - this.#engineKept.seq >= ENGINE_RECORDS || t - this.#engineKept.t >= ENGINE_US;
    return engineIsDue ? this.keepEngine() : this.#keep({});
  }

  #keep(engine: { readonly engine?: unknown }): Outcome<void> {
    const { lastSeq: seq, now: t, steps } = this.cluster;
    this.#viewKept = { seq, t };
    return this.file.addKeyframe({
      seq,
      t,
      steps,
      hash: this.cluster.hash(),
      projection: this.projection.save(),
      ...engine,
    });
  }
}
