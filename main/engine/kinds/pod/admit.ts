// Models pkg/registry/core/pod/strategy.go (v1.35): how a new Pod begins. What admission plugins add to it is in
// `engine/admission`.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Pod, PodStatus } from '../../api/generated/types.ts';
import { NEVER } from '../../api/never.ts';
import type { AdmissionContext } from '../../api/resources.ts';
import { type FieldError, invalid } from '../../api/status.ts';
import { type Micros, toTimestamp } from '../../kernel/time.ts';
import { forbidden } from '../faults.ts';
import type { Unfinished } from '../written.ts';
import { mergeLabelKeys } from './label-keys.ts';
import { qualityOfService } from './quality.ts';

const pods = { group: '', resource: 'pods', kind: 'Pod' };

export function admitPod(pod: Unfinished<Pod>, { now }: AdmissionContext): ApiStatus | undefined {
  mergeLabelKeys(pod);
  pod.status = { phase: 'Pending', qosClass: qualityOfService(pod), ...gatedConditions(pod, now) };
  const faults = createFaults(pod);
  return faults.length === 0 ? undefined : invalid(pods, pod.metadata?.name ?? '', faults);
}

/** A Pod with scheduling gates says from the beginning that it waits for them. */
function gatedConditions({ spec }: Unfinished<Pod>, now: Micros): Pick<Unfinished<PodStatus>, 'conditions'> {
  if ((spec?.schedulingGates ?? []).length === 0) return {};
  const message = 'Scheduling is blocked due to non-empty scheduling gates';
  const times = { lastProbeTime: NEVER, lastTransitionTime: toTimestamp(now) };
  return { conditions: [{ type: 'PodScheduled', status: 'False', ...times, reason: 'SchedulingGated', message }] };
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
