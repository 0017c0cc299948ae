// Models plugin/pkg/admission/priority/admission.go (v1.35): the class of a Pod becomes a number.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { PodSpec } from '../../api/generated/types.ts';
import { forbidden } from '../../api/status.ts';
import type { Unfinished } from '../written.ts';

/** The classes that every cluster has. */
const priorityClasses: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};
const pods = { group: '', resource: 'pods', kind: 'Pod' };

/** Sets `priority` and `preemptionPolicy`; refuses an unknown class and a number that differs from the class's. */
export function admitPriority(spec: Unfinished<PodSpec>, podName: string): ApiStatus | undefined {
  const className = spec.priorityClassName ?? '';
  const priority = className === '' ? 0 : priorityClasses[className];
  if (priority === undefined) {
    return forbidden(pods, podName, `no PriorityClass with name ${className} was found`);
  }
  if (spec.priority !== undefined && spec.priority !== priority) {
    const why =
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission ` +
      `controller computed ${priority} from the given PriorityClass name`;
    return forbidden(pods, podName, why);
  }
  spec.priority = priority;
  spec.preemptionPolicy ??= 'PreemptLowerPriority';
  return undefined;
}
