// `npm run oracle`: plays recorded cases and tells how far this cluster and its kubectl do the same.
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { caseLine, differencesText, notComparedText, scoreText } from './report.ts';
import { findCases, isPlayed, ORACLE_FOLDER, ORACLE_MISSING, type FoundCase } from './find-cases.ts';
import { lostSince } from './kept-score.ts';
import { runReal } from './real-kubectl/run-real.ts';
import { runCases } from './run-cases.ts';
import { scoreOf, totalOf, type AreaScore } from './score.ts';
import type { CaseVerdict } from './verdict.ts';

const USAGE = `npm run oracle [-- DIR...] [options]

Plays the recorded cases below each DIR (../shared/oracle when none is named) on a fresh cluster each, at full speed.

  --case NAME   only cases whose AREA/NAME has this in it; may be repeated
  --diff        print every difference in full
  --real-kubectl   play the cases of commands with kubectl itself, too, and print both scores
  --json        print the score as JSON, as the last line
  --guard       play everything, say little, and fail when the score has fallen below the one that is kept
  --keep-score  write the score to scripts/oracle/score.json, below which it may not fall`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { folders, names, diff, json, keepScore, guard, realKubectl } = options;
  if (guard) return guardScore();
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) {
    console.error(missing === ORACLE_FOLDER ? ORACLE_MISSING : `there is no folder ${missing}`);
    return 1;
  }
  const cases = findCases(folders).filter((found) => isNamed(found, names));
  const tell: Tell = (found, verdict) => {
    console.log(caseLine(found, verdict));
    if (diff) console.log(differencesText(verdict));
  };
  if (realKubectl) return playBoth(cases, tell);
  const scores = await play(runCases(cases.filter(isPlayed)), tell);
  for (const line of notComparedText(cases)) console.log(line);
  const total = totalOf(scores);
  console.log(`\n${scoreText(total)}`);
  if (keepScore) writeFileSync(resolve(import.meta.dirname, 'score.json'), `${JSON.stringify(total, null, 2)}\n`);
  if (json) console.log(JSON.stringify(total));
  return 0;
}

/** What was reached may not be lost. Where there are no recordings there is nothing to guard, and it says so. */
async function guardScore(): Promise<number> {
  if (!existsSync(ORACLE_FOLDER)) {
    console.log(ORACLE_MISSING);
    return 0;
  }
  const total = totalOf(await play(runCases(findCases([ORACLE_FOLDER]).filter(isPlayed))));
  const lost = lostSince(total);
  console.log([scoreText(total), ...lost].join('\n'));
  return lost.length === 0 ? 0 : 1;
}

type Tell = (found: FoundCase, verdict: CaseVerdict) => void;

/** What real kubectl shows of a served cluster against what the one in the app shows. */
async function playBoth(cases: readonly FoundCase[], tell: Tell): Promise<number> {
  const ofCommands = cases.filter(({ format }) => format === 'steps');
  const real = await play(runReal(ofCommands), tell);
  const own = await play(runCases(ofCommands));
  console.log(`\nreal kubectl\n${scoreText(totalOf(real))}`);
  console.log(`\nkubectl in the app\n${scoreText(totalOf(own))}`);
  return 0;
}

async function play(
  verdicts: AsyncIterable<readonly [FoundCase, CaseVerdict]>,
  tell?: Tell,
): Promise<{ area: string; score: AreaScore }[]> {
  const scores: { area: string; score: AreaScore }[] = [];
  for await (const [found, verdict] of verdicts) {
    tell?.(found, verdict);
    scores.push({ area: found.area, score: scoreOf(verdict) });
  }
  return scores;
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        case: { type: 'string', multiple: true, default: [] },
        diff: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        guard: { type: 'boolean', default: false },
        'real-kubectl': { type: 'boolean', default: false },
        'keep-score': { type: 'boolean', default: false },
      },
    });
    const folders = positionals.length === 0 ? [ORACLE_FOLDER] : positionals.map((folder) => resolve(folder));
    return {
      folders,
      names: values.case,
      diff: values.diff,
      json: values.json,
      keepScore: values['keep-score'],
      guard: values.guard,
      realKubectl: values['real-kubectl'],
    };
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function isNamed({ area, name }: FoundCase, names: readonly string[]): boolean {
  return names.length === 0 || names.some((wanted) => `${area}/${name}`.includes(wanted));
}
