// Models validateSchedulingGates and validateReadinessGates in pkg/apis/core/validation/validation.go (v1.35).
import type { PodReadinessGate, PodSchedulingGate } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalidFor } from '../faults.ts';
import type { Written } from '../written.ts';

export function validateGates(path: string, gates: readonly Written<PodSchedulingGate>[]): FieldError[] {
  const names = gates.map(({ name = '' }) => name);
  return names.flatMap((name, index) => [
    ...invalidFor(`${path}[${index}]`, name, qualifiedNameFaults(name)),
    ...(names.indexOf(name) < index ? [duplicate(`${path}[${index}]`, name)] : []),
  ]);
}

export function validateReadinessGates(path: string, gates: readonly Written<PodReadinessGate>[]): FieldError[] {
  return gates.flatMap(({ conditionType = '' }, index) =>
    invalidFor(`${path}[${index}].conditionType`, conditionType, qualifiedNameFaults(conditionType)),
  );
}
