// The moments of each Pod's life: numbers of the records that tell of it, so that it can be told without looking for them.
import { LIFE_MOMENTS_MAX } from '../../../preload/contract/views.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { taleOf } from './moments.ts';

/** The same several times, one after another. */
export interface Repeated {
  readonly seq: number;
  readonly key: string;
  readonly count: number;
  readonly lastT: number;
}

/** The number of a record that tells something by itself, or of the first of those that say the same. */
export type Moment = number | Repeated;

export interface SavedMoments {
  readonly moments: readonly (readonly [podUid: string, moments: readonly Moment[]])[];
  readonly gone: readonly string[];
}

/** So many Pods that are gone are remembered, the last ones. */
const GONE_MAX = 500;

export class PodMoments {
  readonly #moments: Map<string, Moment[]>;
  /** The Pods whose object is gone, in the order in which that happened. */
  readonly #gone: Set<string>;

  constructor(saved?: SavedMoments) {
    this.#moments = new Map(saved?.moments.map(([podUid, moments]) => [podUid, [...moments]]));
    this.#gone = new Set(saved?.gone);
  }

  /** The oldest first; empty for a Pod of which nothing is known (any more). */
  of(podUid: string): readonly Moment[] {
    return this.#moments.get(podUid) ?? [];
  }

  fold(record: JournalRecord): void {
    const tale = taleOf(record);
    if (!tale) return;
    const { podUid, key } = tale;
    const moments = this.#moments.get(podUid) ?? [];
    if (moments.length === 0) this.#moments.set(podUid, moments);
    if (key === undefined) moments.push(record.seq);
    else addRepeated(moments, { seq: record.seq, key, count: 1, lastT: record.t });
    if (moments.length > LIFE_MOMENTS_MAX) moments.shift();
    if (record.type === 'object-deleted') this.#forgetGone(podUid);
    else if (record.type === 'object-created') this.#gone.delete(podUid);
  }

  save(): SavedMoments {
    return { moments: [...this.#moments], gone: [...this.#gone] };
  }

  #forgetGone(podUid: string): void {
    this.#gone.add(podUid);
    const [oldest] = this.#gone;
    if (this.#gone.size <= GONE_MAX || oldest === undefined) return;
    this.#gone.delete(oldest);
    this.#moments.delete(oldest);
  }
}

/** Counts it where the same was told before, unless something else has happened since. */
function addRepeated(moments: Moment[], news: Repeated): void {
  for (let index = moments.length - 1; index >= 0; index--) {
    const moment = moments[index];
    if (moment === undefined || typeof moment === 'number') break;
    if (moment.key !== news.key) continue;
    moments[index] = { ...moment, count: moment.count + 1, lastT: news.lastT };
    return;
  }
  moments.push(news);
}
