/** One figure that is measured. Each file in `rows` exports one as `row`. */
export interface BenchRow {
  readonly id: string;
  readonly what: string;
  /** What the figure is to reach (`more`) or not to exceed (`less`). */
  readonly bar: number;
  readonly unit: string;
  readonly better: 'more' | 'less';
  readonly measure: () => number | Promise<number>;
}
