// Models ValidateScaleSpec and ValidateScaleStatus in apiextensions-apiserver's pkg/registry/customresource/validator.go
// (v1.35): what the scale subresource reads must be numbers of replicas.
import type { CustomResourceSubresourceScale } from '../../api/generated/types.ts';
import { goValue } from '../../api/go-texts.ts';
import type { FieldError } from '../../api/status.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { invalid } from '../faults.ts';

const MOST = 2 ** 31 - 1;
type Paths = CustomResourceSubresourceScale | undefined;

export function validateScaleSpec(paths: Paths, object: JsonObject): FieldError[] {
  return paths ? replicasFaults(object, paths.specReplicasPath) : [];
}

export function validateScaleStatus(paths: Paths, object: JsonObject): FieldError[] {
  if (!paths) return [];
  const { statusReplicasPath, labelSelectorPath } = paths;
  return [
    ...replicasFaults(object, statusReplicasPath),
    ...(labelSelectorPath === undefined ? [] : accessFaults(object, labelSelectorPath, 'string', '')),
  ];
}

function replicasFaults(object: JsonObject, path: string): FieldError[] {
  const ill = accessFaults(object, path, 'number', 0);
  const { value } = nested(object, path);
  if (ill.length > 0 || typeof value !== 'number') return ill;
  if (value < 0) return [invalid(path, value, 'should be a non-negative integer')];
  return value > MOST ? [invalid(path, value, `should be less than or equal to ${String(MOST)}`)] : [];
}

/** Why a value is not what it should be, in the words of apimachinery's accessors; `nothing` stands for it. */
function accessFaults(
  object: JsonObject,
  path: string,
  wanted: 'string' | 'number',
  nothing: string | number,
): FieldError[] {
  const { value, end, blocked } = nested(object, path);
  if (value === undefined || value === null || (!blocked && typeof value === wanted)) return [];
  const expected = blocked ? 'map[string]interface{}' : wanted === 'number' ? 'int64' : 'string';
  const fault = `${end} accessor error: ${goValue(value)} is of the type ${goType(value)}, expected ${expected}`;
  return [invalid(path, nothing, fault)];
}

interface Found {
  readonly value: unknown;
  readonly end: string;
  /** Whether `value` stands in the way, since it holds no fields. */
  readonly blocked: boolean;
}

/** What is at a path, or on the way there. */
function nested(object: JsonObject, path: string): Found {
  let value: unknown = object;
  let end = '';
  for (const key of path.split('.').filter((part) => part !== '')) {
    end = `${end}.${key}`;
    if (value === undefined || value === null) break;
    if (!isJsonObject(value)) return { value, end, blocked: true };
    value = value[key];
  }
  return { value, end, blocked: false };
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}
