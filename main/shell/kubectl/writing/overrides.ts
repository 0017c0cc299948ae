// Models OverrideOptions of staging/src/k8s.io/kubectl/pkg/cmd/util/override_options.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { applyPatch } from '../../../engine/api/patch.ts';
import type { Flags, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { jsonFault } from './json-fault.ts';

export const overrideFlags: readonly FlagSpec[] = [
  { name: 'overrides', type: 'string' },
  { name: 'override-type', type: 'string', default: 'merge' },
];

/** What is said of texts that are no JSON. */
const faults = { merge: 'Invalid JSON Patch', strategic: 'invalid JSON document' };

/** The object of `model` as `--overrides` changes it. Throws PlainError when that makes no sense. */
export function overridden(flags: Flags, model: string, object: KubeObject): KubeObject {
  const text = flags.text('overrides');
  if (text === '') return object;
  const type = flags.text('override-type');
  if (type !== 'merge' && type !== 'json' && type !== 'strategic') {
    throw new PlainError(`invalid override type: ${type}`);
  }
  const fault = jsonFault(text);
  if (fault !== undefined) throw new PlainError(type === 'json' ? fault : faults[type]);
  const patched = applyPatch(model, object, type, JSON.parse(text));
  if (patched.ok) return patched.object;
  throw new PlainError(patched.status.message);
}
