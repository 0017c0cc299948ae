// Models ComputeHash in pkg/controller/controller_utils.go (v1.35): a short name for what a template says. The hash is
// another one than Go's, so the names differ from a real cluster's; equal templates have equal names all the same.
import { SUFFIX_ALPHABET } from '../api/names.ts';
import type { PodTemplateSpec } from '../api/generated/types.ts';
import { hashText } from '../kernel/random.ts';

/** `collisions` counts the names that turned out to be taken. */
export function templateHash(template: PodTemplateSpec, collisions = 0): string {
  return hashOf(JSON.stringify(sorted(template)) + (collisions > 0 ? ` ${String(collisions)}` : ''));
}

function hashOf(text: string): string {
  const number = String(hashText(text) >>> 0);
  return number.replace(/./g, (digit) => SUFFIX_ALPHABET.charAt(digit.charCodeAt(0) % SUFFIX_ALPHABET.length));
}

/** The same value with the keys of every map in order, so that equal values have equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, child]) => [key, sorted(child)]));
}
