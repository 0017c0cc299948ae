// What a metrics server says, where there is one.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { unknownResource } from '../../../engine/api/status.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { PlainError, isNotFound } from '../errors/errors.ts';
import { METRICS_VERSION } from './usage.ts';

export interface Wanted {
  readonly resource: string;
  readonly namespace?: string;
  readonly labelSelector: string;
  /** One object alone. */
  readonly name: string | undefined;
}

/** The metrics that are wanted. Throws PlainError where nobody measures, ServerRefusal as the API does. */
export async function measured(context: CommandContext, wanted: Wanted): Promise<readonly KubeObject[]> {
  const { name, ...others } = wanted;
  const request = { ...others, apiVersion: METRICS_VERSION };
  try {
    const answer = await ask(
      context,
      name === undefined ? { ...request, verb: 'list' } : { ...request, verb: 'get', name },
    );
    return answer.items ?? (answer.object ? [answer.object] : []);
  } catch (error) {
    const isAbsent = isNotFound(error) && error.status.message === unknownResource().message;
    throw isAbsent ? new PlainError('Metrics API not available') : error;
  }
}
