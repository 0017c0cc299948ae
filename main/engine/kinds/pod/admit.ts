// Models pkg/registry/core/pod/strategy.go (v1.35): how a new Pod begins. What admission plugins add to it is in
// `engine/admission`.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Pod, PodStatus } from '../../api/generated/types.ts';
import { type FieldError, invalid } from '../../api/status.ts';
import { forbidden } from '../faults.ts';
import type { Unfinished } from '../written.ts';
import { qualityOfService } from './quality.ts';

const pods = { group: '', resource: 'pods', kind: 'Pod' };

export function admitPod(pod: Unfinished<Pod>): ApiStatus | undefined {
  pod.status = { phase: 'Pending', qosClass: qualityOfService(pod), ...gatedConditions(pod) };
  const faults = createFaults(pod);
  return faults.length === 0 ? undefined : invalid(pods, pod.metadata?.name ?? '', faults);
}

/** A Pod with scheduling gates says from the beginning that it waits for them. */
function gatedConditions({ spec }: Unfinished<Pod>): Pick<Unfinished<PodStatus>, 'conditions'> {
  if ((spec?.schedulingGates ?? []).length === 0) return {};
  const message = 'Scheduling is blocked due to non-empty scheduling gates';
  return { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated', message }] };
}

/** What comes later in a Pod's life. */
function createFaults({ spec }: Unfinished<Pod>): FieldError[] {
  const faults: FieldError[] = [];
  if ((spec?.ephemeralContainers ?? []).length > 0) {
    faults.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (spec?.nodeName && (spec.schedulingGates ?? []).length > 0) {
    faults.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return faults;
}
