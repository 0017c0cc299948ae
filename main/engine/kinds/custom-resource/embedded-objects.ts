// Models apiextensions-apiserver's pkg/apiserver/schema/objectmeta/validation.go (v1.35): objects within objects have a
// version, a kind and well-formed metadata as others have.
import { label1035Faults, pathSegmentFaults, validateMetadata } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { invalid, required } from '../faults.ts';
import { asSchema, type Schema } from './schema/schema.ts';

/** What is wrong with the objects that a value holds where its schema says so. */
export function embeddedFaults(schema: Schema, value: unknown, path: string): FieldError[] {
  if (Array.isArray(value)) {
    const items = asSchema(schema.items);
    return items ? value.flatMap((item, index) => embeddedFaults(items, item, `${path}[${String(index)}]`)) : [];
  }
  if (!isJsonObject(value)) return [];
  const others = asSchema(schema.additionalProperties);
  const inside = Object.entries(value).flatMap(([key, child]) => {
    const property = schema.properties?.[key];
    if (property) return embeddedFaults(property, child, path === '' ? key : `${path}.${key}`);
    return others ? embeddedFaults(others, child, `${path}[${key}]`) : [];
  });
  return schema['x-kubernetes-embedded-resource'] ? [...faultsOfObject(value, path), ...inside] : inside;
}

function faultsOfObject({ apiVersion, kind, metadata }: JsonObject, path: string): FieldError[] {
  return [
    ...faultsOfText(apiVersion, `${path}.apiVersion`, groupVersionFault),
    ...faultsOfText(kind, `${path}.kind`, kindFault),
    ...(metadata === undefined ? [] : faultsOfMetadata(metadata, `${path}.metadata`)),
  ];
}

function faultsOfText(value: unknown, path: string, faultOf: (text: string) => string | undefined): FieldError[] {
  if (value === undefined) return [required(path)];
  if (typeof value !== 'string') return [invalid(path, value, 'must be a string')];
  const fault = value === '' ? 'must not be empty' : faultOf(value);
  return fault === undefined ? [] : [invalid(path, value, fault)];
}

const groupVersionFault = (text: string): string | undefined =>
  text.split('/').length > 2 ? `unexpected GroupVersion string: ${text}` : undefined;

/** Why a text cannot be the name of a kind. */
export function kindFault(kind: string): string | undefined {
  const faults = label1035Faults(kind.toLowerCase());
  return faults.length === 0 ? undefined : `may have mixed case, but should otherwise match: ${faults.join(',')}`;
}

function faultsOfMetadata(metadata: unknown, path: string): FieldError[] {
  if (!isJsonObject(metadata)) return [invalid(path, metadata, 'must be an object')];
  const name = typeof metadata['name'] === 'string' && metadata['name'] !== '' ? metadata['name'] : 'fakename';
  const rules = { namespaced: (metadata['namespace'] ?? '') !== '', nameFaults: pathSegmentFaults };
  const faults = validateMetadata(rules, { metadata: { ...metadata, name } });
  return faults.map((fault) => ({ ...fault, field: fault.field.replace(/^metadata/, path) }));
}
