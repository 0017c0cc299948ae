// What the runner prints: a line a case, differences in full where they are asked for, and the score.
import type { CaseVerdict, Difference, StepVerdict } from './compare-case.ts';
import type { Tally } from './compare-end.ts';
import type { FoundCase } from './find-cases.ts';
import { diffLines } from './line-diff.ts';
import { scoreOf, type AreaScore, type TotalScore } from './score.ts';

const NAME_WIDTH = 44;
const FIRST_WIDTH = 150;
const NOT_COMPARED = {
  timed: 'timed histories are not compared yet',
  rules: 'rule tables are not compared yet',
};

/** One line: how many steps are identical, and where the first difference is. */
export function caseLine({ area, name }: FoundCase, verdict: CaseVerdict): string {
  const { steps, identical } = scoreOf(verdict);
  const varying = verdict.steps.filter(({ varies }) => varies).length;
  const first = verdict.steps.find(({ varies, differences }) => !varies && differences.length > 0);
  const parts = [
    `${area}/${name}`.padEnd(NAME_WIDTH),
    `${identical}/${steps}`.padStart(7),
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
  return [...steps, ...tallyDifferences('event', verdict.events), ...tallyDifferences('object', verdict.objects)].join(
    '\n',
  );
}

export function scoreText({ areas, steps, identical }: TotalScore): string {
  const line = (name: string, score: Pick<AreaScore, 'steps' | 'identical'>) =>
    `${name.padEnd(NAME_WIDTH)}${`${score.identical}/${score.steps}`.padStart(11)}${percent(score).padStart(8)}`;
  const lines = Object.entries(areas)
    .filter(([, score]) => score.steps > 0)
    .map(([area, score]) => line(`${area} (${score.cases} cases)`, score));
  return [...lines, line('total', { steps, identical })].join('\n');
}

/** A line for each area with cases that cannot be compared yet: how many, and why. */
export function notComparedText(cases: readonly FoundCase[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { area, format } of cases) {
    if (format === 'steps') continue;
    const key = `${area.padEnd(NAME_WIDTH)} ${NOT_COMPARED[format]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${key} (${count} cases)`);
}

function percent({ steps, identical }: Pick<AreaScore, 'steps' | 'identical'>): string {
  return steps === 0 ? '' : `${((100 * identical) / steps).toFixed(1)} %`;
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
