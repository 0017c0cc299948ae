// Models ValidateConfigMap in pkg/apis/core/validation/validation.go (v1.35).
import type { ConfigMap } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { base64Length } from '../../kernel/base64.ts';
import { byteLength } from '../../kernel/utf8.ts';
import { forbidden, invalidFor } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { configKeyFaults } from '../value-rules.ts';

/** What all values together may take, in bytes. */
const SIZE_MAX = 1024 * 1024;
const IMMUTABLE = 'field is immutable when `immutable` is set';

export function validateConfigMap({ data = {}, binaryData = {} }: ConfigMap): readonly FieldError[] {
  const errors = [
    ...sortedKeys(data).flatMap((key) => {
      const twice = Object.hasOwn(binaryData, key) ? ['duplicate of key present in binaryData'] : [];
      return invalidFor(`data[${key}]`, key, [...configKeyFaults(key), ...twice]);
    }),
    ...sortedKeys(binaryData).flatMap((key) => invalidFor(`binaryData[${key}]`, key, configKeyFaults(key))),
  ];
  if (sizeOf(data, binaryData) > SIZE_MAX) {
    errors.push({
      field: '',
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${SIZE_MAX} bytes`,
    });
  }
  return errors;
}

export function validateConfigMapUpdate(configMap: ConfigMap, previous: ConfigMap): readonly FieldError[] {
  if (!previous.immutable) return [];
  const errors: FieldError[] = [];
  if (!configMap.immutable) errors.push(forbidden('immutable', IMMUTABLE));
  if (!jsonEqual(configMap.data ?? {}, previous.data ?? {})) errors.push(forbidden('data', IMMUTABLE));
  if (!jsonEqual(configMap.binaryData ?? {}, previous.binaryData ?? {}))
    errors.push(forbidden('binaryData', IMMUTABLE));
  return errors;
}

function sizeOf(data: Readonly<Record<string, string>>, binaryData: Readonly<Record<string, string>>): number {
  const texts = Object.values(data).reduce((sum, value) => sum + byteLength(value), 0);
  return Object.values(binaryData).reduce((sum, value) => sum + base64Length(value), texts);
}
