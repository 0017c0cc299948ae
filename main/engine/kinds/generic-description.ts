// Models GenericDescriber in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): kinds that kubectl does not
// know are printed field by field.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { PrintContext } from '../api/resources.ts';
import { Description, describeEvents, describeMetadata } from './description.ts';
import { sortedKeys } from './label-text.ts';

/** Shown above the rest, or of no use to a reader. */
const skippedMetadata = ['annotations', 'labels', 'managedFields', 'name', 'namespace'];
const acronyms = ['API', 'GUID', 'OSB', 'UID', 'URL'];

export function describeGenerically(object: KubeObject, context: PrintContext): string {
  const description = new Description();
  description.line(0, `Name:\t${object.metadata?.name ?? ''}`);
  description.line(0, `Namespace:\t${object.metadata?.namespace ?? ''}`);
  describeMetadata(description, object);
  const metadata = Object.fromEntries(
    Object.entries(object.metadata ?? {}).filter(([field]) => !skippedMetadata.includes(field)),
  );
  describeFields(description, 0, { ...object, metadata });
  describeEvents(description, object, context);
  return description.toString();
}

function describeFields(description: Description, level: number, fields: object): void {
  const record = fields as Readonly<Record<string, unknown>>;
  for (const field of sortedKeys(record)) describeField(description, level, titleOf(field), record[field]);
}

function describeField(description: Description, level: number, title: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    description.line(level, `${title}:\t${scalarText(value)}`);
    return;
  }
  description.line(level, `${title}:`);
  if (!Array.isArray(value)) {
    describeFields(description, level + 1, value);
    return;
  }
  for (const item of value as readonly unknown[]) {
    if (typeof item === 'object' && item !== null) describeFields(description, level + 1, item);
    else description.line(level + 1, scalarText(item));
  }
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '<nil>';
}

/** `leaseDurationSeconds` -> `Lease Duration Seconds`, `apiVersion` -> `API Version`, `podCIDR` -> `Pod Cidr` */
function titleOf(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const words = field.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|-+/gu) ?? [];
  return words
    .map((word) => word.toUpperCase())
    .map((word) => (acronyms.includes(word) ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join(' ');
}
