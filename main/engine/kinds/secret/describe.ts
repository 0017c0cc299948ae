// Models describeSecret in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Secret } from '../../api/generated/types.ts';
import { base64Length, decodeBase64Ascii } from '../../kernel/base64.ts';
import { Description, describeMetadata, describeName } from '../description.ts';
import { sortedKeys } from '../label-text.ts';

/** Values stay hidden, but for the token of an account. */
export function describeSecret(secret: Secret): string {
  const description = new Description();
  describeName(description, secret);
  describeMetadata(description, secret);
  description.line(0, `\nType:\t${secret.type ?? ''}`);
  description.line(0, '\nData\n====');
  for (const key of sortedKeys(secret.data)) {
    const value = secret.data?.[key] ?? '';
    const isToken = key === 'token' && secret.type === 'kubernetes.io/service-account-token';
    description.line(0, `${key}:\t${isToken ? decodeBase64Ascii(value) : `${base64Length(value)} bytes`}`);
  }
  return description.toString();
}
