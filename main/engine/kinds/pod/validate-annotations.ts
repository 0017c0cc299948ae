// Models ValidateAnnotations in apimachinery's pkg/api/validation/objectmeta.go (v1.35).
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalidFor } from '../faults.ts';

/** The annotations of a template at `path`; keys are looked at in lower case. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  return Object.keys(annotations ?? {}).flatMap((key) => invalidFor(path, key, qualifiedNameFaults(key.toLowerCase())));
}
