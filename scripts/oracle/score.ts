import type { CaseVerdict } from './verdict.ts';

/** Counts of an area, or of all. */
export interface Score {
  readonly steps: number;
  readonly identical: number;
  /** Changes in timed histories, and those at their times. */
  readonly entries: number;
  readonly within: number;
}

export interface AreaScore extends Score {
  readonly cases: number;
}

export interface TotalScore extends Score {
  readonly areas: Readonly<Record<string, AreaScore>>;
}

const NOTHING: AreaScore = { cases: 0, steps: 0, identical: 0, entries: 0, within: 0 };

/** What a case counts: steps that vary from recording to recording are left out. */
export function scoreOf({ steps, lives = [] }: Pick<CaseVerdict, 'steps' | 'lives'>): AreaScore {
  const counted = steps.filter(({ varies }) => !varies);
  const identical = counted.filter(({ differences }) => differences.length === 0);
  const entries = lives.flatMap((life) => life.entries);
  const within = entries.filter(({ isWithin }) => isWithin);
  return {
    cases: 1,
    steps: counted.length,
    identical: identical.length,
    entries: entries.length,
    within: within.length,
  };
}

export function totalOf(scores: readonly { readonly area: string; readonly score: AreaScore }[]): TotalScore {
  const areas: Record<string, AreaScore> = {};
  let total = NOTHING;
  for (const { area, score } of scores) {
    areas[area] = sum(areas[area] ?? NOTHING, score);
    total = sum(total, score);
  }
  const { steps, identical, entries, within } = total;
  return { steps, identical, entries, within, areas };
}

function sum(a: AreaScore, b: AreaScore): AreaScore {
  return {
    cases: a.cases + b.cases,
    steps: a.steps + b.steps,
    identical: a.identical + b.identical,
    entries: a.entries + b.entries,
    within: a.within + b.within,
  };
}
