// The ConfigMaps and Secrets that a container's environment and a Pod's volumes are made from. The kubelet watches those
// of its Pods, and so has them also while it does not reach the API.
import type { ConfigMap, Secret } from '../../api/generated/types.ts';
import { objectKey } from '../../api/resources.ts';
import { decodeBase64Text } from '../../kernel/base64.ts';
import type { ApiAccess } from '../../api/api-access.ts';

/** The kinds of object that values come from, by their words in messages. */
export type SourceKind = 'configmap' | 'secret';

/** Values by key, in text order of the keys; undefined when there is no such object. */
export function valuesOf(
  server: ApiAccess,
  kind: SourceKind,
  namespace: string,
  name: string,
): Readonly<Record<string, string>> | undefined {
  const key = objectKey(namespace, name);
  if (kind === 'configmap') {
    const map = server.store.get('configmaps', key);
    return map && configMapValues(map);
  }
  const secret = server.store.get('secrets', key);
  return secret && secretValues(secret);
}

function configMapValues({ data, binaryData }: ConfigMap): Readonly<Record<string, string>> {
  return { ...data, ...decoded(binaryData) };
}

function secretValues({ data }: Secret): Readonly<Record<string, string>> {
  return decoded(data);
}

function decoded(data: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(data ?? {}).map(([key, text]) => [key, decodeBase64Text(text)] as const);
  return Object.fromEntries(entries);
}
