// Models ValidateAnnotations in apimachinery's pkg/api/validation/objectmeta.go and ValidatePodSpecificAnnotations in
// pkg/apis/core/validation/validation.go (v1.35).
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor } from '../faults.ts';

/** The annotations of a template at `path`; keys are looked at in lower case. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  return Object.keys(annotations ?? {}).flatMap((key) => invalidFor(path, key, qualifiedNameFaults(key.toLowerCase())));
}

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const INT32_MAX = 2 ** 31 - 1;

/** The annotations at `path` of a Pod, or of a template for Pods, that mean something. */
export function validatePodAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  const cost = annotations?.[DELETION_COST];
  if (cost === undefined || isInt32(cost)) return [];
  return [invalid(`${path}[${DELETION_COST}]`, cost, 'must be a 32bit integer')];
}

/** Without a plus sign or leading zeros. */
function isInt32(text: string): boolean {
  return /^(0|-\d+|[1-9]\d*)$/.test(text) && Number(text) <= INT32_MAX && Number(text) >= -INT32_MAX - 1;
}
