// Models kube-openapi's pkg/validation/validate/schema_props.go (v1.35): allOf, anyOf, oneOf and not.
import { type Result, faulty, fine, merged, pathless } from './result.ts';
import type { Schema } from './schema.ts';

type Check = (schema: Schema) => Result;
const holds = ({ errors }: Result): boolean => errors.length === 0;

export function checkCombinations(schema: Schema, path: string, check: Check): Result {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const quoted = JSON.stringify(path);
  const denied = not && holds(check(not));
  return merged(
    [
      anyOf.length === 0 ? fine : checkAnyOf(anyOf, quoted, check),
      oneOf.length === 0 ? fine : checkOneOf(oneOf, quoted, check),
      allOf.length === 0 ? fine : checkAllOf(allOf, quoted, check),
      denied ? faulty(pathless(`${quoted} must not validate the schema (not)`)) : fine,
    ],
    1,
  );
}

function checkAnyOf(schemas: readonly Schema[], quoted: string, check: Check): Result {
  const results = schemas.map(check);
  const first = results.find(holds);
  return first ?? merged([faulty(pathless(`${quoted} must validate at least one schema (anyOf)`)), closest(results)]);
}

function checkOneOf(schemas: readonly Schema[], quoted: string, check: Check): Result {
  const results = schemas.map(check);
  const fitting = results.filter(holds);
  const [first] = fitting;
  if (first && fitting.length === 1) return first;
  const found = first ? `Found ${String(fitting.length)} valid alternatives` : 'Found none valid';
  const fault = faulty(pathless(`${quoted} must validate one and only one schema (oneOf). ${found}`));
  return first ? fault : merged([fault, closest(results)]);
}

function checkAllOf(schemas: readonly Schema[], quoted: string, check: Check): Result {
  const results = schemas.map(check);
  const fitting = results.filter(holds).length;
  if (fitting === results.length) return merged(results);
  const none = fitting === 0 ? '. None validated' : '';
  return merged([...results, faulty(pathless(`${quoted} must validate all the schemas (allOf)${none}`))]);
}

/** The first of those that could check most. */
const closest = (results: readonly Result[]): Result =>
  results.reduce((best, result) => (result.matches > best.matches ? result : best), results[0] ?? fine);
