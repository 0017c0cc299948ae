import { boot, type Booted } from './booted.ts';
import { compareCase } from './compare-case.ts';
import type { Tally } from './compare-end.ts';
import type { FoundCase } from './find-cases.ts';
import { compareNetwork } from './network/compare-network.ts';
import { playCase } from './play-case.ts';
import { readRecorded } from './recorded.ts';
import { compareTimed } from './timed/compare-timed.ts';
import { playTimedCase } from './timed/play-timed.ts';
import { readTimedCase } from './timed/timed-case.ts';
import type { CaseVerdict } from './verdict.ts';

/** Plays cases one after the other, each on a fresh cluster. */
export async function* runCases(cases: readonly FoundCase[]): AsyncGenerator<[FoundCase, CaseVerdict]> {
  const booted = boot();
  for (const found of cases) {
    yield [found, await runCase(found, booted)];
  }
}

async function runCase(found: FoundCase, booted: Booted): Promise<CaseVerdict> {
  if (found.format === 'rules') return runRules(found);
  return found.format === 'timed' ? runTimed(found, booted) : runSteps(found, booted);
}

async function runSteps({ folder }: FoundCase, booted: Booted): Promise<CaseVerdict> {
  const recorded = readRecorded(folder);
  return compareCase(recorded, await playCase(folder, recorded, booted.fresh()));
}

async function runTimed({ folder, name }: FoundCase, booted: Booted): Promise<CaseVerdict> {
  const recorded = readTimedCase(folder);
  const namespace = `oracle-${name}`;
  const result = await playTimedCase(folder, recorded, namespace, booted.fresh());
  return compareTimed(recorded, result, namespace);
}

/** No Events, or no objects, to be compared. */
export const NOTHING: Tally = { expected: 0, found: 0, missing: [], surplus: [] };

function runRules({ folder }: FoundCase): CaseVerdict {
  return { steps: compareNetwork(folder), events: NOTHING, objects: NOTHING };
}
