// Compares what the commands of a timed case printed with what they printed in its recordings.
import type { CommandResult } from '../command-result.ts';
import { differ } from '../differ.ts';
import type { Difference, StepVerdict } from '../verdict.ts';
import { Normalizer } from '../normalizer.ts';
import { ChanceText, type Run } from './chance-text.ts';
import { recordedRun } from './recorded-history.ts';
import type { TimedCase } from './timed-case.ts';

const APPLY = 'kubectl apply -f manifest.yaml';

/** Of the manifest's application, where there is one, and of each step. Steps whose recordings differ are marked. */
export function comparePrinted(
  { recordings, inputs, steps, hasManifest }: TimedCase,
  results: readonly CommandResult[],
  played: Run,
): readonly StepVerdict[] {
  const commands = [...(hasManifest ? [APPLY] : []), ...steps.map(({ run }) => run)];
  return commands.map((command, index) => {
    const [first, ...others] = recordings.flatMap((recording) => {
      const step = recording.steps[index];
      return step ? [comparable(command, step, recordedRun(recording, inputs))] : [];
    });
    const result = results[index];
    if (!first || !result) throw new Error(`step ${index + 1} was not recorded or not played: ${command}`);
    const here = comparable(command, result, played);
    const compared = [first, ...others].map((recorded) => differences(recorded, here));
    return {
      number: index + 1,
      command,
      varies: others.some((other) => differences(first, other).length > 0),
      differences: compared.find((each) => each.length === 0) ?? compared[0] ?? [],
    };
  });
}

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: string;
}

function comparable(
  command: string,
  { stdout, stderr, exit }: Omit<CommandResult, 'exit'> & { readonly exit?: number | null | undefined },
  run: Run,
): Printed {
  const normalizer = new Normalizer(`${run.inputs}\n${run.namespace}`);
  const chance = new ChanceText(run);
  const text = (printed: string) => ordered(command, chance.withoutPlaces(normalizer.normalize(printed)));
  return { stdout: text(stdout), stderr: text(stderr), exit: String(exit ?? '') };
}

function differences(recorded: Printed, here: Printed): readonly Difference[] {
  const whats = ['stdout', 'stderr', 'exit'] as const;
  return whats.flatMap((what) =>
    recorded[what] === '' && what === 'exit' ? [] : differ(what, recorded[what], here[what]),
  );
}

/** Width of columns does not count, and neither does by what alphabet `sort` of the recording machine went. */
function ordered(command: string, text: string): string {
  const lines = text.split('\n').map((line) => line.replace(/ {2,}/g, '   '));
  return (/\| *sort\b/.test(command) ? lines.sort() : lines).join('\n');
}
