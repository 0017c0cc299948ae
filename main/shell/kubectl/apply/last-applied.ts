// Models staging/src/k8s.io/kubectl/pkg/util/apply.go (v1.35): the annotation by which the next apply knows what the last
// one wanted.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { PlainError } from '../errors/errors.ts';
import { inGoOrder } from '../printers/go-json.ts';
import { jsonAsIs, jsonText } from '../printers/json-text.ts';
import { parseYaml } from '../resources/yaml-documents.ts';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object without the annotation; it has annotations then, if only none. */
export function withoutLastApplied<T extends KubeObject>(object: T): T {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata?.annotations ?? {};
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The object with its own text as annotation. */
export function withLastApplied<T extends KubeObject>(object: T): T {
  const plain = withoutLastApplied(object);
  const { annotations } = plain.metadata ?? {};
  const text = `${jsonText(plain)}\n`;
  return { ...plain, metadata: { ...plain.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

/** The object with its text as Go writes what a command made itself, where `--save-config` asks for it. */
export function withTypedConfig<T extends KubeObject>(object: T, isAsked: boolean): T {
  if (!isAsked) return object;
  const text = `${jsonAsIs(inGoOrder(object))}\n`;
  const annotations = { ...object.metadata?.annotations, [LAST_APPLIED]: text };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** The same as of `withLastApplied` where it is asked for, or where the object already has the annotation. */
export function withSavedConfig<T extends KubeObject>(object: T, isAsked: boolean): T {
  return isAsked || lastAppliedText(object) !== '' ? withLastApplied(object) : object;
}

/** Empty when nothing was ever applied. */
export const lastAppliedText = ({ metadata }: KubeObject): string => metadata?.annotations?.[LAST_APPLIED] ?? '';

/** What was applied last; empty when nothing was. Throws PlainError when the annotation holds no object. */
export function lastAppliedOf(object: KubeObject): JsonObject {
  const text = lastAppliedText(object);
  if (text === '') return {};
  const parsed = parseYaml(text);
  if ('value' in parsed && isJsonObject(parsed.value)) return parsed.value;
  throw new PlainError('invalid JSON document');
}
