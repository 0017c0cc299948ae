// Holds a played case against its recordings: what commands printed, and object by object what was seen when.
import type { CaseVerdict, LifeVerdict } from '../verdict.ts';
import type { Tally } from '../compare-end.ts';
import { ChanceText, type Run } from './chance-text.ts';
import { comparePrinted } from './compare-printed.ts';
import { expectedLives } from './expected.ts';
import type { ExpectedLife } from './expected-life.ts';
import { livesOf, type Change, type Life } from './lives.ts';
import { alignMerged } from './merged.ts';
import { alignChanges, pairLives } from './pair-lives.ts';
import type { TimedResult } from './play-timed.ts';
import { generatedNames, seenIn } from './played-history.ts';
import { recordedHistory, recordedRun } from './recorded-history.ts';
import type { TimedCase } from './timed-case.ts';
import { withinTolerance, type Circumstances, type TimedEntry } from './within.ts';

export type TimedVerdict = CaseVerdict & { readonly lives: readonly LifeVerdict[] };

/** Events and objects are in the histories: what is left of them at the end is not compared again. */
const NOTHING: Tally = { expected: 0, found: 0, missing: [], surplus: [] };

export function compareTimed(recorded: TimedCase, result: TimedResult, namespace: string): TimedVerdict {
  const { inputs, recordings } = recorded;
  const played: Run = { namespace, generated: generatedNames(result.records), inputs };
  const { startUs, records, before } = result;
  const seen = records.flatMap((record) => seenIn(record, namespace, startUs) ?? []);
  return {
    steps: comparePrinted(recorded, result.steps, played),
    events: NOTHING,
    objects: NOTHING,
    lives: compareLives(
      recordings.map((recording) =>
        livesOf(recordedHistory(recording), before, new ChanceText(recordedRun(recording, inputs))),
      ),
      livesOf(seen, before, new ChanceText(played)),
      recorded,
    ),
  };
}

export function compareLives(
  recordings: readonly (readonly Life[])[],
  played: readonly Life[],
  circumstances: Circumstances,
): readonly LifeVerdict[] {
  const expected = expectedLives(recordings);
  const pairs = pairLives(expected, played);
  const known = new Set(pairs.values());
  const matched = expected.map((life) => matchLife(life, pairs.get(life), circumstances.until));
  const isWithin = judge(matched, circumstances);
  return [
    ...matched.map(({ key, entries, surplus }) => ({
      key,
      entries: entries.map((entry) => ({ ...entry, isWithin: isWithin.has(entry) })),
      surplus,
    })),
    ...played
      .filter((life) => !known.has(life))
      .map(({ key, changes }) => ({ key, entries: [], surplus: changes.filter(({ t }) => t <= circumstances.until) })),
  ];
}

interface Matched {
  readonly key: string;
  readonly entries: readonly TimedEntry[];
  readonly surplus: readonly Change[];
}

function matchLife(
  { key, subject, entries, possible }: ExpectedLife,
  played: Life | undefined,
  until: number,
): Matched {
  const changes = played?.changes ?? [];
  const aligned = alignChanges(entries, changes);
  const all = [...aligned, ...alignMerged(entries, changes, aligned)];
  const pairs = new Map(all);
  const met = new Set(all.map(([, change]) => change));
  return {
    key,
    entries: entries.map((entry, index) => ({ key, subject, ...entry, seenAt: changes[pairs.get(index) ?? NaN]?.t })),
    surplus: changes.filter(({ t, what }, index) => t <= until && !met.has(index) && !possible.has(what)),
  };
}

/** The entries that came at their times. */
function judge(lives: readonly Matched[], circumstances: Circumstances): ReadonlySet<TimedEntry> {
  const entries = lives.flatMap((life) => life.entries).sort(byTime);
  const verdicts = withinTolerance(entries, circumstances);
  return new Set(entries.filter((_, index) => verdicts[index]));
}

const byTime = (a: TimedEntry, b: TimedEntry) => (a.times[0] ?? 0) - (b.times[0] ?? 0);
