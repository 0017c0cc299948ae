// What a load generator has met with: exact counts, and how long answers took as a histogram whose buckets grow by 4 %.
import type { FinishedRequest, LoadFigures } from '../../../preload/contract/requests.ts';
import { SECOND } from '../kernel/time.ts';

type Counts = Readonly<Record<string, number>>;

export type SavedLoadCounts = {
  readonly requests: number;
  readonly byStatus: Counts;
  readonly byFailure: Counts;
  readonly byPod: Counts;
  /** How many answers took how long, by number of the bucket. */
  readonly durations: Counts;
};

const GROWTH = 1.04;
const NONE: SavedLoadCounts = { requests: 0, byStatus: {}, byFailure: {}, byPod: {}, durations: {} };
/** Reasons are told with addresses in them; so many are kept apart. */
const REASONS_MAX = 20;
const OTHER_REASONS = 'other reasons';

export class LoadCounts {
  #counts: SavedLoadCounts;

  constructor(saved: SavedLoadCounts = NONE) {
    this.#counts = saved;
  }

  get requests(): number {
    return this.#counts.requests;
  }

  count({ outcome, httpStatus, podUid, durationUs, why }: FinishedRequest): void {
    const { requests, byStatus, byFailure, byPod, durations } = this.#counts;
    const counted = { ...this.#counts, requests: requests + 1 };
    if (outcome !== 'answered') {
      this.#counts = { ...counted, byFailure: more(byFailure, reasonFor(byFailure, why ?? outcome)) };
      return;
    }
    this.#counts = {
      ...counted,
      byStatus: more(byStatus, String(httpStatus ?? 0)),
      byPod: podUid === undefined ? byPod : more(byPod, podUid),
      durations: more(durations, String(bucketOf(durationUs))),
    };
  }

  /** The figures of the while that ends now, which lasted `duringUs`; from now on counts begin anew. */
  take(client: string, duringUs: number): LoadFigures {
    const { requests, byStatus, byFailure, byPod, durations } = this.#counts;
    this.#counts = NONE;
    const buckets = Object.entries(durations).map(([bucket, count]) => [Number(bucket), count] as const);
    buckets.sort(([a], [b]) => a - b);
    return {
      client,
      duringUs,
      requests,
      ratePerSecond: Math.round((1_000 * requests * SECOND) / Math.max(1, duringUs)) / 1_000,
      byStatus,
      byFailure,
      byPod,
      p50Us: percentile(buckets, 0.5),
      p95Us: percentile(buckets, 0.95),
      p99Us: percentile(buckets, 0.99),
    };
  }

  save(): SavedLoadCounts {
    return this.#counts;
  }
}

function more(counts: Counts, key: string): Counts {
  return { ...counts, [key]: (counts[key] ?? 0) + 1 };
}

function reasonFor(known: Counts, why: string): string {
  return why in known || Object.keys(known).length < REASONS_MAX ? why : OTHER_REASONS;
}

const bucketOf = (durationUs: number) => Math.round(Math.log(Math.max(1, durationUs)) / Math.log(GROWTH));

function percentile(buckets: readonly (readonly [bucket: number, count: number])[], share: number): number {
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let passed = 0;
  for (const [bucket, count] of buckets) {
    passed += count;
    if (passed >= share * total) return Math.round(GROWTH ** bucket);
  }
  return 0;
}
