// Labels and annotations as maps that are changed.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { JsonObject } from '../../../engine/kernel/json.ts';
import type { CommandContext } from '../command.ts';
import type { Pairs } from './pairs.ts';
import type { Target } from './targets.ts';

export type MetadataField = 'labels' | 'annotations';
type Texts = Readonly<Record<string, string>>;

/** The pairs that would overwrite another value, with that value. */
export function overwritten(current: Texts | undefined, { assigned }: Pairs): readonly [key: string, value: string][] {
  return [...assigned].flatMap(([key, value]): [string, string][] => {
    const existing = current?.[key];
    return existing === undefined || existing === value ? [] : [[key, existing]];
  });
}

/** The object with the pairs in its labels or annotations, and with the version that alone may be changed. */
export function withPairs(
  object: KubeObject,
  field: MetadataField,
  { assigned, removed }: Pairs,
  version: string,
): KubeObject {
  const { metadata } = object;
  const kept = Object.entries(metadata?.[field] ?? {}).filter(([key]) => !removed.includes(key));
  const changed = { ...Object.fromEntries(kept), ...Object.fromEntries(assigned) };
  return {
    ...object,
    metadata: { ...metadata, [field]: changed, ...(version !== '' && { resourceVersion: version }) },
  };
}

/** What has to be merged into the object to the same end. */
export function pairsPatch(
  object: KubeObject,
  field: MetadataField,
  { assigned, removed }: Pairs,
  version: string,
): JsonObject {
  const current = object.metadata?.[field] ?? {};
  const changes = [
    ...[...assigned].filter(([key, value]) => current[key] !== value),
    ...removed.filter((key) => current[key] !== undefined).map((key) => [key, null] as const),
  ];
  const metadata = {
    ...(changes.length > 0 && { [field]: Object.fromEntries(changes) }),
    ...(version !== '' && { resourceVersion: version }),
  };
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

/** Prints the map of an object, below its name when several are printed. */
export function listPairs({ out }: CommandContext, field: MetadataField, target: Target, singular: boolean): void {
  const { resource, object, name } = target;
  if (!singular) out(`Listing ${field} for ${resource.kind}.${resource.group}/${name}:\n`);
  const entries = Object.entries(object.metadata?.[field] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of entries) out(`${singular ? '' : ' '}${key}=${value}\n`);
}
