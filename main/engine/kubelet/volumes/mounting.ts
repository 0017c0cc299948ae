// Models WaitForAttachAndMount in pkg/kubelet/volumemanager (v1.35): one try to mount all that a Pod wants mounted.
import { eventTarget } from '../../api/event-recorder.ts';
import type { Pod } from '../../api/generated/types.ts';
import type { KubeletServices } from '../services.ts';
import { claimFault } from './claims.ts';
import { mountFaults } from './set-up.ts';

/** `missing`: something is not there yet, and is to be tried again soon; `unusable`: the whole sync has failed. Tells why. */
export function tryMount(services: KubeletServices, pod: Pod): 'mounted' | 'missing' | 'unusable' {
  const unusable = claimFault(services, pod);
  const faults = unusable === undefined ? mountFaults(services, pod) : [unusable];
  for (const fault of faults) services.events.send(eventTarget(pod), 'Warning', 'FailedMount', fault);
  if (unusable !== undefined) return 'unusable';
  return faults.length > 0 ? 'missing' : 'mounted';
}
