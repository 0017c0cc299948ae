// Models staging/src/k8s.io/kubectl/pkg/cmd/get/sorter.go (v1.35): `--sort-by`.
import { parseQuantity } from '../../../engine/api/quantity.ts';
import { asFailure, PlainError } from '../errors/errors.ts';
import { followPath } from './jsonpath/evaluate.ts';
import type { Segment } from './jsonpath/nodes.ts';
import { parseJsonPath, parseRelaxed } from './jsonpath/parse.ts';

/** `things` in the order of what `path` finds in their objects; those without it come first. Throws PlainError. */
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
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ thing }) => thing);
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

const relaxedText = (path: string): string =>
  path.startsWith('{') ? path : `{${path.startsWith('.') ? '' : '.'}${path}}`;

function compareKeys(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  throw new PlainError('unsortable type: the values under the path are no texts or numbers');
}

const QUANTITY = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

function compareTexts(a: string, b: string): number {
  if (QUANTITY.test(a) && QUANTITY.test(b)) return parseQuantity(a) - parseQuantity(b);
  return compareNaturally(a, b);
}

/** Numbers in texts count as numbers: `web-9` comes before `web-10`. */
function compareNaturally(a: string, b: string): number {
  const [left, right] = [a.match(/\d+|\D/g) ?? [], b.match(/\d+|\D/g) ?? []];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [x = '', y = ''] = [left[index], right[index]];
    const areNumbers = /^\d/.test(x) && /^\d/.test(y);
    if (areNumbers && Number(x) !== Number(y)) return Number(x) - Number(y);
    if (x !== y) return areNumbers ? x.length - y.length : x < y ? -1 : 1;
  }
  return left.length - right.length;
}
