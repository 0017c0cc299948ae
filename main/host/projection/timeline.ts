// What the timeline draws of the whole history up to its end: the lives of Pods and the requests of each second. Unlike
// a view it is not of one moment: while the past is shown it stays what it is.
import type { Condition, LifeChange, RequestBucket } from '../../../preload/contract/views.ts';
import { SECOND } from '../../engine/kernel/time.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import { podCondition } from './pod-view.ts';

/** The oldest are forgotten beyond these: a timeline cannot draw more. */
const LIVES_MAX = 20_000;
const BUCKETS_MAX = 20_000;

export interface History {
  readonly lives: readonly LifeChange[];
  readonly buckets: readonly RequestBucket[];
}

export class Timeline {
  #lives: LifeChange[];
  #buckets: RequestBucket[];
  /** The present state of every Pod. */
  readonly #states = new Map<string, Condition>();
  #newLives: LifeChange[] = [];
  /** Seconds whose bucket has changed since the last time it was asked for. */
  readonly #newSeconds = new Set<number>();

  /** Goes on from a history at whose end there are `pods`. */
  constructor(before: History = { lives: [], buckets: [] }, pods: Iterable<Pod> = []) {
    this.#lives = before.lives.slice(-LIVES_MAX);
    this.#buckets = before.buckets.slice(-BUCKETS_MAX);
    for (const pod of pods) this.#states.set(pod.metadata?.uid ?? '', podCondition(pod));
  }

  get lives(): readonly LifeChange[] {
    return this.#lives;
  }

  get buckets(): readonly RequestBucket[] {
    return this.#buckets;
  }

  fold(record: JournalRecord): void {
    if (record.type === 'request-finished') {
      this.#count(record.t, record.outcome === 'answered');
    } else if ('resource' in record && record.resource === 'pods') {
      const pod = record.object as Pod;
      this.#live(pod, record, record.type === 'object-deleted' ? 'gone' : podCondition(pod));
    }
  }

  /** What has come since the last call. */
  takeNews(): History {
    const lives = this.#newLives;
    const buckets = this.#buckets
      .slice(-this.#newSeconds.size - 1)
      .filter(({ second }) => this.#newSeconds.has(second));
    this.#newLives = [];
    this.#newSeconds.clear();
    return { lives, buckets };
  }

  #live({ metadata, spec }: Pod, { t, seq }: JournalRecord, state: LifeChange['state']): void {
    const uid = metadata?.uid ?? '';
    if (this.#states.get(uid) === state) return;
    if (state === 'gone') this.#states.delete(uid);
    else this.#states.set(uid, state);
    const { namespace = '', name = '' } = metadata ?? {};
    const node = spec?.nodeName;
    const change = { uid, namespace, name, t, seq, state, ...(node !== undefined && { node }) };
    this.#lives.push(change);
    this.#newLives.push(change);
    if (this.#lives.length > 2 * LIVES_MAX) this.#lives = this.#lives.slice(-LIVES_MAX);
    if (this.#newLives.length > 2 * LIVES_MAX) this.#newLives = this.#newLives.slice(-LIVES_MAX);
  }

  #count(t: number, answered: boolean): void {
    const second = Math.floor(t / SECOND);
    const last = this.#buckets.at(-1);
    const before = last?.second === second ? last : { second, answered: 0, failed: 0 };
    const bucket = answered ? { ...before, answered: before.answered + 1 } : { ...before, failed: before.failed + 1 };
    if (before === last) this.#buckets[this.#buckets.length - 1] = bucket;
    else this.#buckets.push(bucket);
    this.#newSeconds.add(second);
    if (this.#buckets.length > 2 * BUCKETS_MAX) this.#buckets = this.#buckets.slice(-BUCKETS_MAX);
  }
}
