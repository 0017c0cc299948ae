// Objects and requests as people write them, put together by the generators.
import type { EngineInput, WriteRequest } from '../../../../preload/contract/inputs.ts';
import type { KubeMetadata, KubeObject } from '../../../../preload/contract/objects.ts';
import type { Act } from './step.ts';

export const NAMESPACES = ['default', 'default', 'team'] as const;
export const NAMES = ['red', 'blue'] as const;
/** A finalizer that nobody takes away but the person who put it there. */
export const HOLD = 'example.com/hold';

/** An object of any kind; `rest` is all beside its names. */
export function manifest(apiVersion: string, kind: string, metadata: KubeMetadata, rest: object = {}): KubeObject {
  return { apiVersion, kind, metadata, ...rest };
}

export const input = (carriedOut: EngineInput): Act => ({ type: 'input', input: carriedOut });

export const request = (asked: WriteRequest): Act => input({ type: 'request', request: asked });

/** Creates the objects or, where they are there already, changes them into this. */
export function applied(namespace: string, ...documents: readonly KubeObject[]): Act {
  return input({ type: 'apply', documents, namespace });
}

/** Where one object is found. */
export interface Place {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}

export function merged(place: Place, patch: unknown, subresource?: string): Act {
  return request({ ...place, verb: 'patch', patchType: 'merge', patch, subresource });
}
