// Models ValidateSecret and ValidateSecretUpdate in pkg/apis/core/validation/validation.go (v1.35).
import type { Secret } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { base64Length, decodeBase64Ascii } from '../../kernel/base64.ts';
import { forbidden, invalid, invalidFor, required } from '../faults.ts';
import { sortedKeys } from '../label-text.ts';
import { configKeyFaults } from '../value-rules.ts';
import { jsonFault } from './json-fault.ts';

/** What all values together may take, in bytes. */
const SIZE_MAX = 1024 * 1024;
const IMMUTABLE = 'field is immutable when `immutable` is set';
const ACCOUNT_ANNOTATION = 'kubernetes.io/service-account.name';

export function validateSecret(secret: Secret): readonly FieldError[] {
  const { data = {} } = secret;
  const errors = sortedKeys(data).flatMap((key) => invalidFor(`data[${key}]`, key, configKeyFaults(key)));
  const size = Object.values(data).reduce((sum, value) => sum + base64Length(value), 0);
  if (size > SIZE_MAX) {
    const message = `Too long: may not be more than ${SIZE_MAX} bytes`;
    errors.push({ field: 'data', reason: 'FieldValueTooLong', message });
  }
  return [...errors, ...validateType(secret)];
}

export function validateSecretUpdate(secret: Secret, previous: Secret): readonly FieldError[] {
  const errors = secret.type === previous.type ? [] : [invalid('type', secret.type, 'field is immutable')];
  if (!previous.immutable) return errors;
  if (!secret.immutable) errors.push(forbidden('immutable', IMMUTABLE));
  if (!jsonEqual(secret.data ?? {}, previous.data ?? {})) errors.push(forbidden('data', IMMUTABLE));
  return errors;
}

/** What secrets of the built-in types must hold. */
function validateType({ type, metadata, data = {} }: Secret): FieldError[] {
  const missing = (keys: readonly string[]) => keys.filter((key) => !Object.hasOwn(data, key));
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return metadata?.annotations?.[ACCOUNT_ANNOTATION]
        ? []
        : [required(`metadata.annotations[${ACCOUNT_ANNOTATION}]`)];
    case 'kubernetes.io/dockercfg':
      return validateJson('.dockercfg', data);
    case 'kubernetes.io/dockerconfigjson':
      return validateJson('.dockerconfigjson', data);
    case 'kubernetes.io/basic-auth':
      return missing(['username', 'password']).length < 2
        ? []
        : [required('data[username]'), required('data[password]')];
    case 'kubernetes.io/ssh-auth':
      return (data['ssh-privatekey'] ?? '') === '' ? [required('data[ssh-privatekey]')] : [];
    case 'kubernetes.io/tls':
      return missing(['tls.crt', 'tls.key']).map((key) => required(`data[${key}]`));
    default:
      return [];
  }
}

function validateJson(key: string, data: Readonly<Record<string, string>>): FieldError[] {
  const encoded = data[key];
  if (encoded === undefined) return [required(`data[${key}]`)];
  const fault = jsonFault(decodeBase64Ascii(encoded));
  return fault === undefined ? [] : [invalid(`data[${key}]`, '<secret contents redacted>', fault)];
}
