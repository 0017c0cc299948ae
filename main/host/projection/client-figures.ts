// What a client outside has met with lately: counts, times and spread over the last ten virtual seconds, the last minute
// second by second, and which requests there were.
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import {
  type ClientView,
  type FailureView,
  type LoadSecond,
  REQUESTS_LISTED_MAX,
} from '../../../preload/contract/views.ts';
import { SECOND } from '../../engine/kernel/time.ts';

const WINDOW_US = 10 * SECOND;
const HISTORY_SECONDS = 60;
/** Ten seconds at the highest rate a client has. */
const REQUESTS_MAX = 10_000;

/**
 * One request as far as figures need it, which stands for `weight` of them: `pod` is the UID of who answered, `said` the
 * image there. When it failed `pod` is empty and `said` the reason.
 */
type Sample = readonly [t: number, durationUs: number, pod: string, said?: string, weight?: number, seq?: number];

/** What is not in sessions of earlier versions may be missing. */
export interface SavedClient {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly samples: readonly Sample[];
  readonly lastFailure?: ClientView['lastFailure'];
  readonly load?: LoadSpec | undefined;
  readonly seconds?: readonly LoadSecond[];
  readonly lately?: readonly number[];
  readonly lost?: readonly number[];
}

export class ClientFigures {
  readonly name: string;
  ratePerSecond: number;
  load: LoadSpec | undefined;
  #samples: Sample[];
  #lastFailure: ClientView['lastFailure'];
  #seconds: readonly LoadSecond[];
  /** Numbers of the records of the newest requests, and of the newest that failed; the oldest first. */
  readonly #lately: number[];
  readonly #lost: number[];

  constructor(saved: SavedClient) {
    this.name = saved.name;
    this.ratePerSecond = saved.ratePerSecond;
    this.load = saved.load;
    this.#samples = [...saved.samples];
    this.#lastFailure = saved.lastFailure;
    this.#seconds = saved.seconds ?? [];
    this.#lately = [...(saved.lately ?? [])];
    this.#lost = [...(saved.lost ?? [])];
  }

  /** Whether the figures change with time alone. */
  get moving(): boolean {
    return this.#samples.length > 0;
  }

  /** Numbers of the records of the newest requests, the newest first. */
  requests(lostOnly: boolean): readonly number[] {
    return (lostOnly ? this.#lost : this.#lately).toReversed();
  }

  count(request: FinishedRequest, t: number, seq: number): void {
    this.#closeSecond(t);
    const { durationUs, podUid = '?', image = '', oneOf = 1 } = request;
    if (request.outcome === 'answered') this.#samples.push([t, durationUs, podUid, image, oneOf]);
    else {
      const why = request.why ?? request.outcome;
      this.#samples.push([t, durationUs, '', why, oneOf, seq]);
      this.#lastFailure = { seq, t, why };
      remember(this.#lost, seq);
    }
    remember(this.#lately, seq);
    if (this.#samples.length > 2 * REQUESTS_MAX) this.#samples = this.#samples.slice(-REQUESTS_MAX);
  }

  view(nowUs: number): ClientView {
    this.#forget(nowUs);
    const samples = this.#samples.slice(-REQUESTS_MAX);
    const { answered, ...figures } = figuresOf(samples);
    const recent = {
      requests: answered + figures.failed,
      ...figures,
      byPod: countBy(samples, ([, , pod]) => pod),
      byImage: countBy(samples, ([, , pod, said = '']) => (pod === '' ? '' : said)),
      failures: failuresIn(samples),
    };
    const since = Math.floor(nowUs / SECOND) - HISTORY_SECONDS;
    const first = this.#seconds.findIndex(({ second }) => second >= since);
    return {
      name: this.name,
      ratePerSecond: this.ratePerSecond,
      load: this.load,
      recent,
      seconds: first === -1 ? [] : this.#seconds.slice(first),
      lastFailure: this.#lastFailure,
    };
  }

  save(): SavedClient {
    return {
      name: this.name,
      ratePerSecond: this.ratePerSecond,
      samples: this.#samples.slice(-REQUESTS_MAX),
      lastFailure: this.#lastFailure,
      load: this.load,
      seconds: this.#seconds,
      lately: [...this.#lately],
      lost: [...this.#lost],
    };
  }

  /** Sums up the second before the one of `t`, when a request of that comes. */
  #closeSecond(t: number): void {
    const newest = this.#samples.at(-1)?.[0];
    if (newest === undefined) return;
    const second = Math.floor(newest / SECOND);
    if (second === Math.floor(t / SECOND) || this.#seconds.at(-1)?.second === second) return;
    const first = this.#samples.findLastIndex(([endedUs]) => endedUs < second * SECOND) + 1;
    const closed = { second, ...figuresOf(this.#samples.slice(first)) };
    this.#seconds = [...this.#seconds.slice(1 - HISTORY_SECONDS), closed];
  }

  #forget(nowUs: number): void {
    const since = nowUs - WINDOW_US;
    const first = this.#samples[0];
    if (first === undefined || first[0] > since) return;
    this.#samples = this.#samples.filter(([t]) => t > since);
  }
}

function figuresOf(samples: readonly Sample[]): Omit<LoadSecond, 'second'> {
  const answered = samples.filter(([, , pod]) => pod !== '');
  const times = Float64Array.from(answered, ([, durationUs]) => durationUs).sort();
  const [all, well] = [weightOf(samples), weightOf(answered)];
  return {
    answered: well,
    failed: all - well,
    p50Us: quantile(times, 0.5),
    p95Us: quantile(times, 0.95),
    p99Us: quantile(times, 0.99),
  };
}

function weightOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, [, , , , weight = 1]) => sum + weight, 0);
}

/** How many requests there were of each key; those whose key is empty are left out. */
function countBy(samples: readonly Sample[], keyOf: (sample: Sample) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const sample of samples) {
    const key = keyOf(sample);
    const [, , , , weight = 1] = sample;
    if (key !== '') counts[key] = (counts[key] ?? 0) + weight;
  }
  return counts;
}

/** By their reasons, the most frequent first. */
function failuresIn(samples: readonly Sample[]): readonly FailureView[] {
  const failures = new Map<string, FailureView>();
  for (const [, , pod, why = '', weight = 1, seq = 0] of samples) {
    if (pod === '') failures.set(why, { why, count: (failures.get(why)?.count ?? 0) + weight, seq });
  }
  return [...failures.values()].sort((a, b) => b.count - a.count || (a.why < b.why ? -1 : 1));
}

/** The nearest-rank quantile of sorted values; 0 when there are none. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function remember(seqs: number[], seq: number): void {
  seqs.push(seq);
  if (seqs.length > REQUESTS_LISTED_MAX) seqs.shift();
}
