// Models OverrideOptions of staging/src/k8s.io/kubectl/pkg/cmd/util/override_options.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { applyPatch } from '../../../engine/api/patch.ts';
import type { Flags, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { parseYaml } from '../resources/yaml-documents.ts';

export const overrideFlags: readonly FlagSpec[] = [
  { name: 'overrides', type: 'string', about: 'An inline JSON override for the generated object.' },
  { name: 'override-type', type: 'string', default: 'merge', about: 'json, merge, or strategic.' },
];

/** The object of `model` as `--overrides` changes it. Throws PlainError when that makes no sense. */
export function overridden(flags: Flags, model: string, object: KubeObject): KubeObject {
  const text = flags.text('overrides');
  if (text === '') return object;
  const type = flags.text('override-type');
  if (type !== 'merge' && type !== 'json' && type !== 'strategic') {
    throw new PlainError(`invalid override type: ${type}`);
  }
  const parsed = parseYaml(text);
  if (!('value' in parsed)) throw new PlainError(parsed.fault.replace('error converting YAML to JSON: ', ''));
  const patched = applyPatch(model, object, type, parsed.value);
  if (patched.ok) return patched.object;
  throw new PlainError(patched.status.message);
}
