// Models SetDefaults_PriorityClass in pkg/apis/scheduling/v1/defaults.go (v1.35).
import type { PriorityClass } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

export function defaultPriorityClass(priorityClass: Unfinished<PriorityClass>): void {
  priorityClass.value ??= 0;
  priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
}
