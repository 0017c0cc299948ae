// What is printed about histories that fail.
import type { Cluster } from '../../main/engine/cluster.ts';
import { BootedClusters } from '../../main/engine/testing/histories/booted.ts';
import { describeAnswer, describeStep } from '../../main/engine/testing/histories/describe.ts';
import type { Fault } from '../../main/engine/testing/histories/fault.ts';
import { historyOf } from '../../main/engine/testing/histories/generate.ts';
import { faultsOf } from '../../main/engine/testing/histories/play.ts';
import { shrink } from '../../main/engine/testing/histories/shrink.ts';
import type { Step } from '../../main/engine/testing/histories/step.ts';
import type { Played } from './worker.ts';

/** One line: the seed, the first fault and how many more there are. */
export function failureLine({ seed, faults }: Played): string {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${String(faults.length - 1)} more)` : '';
  return `seed ${String(seed)}: ${lineOf(first)}${more}`;
}

const lineOf = (fault: Fault | undefined) => (fault ? `${fault.rule}: ${fault.about}` : 'fine');

/** How often each rule was broken, most often first. */
export function ruleLines(failures: readonly Played[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { faults } of failures) {
    for (const rule of new Set(faults.map((fault) => fault.rule))) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([rule, count]) => `${String(count).padStart(6)}  ${rule}`);
}

/** The history of a seed, without the steps that have nothing to do with its first fault, step by step. */
export function shortestText({ seed, faults }: Played, booted = new BootedClusters()): string {
  const rule = faults[0]?.rule;
  const fails = (history: ReturnType<typeof historyOf>) =>
    faultsOf(history, booted.fresh(seed)).some((fault) => fault.rule === rule);
  const history = shrink(historyOf(seed), fails);
  const lines: string[] = [];
  const left = faultsOf(history, booted.fresh(seed), {
    beforeStep: (step: Step, cluster: Cluster) => lines.push(describeStep(step, cluster)),
    onStep: (_step, answer) => lines.push(...describeAnswer(answer)),
  });
  return [...lines, ...left.map((fault) => `  ${lineOf(fault)}`), `  ${JSON.stringify(history)}`].join('\n');
}
