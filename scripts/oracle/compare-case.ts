// Holds what a case gave against what was recorded.
import { withRecordedServer } from './artefacts.ts';
import { compareEvents, compareObjects } from './compare-end.ts';
import { differ } from './differ.ts';
import { Normalizer } from './normalizer.ts';
import type { CaseResult, StepResult } from './play-case.ts';
import type { CaseStep, ObservedStep, RecordedCase } from './recorded.ts';
import type { CaseVerdict, Difference } from './verdict.ts';

export function compareCase(recorded: RecordedCase, result: CaseResult): CaseVerdict {
  const normalizer = new Normalizer(recorded.keepText);
  const server = result.cluster.cluster.server.settings.apiServerAddress;
  const atRecordedServer = (step: StepResult) => ({
    ...step,
    stdout: withRecordedServer(step.stdout, server),
    stderr: withRecordedServer(step.stderr, server),
  });
  const steps = recorded.steps.map((step, index) => {
    const [observed, actual] = [recorded.observed.steps[index], result.steps[index]];
    if (!observed || !actual) throw new Error(`step ${index + 1} was not played`);
    return {
      number: index + 1,
      command: 'run' in step ? step.run : `wait for: ${step.wait_for}`,
      varies: observed.varies,
      differences: compareStep(step, observed, atRecordedServer(actual), normalizer),
    };
  });
  const { observed, namespaces, keepText } = recorded;
  return {
    steps,
    events: compareEvents(observed.events ?? [], result.cluster.cluster, namespaces, keepText),
    objects: compareObjects(observed.objects ?? {}, result.objects, keepText),
  };
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
