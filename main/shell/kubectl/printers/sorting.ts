// Models staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go (v1.35): `--sort-by`.
import { parseQuantity } from '../../../engine/api/quantity.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { followPath } from './jsonpath/evaluate.ts';
import type { Segment } from './jsonpath/nodes.ts';
import { parseJsonPath, parseRelaxed } from './jsonpath/parse.ts';

/** What was found has no order. */
export class Unsortable extends Error {}

/**
 * `things` in the order of what `path` finds in their objects; those without it come first. Throws PlainError, and
 * Unsortable where it finds what has no order.
 */
export function sortedBy<T>(things: readonly T[], path: string, objectOf: (thing: T) => object): readonly T[] {
  const segments = segmentsOf(path);
  const keyed = things.map((thing) => {
    const found = segments.flatMap((segment) =>
      segment.type === 'path' ? followPath(segment.path, objectOf(thing), true) : [],
    );
    return { thing, key: found[0] };
  });
  if (keyed.length > 0 && keyed.every(({ key }) => key === undefined)) {
    throw new PlainError(`couldn't find any field with path "${relaxedText(path)}" in the list of objects`);
  }
  return inGoOrder(keyed).map(({ thing }) => thing);
}

/** So few are sorted by insertion; Go takes another way with more, which leaves equals in no certain order. */
const INSERTED_MAX = 12;

interface Keyed {
  readonly key: unknown;
}

/** Models sort.Sort of Go, to which what has no key is less than everything, even than another without one. */
function inGoOrder<K extends Keyed>(keyed: readonly K[]): readonly K[] {
  if (keyed.length > INSERTED_MAX) return [...keyed].sort((a, b) => Number(isLess(b, a)) - Number(isLess(a, b)));
  const sorted: K[] = [];
  for (const one of keyed) {
    const after = sorted.findLastIndex((other) => !isLess(one, other));
    sorted.splice(after + 1, 0, one);
  }
  return sorted;
}

/** What is no relaxed path is tried as it stands. */
function segmentsOf(path: string): readonly Segment[] {
  if (/^(\{[^{}]+\}|[^{}]+)$/.test(path)) return parseRelaxed(path);
  try {
    return parseJsonPath(path);
  } catch (caught) {
    throw new PlainError(`sorting error: ${asFailure(caught).message.replace(/^error parsing jsonpath .*?, /s, '')}`);
  }
}

/** The path as messages name it. */
export const relaxedText = (path: string): string =>
  path.startsWith('{') ? path : `{${path.startsWith('.') ? '' : '.'}${path}}`;

const isLess = (a: Keyed, b: Keyed): boolean =>
  a.key === undefined || (b.key !== undefined && isLessValue(a.key, b.key));

/** Values of different types cannot be told apart either. */
function isLessValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return isLessText(a, b);
  throw unsortable(a, b);
}

const QUANTITY = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

function isLessText(a: string, b: string): boolean {
  if (QUANTITY.test(a) && QUANTITY.test(b)) return parseQuantity(a) < parseQuantity(b);
  return a < b;
}

function unsortable(a: unknown, b: unknown): Unsortable {
  const isPlain = ['number', 'string'].includes(typeof a);
  const isMixed = isPlain && typeof a !== typeof b;
  return new Unsortable(isMixed ? 'unsortable interface: interface' : `unsortable type: ${goType(a)}`);
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'map[string]interface {}';
}
