// Models staging/src/k8s.io/client-go/util/jsonpath/jsonpath.go (v1.35): from a value along a path to the values there.
import { isJsonObject } from '../../../../engine/kernel/json.ts';
import type { Path, Slice, Step } from './nodes.ts';

/** What keeps a path from being followed. */
export class PathFault extends Error {}

/** The values at the end of `path`. Throws PathFault; for missing fields only unless they are allowed. */
export function followPath(path: Path, from: unknown, allowMissing: boolean): readonly unknown[] {
  let values: readonly unknown[] = [from];
  for (const step of path) values = take(step, values, allowMissing);
  return values;
}

function take(step: Step, values: readonly unknown[], allowMissing: boolean): readonly unknown[] {
  switch (step.type) {
    case 'text':
      return [step.text];
    case 'literal':
      return [step.value];
    case 'field':
      return takeField(step.name, values, allowMissing);
    case 'slice':
      return values.flatMap((value) => (value === null || value === undefined ? [] : takeSlice(step.slice, value)));
    case 'wildcard':
      return values.flatMap(childrenOf);
    case 'recursive':
      return values.flatMap(withDescendants);
    case 'union':
      return step.paths.flatMap((path) => values.flatMap((value) => followPath(path, value, allowMissing)));
    case 'filter':
      return values.flatMap((value) => takeFiltered(step, value, allowMissing));
    case 'identifier':
      throw new PathFault(`unrecognized identifier ${step.name}`);
  }
}

function takeField(name: string, values: readonly unknown[], allowMissing: boolean): readonly unknown[] {
  const found = values.flatMap((value) => {
    const child = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return child === undefined ? [] : [child];
  });
  if (found.length === 0 && values.length > 0 && !allowMissing) throw new PathFault(`${name} is not found`);
  return found;
}

function takeSlice({ start, end, step, single }: Slice, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new PathFault(`${goTypeOf(value)} is not array or slice`);
  const items: readonly unknown[] = value;
  const { length } = items;
  const from = fromEnd(start ?? 0, length);
  const to = single ? from + 1 : fromEnd(end ?? length, length);
  if (single && (from < 0 || from >= length)) {
    throw new PathFault(`array index out of bounds: index ${start ?? 0}, length ${length}`);
  }
  if (step <= 0) throw new PathFault('step must be > 0');
  return items.slice(Math.max(from, 0), Math.max(to, 0)).filter((_, index) => index % step === 0);
}

const fromEnd = (index: number, length: number): number => (index < 0 ? index + length : index);

function goTypeOf(value: unknown): string {
  if (isJsonObject(value)) return 'map[string]interface {}';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return Number.isInteger(value) ? 'int64' : 'float64';
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key])
    .filter((child) => child !== undefined);
}

function withDescendants(value: unknown): readonly unknown[] {
  return [value, ...childrenOf(value).flatMap(withDescendants)];
}

function takeFiltered(step: Step & { type: 'filter' }, value: unknown, allowMissing: boolean): readonly unknown[] {
  if (!Array.isArray(value)) {
    if (value === null || value === undefined) return [];
    throw new PathFault(`${goTypeOf(value)} is not array or slice and cannot be filtered`);
  }
  return value.filter((item) => passes(step, item, allowMissing));
}

function passes({ left, operator, right }: Step & { type: 'filter' }, item: unknown, allowMissing: boolean): boolean {
  const lefts = endsOf(left, item, allowMissing);
  if (operator === 'exists') return lefts.length > 0;
  const rights = endsOf(right, item, allowMissing);
  if (lefts.length > 1 || rights.length > 1) throw new PathFault('can only compare one element at a time');
  if (lefts.length === 0 || rights.length === 0) return false;
  return compares(lefts[0], operator, rights[0]);
}

/** What is missing inside a filter only keeps an item from passing. */
function endsOf(path: Path, item: unknown, allowMissing: boolean): readonly unknown[] {
  try {
    return followPath(path, item, allowMissing);
  } catch (caught) {
    if (caught instanceof PathFault) return [];
    throw caught;
  }
}

function compares(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (!['<', '>', '<=', '>='].includes(operator)) throw new PathFault(`unrecognized filter operator ${operator}`);
  const order = orderOf(left, right);
  if (order === 0) return operator.endsWith('=');
  return operator.startsWith('<') ? order < 0 : order > 0;
}

function orderOf(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  throw new PathFault('incompatible types for comparison');
}
