// Models createPodSandbox in pkg/kubelet/kuberuntime/kuberuntime_sandbox.go (v1.35): the place that a Pod's containers share.
import { eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import { learnPodCidr } from './pod-cidr.ts';
import { identityOf } from './pod-identity.ts';
import type { KubeletServices } from './services.ts';
import { fillVolumes } from './volumes/set-up.ts';

/** Makes the Pod's sandbox, with its volumes; says whether that went well, and if not tells why. */
export function createPodSandbox(services: KubeletServices, pod: Pod): boolean {
  learnPodCidr(services);
  if (services.machine.createSandbox(identityOf(services, pod))) {
    fillVolumes(services, pod);
    return true;
  }
  const why =
    services.machine.podCidr === undefined ? 'node has no pod CIDR' : 'no IP addresses available in range set';
  const message = `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: ${why}`;
  services.events.send(eventTarget(pod), 'Warning', 'FailedCreatePodSandBox', message);
  return false;
}
