// Models the recommendations and scale events that pkg/controller/podautoscaler/horizontal.go (v1.35) remembers.
import { compareText } from '../../api/order.ts';
import { MINUTE, SECOND, type Micros, after } from '../../kernel/time.ts';

type Recommendation = { readonly replicas: number; readonly at: Micros };
/** Pods that were added, or removed where it is negative. */
type Scaling = { readonly change: number; readonly at: Micros };
type Memory = {
  readonly recommendations: readonly Recommendation[];
  readonly scalings: readonly Scaling[];
  /** By which its workload finds Pods; undefined until that was looked up. */
  readonly selector?: string;
};
export type SavedScalingMemory = readonly (readonly [autoscaler: string, memory: Memory])[];

const blank: Memory = { recommendations: [], scalings: [] };

export class ScalingMemory {
  readonly #memories: Map<string, Memory>;

  constructor(saved?: SavedScalingMemory) {
    this.#memories = new Map(saved);
  }

  /** What was recommended within the last `seconds`. */
  recommended(key: string, seconds: number, now: Micros): readonly number[] {
    return this.#of(key)
      .recommendations.filter(({ at }) => after(at, seconds * SECOND) > now)
      .map(({ replicas }) => replicas);
  }

  /** The size that a workload has when it is first looked at counts as a recommendation. */
  begin(key: string, replicas: number, now: Micros): void {
    if (!this.#memories.has(key)) this.recommend(key, replicas, now);
  }

  recommend(key: string, replicas: number, now: Micros): void {
    const memory = this.#of(key);
    const recommendations = [...memory.recommendations.filter(isRecent(now)), { replicas, at: now }];
    this.#memories.set(key, { ...memory, recommendations });
  }

  /** How many Pods were added and removed within the last `seconds`. */
  scaled(key: string, seconds: number, now: Micros): { readonly added: number; readonly removed: number } {
    const recent = this.#of(key).scalings.filter(({ at }) => after(at, seconds * SECOND) > now);
    const sum = (changes: readonly number[]) => changes.reduce((total, change) => total + Math.abs(change), 0);
    const changes = recent.map(({ change }) => change);
    return { added: sum(changes.filter((change) => change > 0)), removed: sum(changes.filter((change) => change < 0)) };
  }

  scale(key: string, change: number, now: Micros): void {
    const memory = this.#of(key);
    this.#memories.set(key, { ...memory, scalings: [...memory.scalings.filter(isRecent(now)), { change, at: now }] });
  }

  select(key: string, selector: string): void {
    this.#memories.set(key, { ...this.#of(key), selector });
  }

  /** The selectors that are known, each with its autoscaler's key, in the order of those. */
  selectors(): readonly (readonly [autoscaler: string, selector: string])[] {
    const known = [...this.#memories].flatMap(([key, { selector }]) =>
      selector === undefined ? [] : [[key, selector] as const],
    );
    return known.sort(([a], [b]) => compareText(a, b));
  }

  forget(key: string): void {
    this.#memories.delete(key);
  }

  save(): SavedScalingMemory {
    return [...this.#memories];
  }

  #of(key: string): Memory {
    return this.#memories.get(key) ?? blank;
  }
}

/** No rule looks further back than an hour. */
const isRecent =
  (now: Micros) =>
  ({ at }: { readonly at: Micros }): boolean =>
    after(at, 60 * MINUTE) > now;
