// What was reached may not be lost: the score of the recorded cases, area by area, against `score.json`.
import { expect, it } from 'vitest';
import { findCases, hasOracle, ORACLE_FOLDER, ORACLE_MISSING } from './find-cases.ts';
import { runCases } from './run-cases.ts';
import kept from './score.json' with { type: 'json' };
import { scoreOf, totalOf } from './score.ts';

const MINUTES_MS = 300_000;

it.skipIf(!hasOracle())(
  hasOracle() ? 'does the recorded cases as well as before' : ORACLE_MISSING,
  async () => {
    const cases = findCases([ORACLE_FOLDER]).filter(({ format }) => format === 'steps');
    const scores = [];
    for await (const [{ area }, verdict] of runCases(cases)) scores.push({ area, score: scoreOf(verdict) });
    const { areas, steps } = totalOf(scores);
    const identical = Object.entries(areas).map(([area, score]) => [area, score.identical] as const);
    const lost = identical.filter(
      ([area, count]) => count < (new Map(Object.entries(kept.areas)).get(area)?.identical ?? 0),
    );
    expect(lost).toEqual([]);
    expect(steps).toBe(kept.steps);
  },
  MINUTES_MS,
);
