// Models ValidateCrossVersionObjectReference in pkg/apis/autoscaling/validation/validation.go (v1.35).
import type { V2CrossVersionObjectReference } from '../../api/generated/types.ts';
import { pathSegmentFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalidFor, required } from '../faults.ts';
import type { Written } from '../written.ts';

/** What is scaled, or measured. */
export function validateReference(path: string, reference: Written<V2CrossVersionObjectReference>): FieldError[] {
  return (['kind', 'name'] as const).flatMap((part) => {
    const text = reference[part] ?? '';
    return text === '' ? [required(`${path}.${part}`)] : invalidFor(`${path}.${part}`, text, pathSegmentFaults(text));
  });
}
