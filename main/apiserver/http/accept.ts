// Models apiserver's pkg/endpoints/handlers/negotiation/negotiate.go (v1.35): in which form an answer is wanted.
import { JSON_TYPE } from './reply.ts';
import { Refusal } from './refusal.ts';
import { notAcceptable } from './statuses.ts';

/** `as` is the kind that is wanted in the place of the object's own: `Table`, `PartialObjectMetadata`. */
export interface Wanted {
  readonly as?: string | undefined;
  readonly group?: string | undefined;
  readonly version?: string | undefined;
}

interface MediaType extends Wanted {
  readonly type: string;
}

const JSON_TYPES = [JSON_TYPE, 'application/*', '*/*'];

/**
 * The first form in an `Accept` header that is served: as JSON, whole or as one of `transforms`. Throws Refusal when none
 * is.
 */
export function negotiate(accept: string | undefined, transforms: readonly string[]): Wanted {
  const wanted = (accept ?? JSON_TYPE).split(',').map(mediaType);
  const served = wanted.find(
    ({ type, as }) => JSON_TYPES.includes(type) && (as === undefined || transforms.includes(as)),
  );
  if (served) return served;
  throw new Refusal(notAcceptable([JSON_TYPE]));
}

function mediaType(text: string): MediaType {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const given = new Map(
    parameters.map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  return { type, as: given.get('as'), group: given.get('g'), version: given.get('v') };
}
