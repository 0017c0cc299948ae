// What the runner prints: a line a case, differences in full where they are asked for, and the score.
import type { Tally } from './compare-end.ts';
import { isPlayed, type FoundCase } from './find-cases.ts';
import { diffLines } from './line-diff.ts';
import { scoreOf, type Score, type TotalScore } from './score.ts';
import { lifeText } from './timed/life-text.ts';
import type { CaseVerdict, Difference, StepVerdict } from './verdict.ts';

const NAME_WIDTH = 44;
const FIRST_WIDTH = 150;
const NOT_COMPARED = 'numbers and times of large tables are not compared here';

/** One line: how many steps are identical, and where the first difference is. */
export function caseLine({ area, name }: FoundCase, verdict: CaseVerdict): string {
  const { steps, identical, entries, within } = scoreOf(verdict);
  const varying = verdict.steps.filter(({ varies }) => varies).length;
  const first = verdict.steps.find(({ varies, differences }) => !varies && differences.length > 0);
  const parts = [
    `${area}/${name}`.padEnd(NAME_WIDTH),
    `${identical}/${steps}`.padStart(7),
    entries === 0 ? '' : `${within}/${entries}`.padStart(10),
    varying === 0 ? '' : ` +${varying} varying`,
    tallyText('events', verdict.events),
    tallyText('objects', verdict.objects),
    first ? `  ${firstDifference(first)}` : '',
  ];
  return parts.join('');
}

/** Everything that differs in a case. */
export function differencesText(verdict: CaseVerdict): string {
  const steps = verdict.steps.filter(({ differences }) => differences.length > 0).map(stepText);
  const lives = (verdict.lives ?? []).flatMap(lifeText);
  const ends = [...tallyDifferences('event', verdict.events), ...tallyDifferences('object', verdict.objects)];
  return [...steps, ...lives, ...ends].join('\n');
}

export function scoreText({ areas, ...total }: TotalScore): string {
  const line = (name: string, { steps, identical, entries, within }: Score) =>
    `${name.padEnd(NAME_WIDTH)}${share(identical, steps)}${entries === 0 ? '' : share(within, entries)}`;
  const lines = Object.entries(areas).map(([area, score]) => line(`${area} (${score.cases} cases)`, score));
  return [...lines, line('total', total)].join('\n');
}

/** A line for each area with cases that cannot be compared yet: how many, and why. */
export function notComparedText(cases: readonly FoundCase[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const found of cases) {
    if (isPlayed(found)) continue;
    const key = `${found.area.padEnd(NAME_WIDTH)} ${NOT_COMPARED}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${key} (${count} cases)`);
}

function share(part: number, all: number): string {
  const percent = all === 0 ? '' : `${((100 * part) / all).toFixed(1)} %`;
  return `${part}/${all}`.padStart(11) + percent.padStart(8);
}

function tallyText(what: string, { expected, found }: Tally): string {
  return expected === 0 ? '' : `  ${what} ${found}/${expected}`;
}

function firstDifference({ number, command, differences: [first] }: StepVerdict): string {
  const lines = first ? diffLines(first.expected, first.actual) : [];
  const missing = lines.find((line) => line.startsWith('- ')) ?? '';
  const instead = lines.find((line) => line.startsWith('+ ')) ?? '';
  return cut(`${number}: ${command} [${first?.what ?? ''}] ${missing} ${instead}`);
}

function cut(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > FIRST_WIDTH ? `${line.slice(0, FIRST_WIDTH)}…` : line;
}

function stepText({ number, command, varies, differences }: StepVerdict): string {
  const head = `\n--- ${number}: ${command}${varies ? '   (varies, not counted)' : ''}`;
  return [head, ...differences.map(differenceText)].join('\n');
}

function differenceText({ what, expected, actual }: Difference): string {
  return [`  ${what}:   (- recorded, + here)`, ...diffLines(expected, actual).map((line) => `    ${line}`)].join('\n');
}

function tallyDifferences(what: string, { missing, surplus }: Tally): readonly string[] {
  const missed = missing.map((text) => `\n--- ${what} that is not here: ${text}`);
  return [...missed, ...surplus.map((text) => `\n--- ${what} that was not recorded: ${text}`)];
}
