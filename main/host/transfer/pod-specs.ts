// The Pods that an object is or makes, and what they need beside themselves.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../engine/kernel/json.ts';
import { mapAt, mapsAt, textAt } from './json-draft.ts';

/** The spec of the Pod that it is, or of those it makes. */
export function podSpecOf(object: KubeObject): JsonObject | undefined {
  if (!isJsonObject(object)) return undefined;
  const kind = textAt(object, 'kind');
  const spec = mapAt(object, 'spec');
  if (kind === 'Pod') return spec;
  const holder = kind === 'CronJob' ? mapAt(mapAt(spec, 'jobTemplate'), 'spec') : spec;
  const template = holder['template'];
  return isJsonObject(template) ? mapAt(template, 'spec') : undefined;
}

export const accountOf = (spec: JsonObject): string => textAt(spec, 'serviceAccountName') || 'default';

/** A Secret without which a Pod does not start, and the keys of it that are named. */
export interface NeededSecret {
  readonly name: string;
  readonly keys: readonly string[];
}

export function secretsNeededBy(spec: JsonObject): readonly NeededSecret[] {
  const containers = ['initContainers', 'containers'].flatMap((list) => mapsAt(spec, list));
  const needs = [
    ...containers.flatMap((container) => mapsAt(container, 'env').map((entry) => keyOf(entry))),
    ...containers.flatMap((container) => mapsAt(container, 'envFrom').map((source) => mapAt(source, 'secretRef'))),
    ...mapsAt(spec, 'volumes').map((volume) => volumeSecret(mapAt(volume, 'secret'))),
    ...mapsAt(spec, 'volumes').flatMap((volume) =>
      mapsAt(mapAt(volume, 'projected'), 'sources').map((source) => volumeSecret(mapAt(source, 'secret'))),
    ),
  ];
  return needs.flatMap((need) => {
    const name = textAt(need, 'name');
    if (name === '' || need['optional'] === true) return [];
    return [{ name, keys: Array.isArray(need['keys']) ? need['keys'].map(String) : [] }];
  });
}

function keyOf(entry: JsonObject): JsonObject {
  const reference = mapAt(mapAt(entry, 'valueFrom'), 'secretKeyRef');
  return { ...reference, keys: [textAt(reference, 'key')] };
}

function volumeSecret(source: JsonObject): JsonObject {
  const keys = mapsAt(source, 'items').map((item) => textAt(item, 'key'));
  return { ...source, name: textAt(source, 'secretName') || textAt(source, 'name'), keys };
}
