import type { State } from './seen.ts';

/** A state field by field: `conditions.Ready` → `True`. Of lists the order does not count. */
export function fieldsOf(state: State): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  collect(fields, '', state);
  return fields;
}

/** The fields that changed, with what they are now; `-` is for what is gone. */
export function changedFields(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const changed = [...now].filter(([field, text]) => before.get(field) !== text);
  const gone = [...before.keys()].filter((field) => !now.has(field));
  return new Map([...changed, ...gone.map((field) => [field, '-'] as const)]);
}

/** As the recordings write it: `phase=Running ip=-`. */
export function fieldsText(fields: ReadonlyMap<string, string>): string {
  const texts = [...fields].map(([field, text]) => `${field}=${text}`);
  return texts.sort().join(' ');
}

function collect(fields: Map<string, string>, path: string, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) fields.set(path, listText(value));
  else if (typeof value === 'string') fields.set(path, value);
  else if (typeof value !== 'object') fields.set(path, JSON.stringify(value));
  else for (const [name, item] of Object.entries(value)) collect(fields, path === '' ? name : `${path}.${name}`, item);
}

function listText(items: readonly unknown[]): string {
  const texts = items.map((item) => JSON.stringify(item));
  return `[${texts.sort().join(', ')}]`;
}
