// Holds what a case gave against what was recorded.
import { withRecordedServer } from './artefacts.ts';
import { compareEvents, compareObjects } from './compare-end.ts';
import { differ } from './differ.ts';
import { Normalizer } from './normalizer.ts';
import type { CaseResult, StepResult } from './play-case.ts';
import type { CaseStep, ObservedStep, RecordedCase } from './recorded.ts';
import type { CaseVerdict, Difference, StepVerdict } from './verdict.ts';

export function compareCase(recorded: RecordedCase, result: CaseResult): CaseVerdict {
  const { cluster } = result.cluster;
  const { observed, namespaces, keepText } = recorded;
  return {
    steps: compareSteps(recorded, result.steps, cluster.server.settings.apiServerAddress),
    events: compareEvents(observed.events ?? [], cluster, namespaces, keepText),
    objects: compareObjects(observed.objects ?? {}, result.objects, keepText),
  };
}

/** What the steps printed, where clients found the API server at `server`. */
export function compareSteps(
  { steps, observed, keepText }: RecordedCase,
  results: readonly StepResult[],
  server: string,
): readonly StepVerdict[] {
  const normalizer = new Normalizer(keepText);
  const atRecordedServer = (step: StepResult) => ({
    ...step,
    stdout: withRecordedServer(step.stdout, server),
    stderr: withRecordedServer(step.stderr, server),
  });
  return steps.map((step, index) => {
    const [recordedStep, actual] = [observed.steps[index], results[index]];
    if (!recordedStep || !actual) throw new Error(`step ${index + 1} was not played`);
    return {
      number: index + 1,
      command: 'run' in step ? step.run : `wait for: ${step.wait_for}`,
      varies: recordedStep.varies,
      differences: compareStep(step, recordedStep, atRecordedServer(actual), normalizer),
    };
  });
}

function compareStep(
  step: CaseStep,
  observed: ObservedStep,
  actual: StepResult,
  normalizer: Normalizer,
): readonly Difference[] {
  if ('wait_for' in step) {
    const isSame = actual.met === observed.met;
    return isSame
      ? []
      : [
          {
            what: 'met',
            expected: String(observed.met),
            actual: `${String(actual.met)}, last:\n${actual.stdout}${actual.stderr}`,
          },
        ];
  }
  const stdout = normalizer.normalize(actual.stdout);
  const stderr = normalizer.normalize(actual.stderr);
  return [
    ...differ('stdout', observed.normalized ?? observed.stdout ?? '', stdout),
    ...differ('stderr', observed.normalized_stderr ?? observed.stderr ?? '', stderr),
    // Who was stopped has no exit code of their own.
    ...(typeof observed.exit === 'number' ? differ('exit', String(observed.exit), String(actual.exit)) : []),
  ];
}
