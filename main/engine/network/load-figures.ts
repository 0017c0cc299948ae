// What a load generator has met with: exact counts, and how long answers took as a histogram whose buckets grow by 4 %.
import type { FinishedRequest, LoadFigures } from '../../../preload/contract/requests.ts';
import { SECOND } from '../kernel/time.ts';

type Tally<K extends string | number> = Map<K, number>;
type SavedTally<K extends string | number> = readonly (readonly [key: K, count: number])[];

export type SavedLoadCounts = {
  readonly requests: number;
  readonly byStatus: SavedTally<string>;
  readonly byFailure: SavedTally<string>;
  readonly byPod: SavedTally<string>;
  readonly byImage: SavedTally<string>;
  /** How many answers took how long, by number of the bucket. */
  readonly durations: SavedTally<number>;
};

const GROWTH = 1.04;
const LOG_GROWTH = Math.log(GROWTH);
/** Reasons are told with addresses in them; so many are kept apart. */
const REASONS_MAX = 20;
const OTHER_REASONS = 'other reasons';

export class LoadCounts {
  #requests = 0;
  readonly #byStatus: Tally<string>;
  readonly #byFailure: Tally<string>;
  readonly #byPod: Tally<string>;
  readonly #byImage: Tally<string>;
  readonly #durations: Tally<number>;

  constructor(saved?: SavedLoadCounts) {
    this.#requests = saved?.requests ?? 0;
    this.#byStatus = new Map(saved?.byStatus);
    this.#byFailure = new Map(saved?.byFailure);
    this.#byPod = new Map(saved?.byPod);
    this.#byImage = new Map(saved?.byImage);
    this.#durations = new Map(saved?.durations);
  }

  get requests(): number {
    return this.#requests;
  }

  count({ outcome, httpStatus, podUid, image, durationUs, why }: FinishedRequest): void {
    this.#requests += 1;
    if (outcome !== 'answered') {
      add(this.#byFailure, reasonFor(this.#byFailure, why ?? outcome));
      return;
    }
    add(this.#byStatus, String(httpStatus ?? 0));
    if (podUid !== undefined) add(this.#byPod, podUid);
    if (image !== undefined) add(this.#byImage, image);
    add(this.#durations, bucketOf(durationUs));
  }

  /** The figures of the while that ends now, which lasted `duringUs`; from now on counts begin anew. */
  take(client: string, duringUs: number): LoadFigures {
    const requests = this.#requests;
    const buckets = [...this.#durations].sort(([a], [b]) => a - b);
    const figures = {
      client,
      duringUs,
      requests,
      ratePerSecond: Math.round((1_000 * requests * SECOND) / Math.max(1, duringUs)) / 1_000,
      byStatus: Object.fromEntries(this.#byStatus),
      byFailure: Object.fromEntries(this.#byFailure),
      byPod: Object.fromEntries(this.#byPod),
      byImage: Object.fromEntries(this.#byImage),
      p50Us: percentile(buckets, 0.5),
      p95Us: percentile(buckets, 0.95),
      p99Us: percentile(buckets, 0.99),
    };
    this.#forget();
    return figures;
  }

  save(): SavedLoadCounts {
    return {
      requests: this.#requests,
      byStatus: [...this.#byStatus],
      byFailure: [...this.#byFailure],
      byPod: [...this.#byPod],
      byImage: [...this.#byImage],
      durations: [...this.#durations],
    };
  }

  #forget(): void {
    this.#requests = 0;
    for (const tally of [this.#byStatus, this.#byFailure, this.#byPod, this.#byImage]) tally.clear();
    this.#durations.clear();
  }
}

function add<K extends string | number>(tally: Tally<K>, key: K): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}

function reasonFor(known: Tally<string>, why: string): string {
  return known.has(why) || known.size < REASONS_MAX ? why : OTHER_REASONS;
}

const bucketOf = (durationUs: number) => Math.round(Math.log(Math.max(1, durationUs)) / LOG_GROWTH);

function percentile(buckets: readonly (readonly [bucket: number, count: number])[], share: number): number {
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let passed = 0;
  for (const [bucket, count] of buckets) {
    passed += count;
    if (passed >= share * total) return Math.round(GROWTH ** bucket);
  }
  return 0;
}
