// Models apiextensions-apiserver's pkg/apiserver/validation and kube-openapi's pkg/validation (v1.35). Rules in CEL
// (`x-kubernetes-validations`) are not evaluated.
import type { JSONSchemaProps } from '../../api/generated/types.ts';
import { timeFault } from '../../api/go-texts.ts';
import type { FieldError } from '../../api/status.ts';
import { isJsonObject, type JsonObject, jsonEqual } from '../../kernel/json.ts';
import { invalid, required, unsupported } from '../faults.ts';
import { asSchema } from './prune.ts';

/** Checks a custom object against its schema. */
export function validateBySchema(schema: JSONSchemaProps, object: JsonObject): FieldError[] {
  const { apiVersion: _, kind: __, metadata: ___, ...fields } = object;
  const { metadata: ____, ...properties } = schema.properties ?? {};
  return check({ ...schema, properties, type: 'object' }, fields, '');
}

function check(schema: JSONSchemaProps, value: unknown, path: string): FieldError[] {
  if (value === null && schema.nullable) return [];
  const ill = typeFault(schema, value, path);
  if (ill) return [ill];
  return [
    ...checkEnum(schema, value, path),
    ...(typeof value === 'string' ? checkText(schema, value, path) : []),
    ...(typeof value === 'number' ? checkNumber(schema, value, path) : []),
    ...(Array.isArray(value) ? checkList(schema, value, path) : []),
    ...(isJsonObject(value) ? checkObject(schema, value, path) : []),
    ...checkCombinations(schema, value, path),
  ];
}

function typeFault(schema: JSONSchemaProps, value: unknown, path: string): FieldError | undefined {
  const type = typeName(value);
  if (schema['x-kubernetes-int-or-string'] && (type === 'string' || type === 'integer')) return undefined;
  const { type: wanted } = schema;
  if (!wanted || wanted === type || (wanted === 'number' && type === 'integer')) return undefined;
  const message = `Invalid value: ${JSON.stringify(type)}: ${path} in body must be of type ${wanted}: ${JSON.stringify(type)}`;
  return { field: path, reason: 'FieldValueTypeInvalid', message };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function checkEnum({ enum: allowed }: JSONSchemaProps, value: unknown, path: string): FieldError[] {
  if (!allowed || allowed.some((each) => jsonEqual(each, value))) return [];
  return [
    unsupported(
      path,
      value,
      allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
    ),
  ];
}

function checkText(schema: JSONSchemaProps, value: string, path: string): FieldError[] {
  const { minLength, maxLength, pattern, format } = schema;
  const errors: FieldError[] = [];
  const length = Array.from(value).length;
  if (maxLength !== undefined && length > maxLength) {
    const message = `Too long: may not be more than ${String(maxLength)} bytes`;
    errors.push({ field: path, reason: 'FieldValueTooLong', message });
  }
  if (minLength !== undefined && length < minLength) {
    errors.push(invalid(path, value, `${path} in body should be at least ${String(minLength)} chars long`));
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) {
    errors.push(invalid(path, value, `${path} in body should match '${pattern}'`));
  }
  if (format === 'date-time' && timeFault(value) !== undefined) {
    errors.push(invalid(path, value, `${path} in body must be of type date-time: ${JSON.stringify(value)}`));
  }
  return errors;
}

function checkNumber(schema: JSONSchemaProps, value: number, path: string): FieldError[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const errors: FieldError[] = [];
  const refuse = (fault: string) => errors.push(invalid(path, value, `${path} in body should be ${fault}`));
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    refuse(`greater than ${exclusiveMinimum ? '' : 'or equal to '}${String(minimum)}`);
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    refuse(`less than ${exclusiveMaximum ? '' : 'or equal to '}${String(maximum)}`);
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) refuse(`a multiple of ${String(multipleOf)}`);
  return errors;
}

function checkList(schema: JSONSchemaProps, value: readonly unknown[], path: string): FieldError[] {
  const { minItems, maxItems } = schema;
  const items = asSchema(schema.items);
  const errors = items ? value.flatMap((item, index) => check(items, item, `${path}[${String(index)}]`)) : [];
  if (maxItems !== undefined && value.length > maxItems) errors.push(tooMany(path, value.length, maxItems));
  if (minItems !== undefined && value.length < minItems) {
    errors.push(invalid(path, value.length, `${path} in body should have at least ${String(minItems)} items`));
  }
  return errors;
}

function checkObject(schema: JSONSchemaProps, value: JsonObject, path: string): FieldError[] {
  const { minProperties, maxProperties } = schema;
  const count = Object.keys(value).length;
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const errors = (schema.required ?? []).filter((key) => value[key] === undefined).map((key) => required(at(key)));
  const others = asSchema(schema.additionalProperties);
  for (const [key, child] of Object.entries(value)) {
    const property = schema.properties?.[key] ?? others;
    if (property && child !== undefined) errors.push(...check(property, child, at(key)));
  }
  if (maxProperties !== undefined && count > maxProperties) errors.push(tooMany(path, count, maxProperties));
  if (minProperties !== undefined && count < minProperties) {
    errors.push(invalid(path, count, `${path} in body should have at least ${String(minProperties)} properties`));
  }
  return errors;
}

function checkCombinations(schema: JSONSchemaProps, value: unknown, path: string): FieldError[] {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const fits = (each: JSONSchemaProps) => check(each, value, path).length === 0;
  const errors = allOf.flatMap((each) => check(each, value, path));
  const refuse = (fault: string) => errors.push(invalid(path, '', `${JSON.stringify(path)} ${fault}`));
  if (anyOf && !anyOf.some(fits)) refuse('must validate at least one schema (anyOf)');
  const fitting = (oneOf ?? []).filter(fits).length;
  if (oneOf && fitting !== 1) {
    const found = fitting === 0 ? 'none valid' : `${String(fitting)} valid alternatives`;
    refuse(`must validate one and only one schema (oneOf). Found ${found}`);
  }
  if (not && fits(not)) refuse('must not validate the schema (not)');
  return errors;
}

function tooMany(path: string, actual: number, most: number): FieldError {
  const message = `Too many: ${String(actual)}: must have at most ${String(most)} items`;
  return { field: path, reason: 'FieldValueTooMany', message };
}
