// Models the annotations of pkg/apis/autoscaling/annotations.go (v1.35), in which autoscaling/v1 keeps what it has no fields for.
import type { KubeMetadata } from '../../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';

const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const parts = ['metrics', 'current-metrics', 'conditions', 'behavior'] as const;

export type Part = (typeof parts)[number];

/** What an annotation holds: the items of a list, or one object. Text that is no JSON holds nothing. */
export function readAnnotation(annotations: KubeMetadata['annotations'], part: Part): readonly JsonObject[] {
  const text = annotations?.[PREFIX + part];
  if (text === undefined) return [];
  const value = parsed(text);
  if (Array.isArray(value)) return value.filter(isJsonObject);
  return isJsonObject(value) ? [respelled(value, lower) as JsonObject] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function withAnnotations(metadata: KubeMetadata, values: Partial<Record<Part, unknown>>): KubeMetadata {
  const own = Object.entries(values).map(([part, value]): [string, string] => [
    PREFIX + part,
    JSON.stringify(part === 'behavior' ? respelled(value, upper) : value),
  ]);
  if (own.length === 0) return metadata;
  return { ...metadata, annotations: { ...metadata.annotations, ...Object.fromEntries(own) } };
}

export function withoutAnnotations(metadata: KubeMetadata): KubeMetadata {
  const own = new Set<string>(parts.map((part) => PREFIX + part));
  const { annotations, ...rest } = metadata;
  const others = Object.entries(annotations ?? {}).filter(([key]) => !own.has(key));
  return others.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(others) };
}

/** The behavior stands there with the names of its Go fields, which begin with capitals. */
function respelled(value: unknown, spell: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => respelled(item, spell));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [spell(key), respelled(child, spell)]));
}

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
