import { boot } from './booted.ts';
import { compareCase, type CaseVerdict } from './compare-case.ts';
import type { FoundCase } from './find-cases.ts';
import { playCase } from './play-case.ts';
import { readRecorded } from './recorded.ts';

/** Plays cases of commands one after the other, each on a fresh cluster. */
export async function* runCases(cases: readonly FoundCase[]): AsyncGenerator<[FoundCase, CaseVerdict]> {
  const booted = boot();
  for (const found of cases) {
    const recorded = readRecorded(found.folder);
    const result = await playCase(found.folder, recorded, booted.fresh());
    yield [found, compareCase(recorded, result)];
  }
}
