// What a client outside has met with lately: counts, times and spread over the last ten virtual seconds.
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import type { ClientView } from '../../../preload/contract/views.ts';
import { SECOND } from '../../engine/kernel/time.ts';

const WINDOW_US = 10 * SECOND;
/** Ten seconds at the highest rate a client has. */
const REQUESTS_MAX = 10_000;

/** One request as far as figures need it; `pod` is the UID of who answered, empty when it failed. */
type Sample = readonly [t: number, durationUs: number, pod: string];

export interface SavedClient {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly samples: readonly Sample[];
  readonly lastFailure?: ClientView['lastFailure'];
}

export class ClientFigures {
  readonly name: string;
  ratePerSecond: number;
  #samples: Sample[];
  #lastFailure: ClientView['lastFailure'];

  constructor(saved: SavedClient) {
    this.name = saved.name;
    this.ratePerSecond = saved.ratePerSecond;
    this.#samples = [...saved.samples];
    this.#lastFailure = saved.lastFailure;
  }

  /** Whether the figures change with time alone. */
  get moving(): boolean {
    return this.#samples.length > 0;
  }

  count(request: FinishedRequest, t: number, seq: number): void {
    const answered = request.outcome === 'answered';
    this.#samples.push([t, request.durationUs, answered ? (request.podUid ?? '?') : '']);
    if (this.#samples.length > 2 * REQUESTS_MAX) this.#samples = this.#samples.slice(-REQUESTS_MAX);
    if (!answered) this.#lastFailure = { seq, t, why: request.why ?? request.outcome };
  }

  view(nowUs: number): ClientView {
    this.#forget(nowUs);
    const samples = this.#samples.slice(-REQUESTS_MAX);
    const times = Float64Array.from(samples, ([, durationUs]) => durationUs).sort();
    const byPod: Record<string, number> = {};
    let failed = 0;
    for (const [, , pod] of samples) {
      if (pod === '') failed++;
      else byPod[pod] = (byPod[pod] ?? 0) + 1;
    }
    const recent = {
      requests: samples.length,
      failed,
      p50Us: quantile(times, 0.5),
      p95Us: quantile(times, 0.95),
      byPod,
    };
    return { name: this.name, ratePerSecond: this.ratePerSecond, recent, lastFailure: this.#lastFailure };
  }

  save(): SavedClient {
    return {
      name: this.name,
      ratePerSecond: this.ratePerSecond,
      samples: this.#samples.slice(-REQUESTS_MAX),
      lastFailure: this.#lastFailure,
    };
  }

  #forget(nowUs: number): void {
    const since = nowUs - WINDOW_US;
    const first = this.#samples[0];
    if (first === undefined || first[0] > since) return;
    this.#samples = this.#samples.filter(([t]) => t > since);
  }
}

/** The nearest-rank quantile of sorted values; 0 when there are none. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
