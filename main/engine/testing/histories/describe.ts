// A history in words, one line a step: when, what, and what became of it.
import type { EngineInput, InputResult, WriteRequest } from '../../../../preload/contract/inputs.ts';
import type { Cluster } from '../../cluster.ts';
import { SECOND } from '../../kernel/time.ts';
import { inputOf } from './resolve.ts';
import type { Step } from './step.ts';

/** What a step is about to do to `cluster`. */
export function describeStep({ act }: Step, cluster: Cluster): string {
  const input = inputOf(act, cluster);
  return `${(cluster.now / SECOND).toFixed(3).padStart(9)} s  ${input ? describeInput(input) : 'there is no Pod'}`;
}

/** Why it was refused, on a line of its own; nothing when it was not. */
export function describeAnswer(answer: InputResult | undefined): readonly string[] {
  return !answer || answer.ok ? [] : [`             refused: ${answer.status.message}`];
}

function describeInput(input: EngineInput): string {
  switch (input.type) {
    case 'request':
      return describeRequest(input.request);
    case 'apply':
      return input.documents
        .map(
          ({ metadata, apiVersion: _version, kind = '', ...rest }) =>
            `apply ${kind} ${input.namespace}/${metadata?.name ?? ''} ${JSON.stringify(rest)}`,
        )
        .join('; ');
    default:
      return JSON.stringify(input);
  }
}

function describeRequest(request: WriteRequest): string {
  const { verb, resource, namespace = '', ...rest } = request;
  return `${verb} ${resource} ${namespace} ${JSON.stringify(rest)}`;
}
