// Models OverrideOptions of staging/src/k8s.io/kubectl/pkg/cmd/util/override_options.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { readJson } from '../../../engine/api/go-json.ts';
import { applyPatch } from '../../../engine/api/patch.ts';
import type { Flags, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';

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
  const read = readJson(text);
  if ('fault' in read) throw new PlainError(type === 'json' ? read.fault : faults[type]);
  const patched = applyPatch(model, object, type, read.value);
  if (patched.ok) return patched.object;
  throw new PlainError(patched.status.message);
}
