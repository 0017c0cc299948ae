// The ConfigMaps and Secrets that a container's environment and a Pod's volumes are made from, as the API has them now.
import type { ConfigMap, Secret } from '../../api/generated/types.ts';
import { decodeBase64Text } from '../../kernel/base64.ts';
import type { ApiServer } from '../../api/server.ts';

/** The kinds of object that values come from, by their words in messages. */
export type SourceKind = 'configmap' | 'secret';

/** Values by key, in text order of the keys; undefined when there is no such object. */
export function valuesOf(
  server: ApiServer,
  kind: SourceKind,
  namespace: string,
  name: string,
): Readonly<Record<string, string>> | undefined {
  const found =
    kind === 'configmap' ? server.get('configmaps', namespace, name) : server.get('secrets', namespace, name);
  if (!found.ok) return undefined;
  return kind === 'configmap' ? configMapValues(found.object) : secretValues(found.object);
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
