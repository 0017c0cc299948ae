// Messages that JSON writes as something else than an object.
import { Buffer } from 'node:buffer';

type Fields = Readonly<Record<string, unknown>>;

const MICROS = 1_000;
const NANOS = 1_000_000_000;

/** What JSON writes for the fields of a message of that name. Throws Error where that cannot be. */
export function special(name: string, fields: Fields): unknown {
  switch (name) {
    case 'meta.v1.Time':
      return timeText(fields, 0);
    case 'meta.v1.MicroTime':
      return timeText(fields, 6);
    case 'meta.v1.Duration':
      return `${String(numberIn(fields['duration']) / NANOS)}s`;
    case 'api.resource.Quantity':
      return fields['string'] ?? '0';
    case 'intstr.IntOrString':
      return numberIn(fields['type']) === 0 ? numberIn(fields['intVal']) : (fields['strVal'] ?? '');
    case 'meta.v1.FieldsV1':
      return jsonIn(fields['Raw']);
    case 'runtime.RawExtension':
      return jsonIn(fields['raw']);
    default:
      return name.endsWith('.ExtraValue') ? (fields['items'] ?? []) : fields;
  }
}

const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** RFC 3339 with so many decimals; no time at all is null. */
function timeText(fields: Fields, decimals: number): string | null {
  const seconds = numberIn(fields['seconds']);
  const nanos = numberIn(fields['nanos']);
  if (seconds === 0 && nanos === 0) return null;
  const [whole = ''] = new Date(seconds * 1000).toISOString().split('.');
  const fraction = String(Math.trunc(nanos / MICROS)).padStart(6, '0');
  return decimals === 0 ? `${whole}Z` : `${whole}.${fraction}Z`;
}

/** Bytes, which are base64 by now, that hold JSON. */
function jsonIn(value: unknown): unknown {
  return typeof value === 'string' && value !== '' ? JSON.parse(Buffer.from(value, 'base64').toString()) : undefined;
}
