// Models the check for the network plugin in syncPod of pkg/kubelet/kubelet.go (v1.35).
import { eventTarget } from '../api/event-recorder.ts';
import type { Pod } from '../api/generated/types.ts';
import type { KubeletServices } from './services.ts';

const MESSAGE =
  'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady ' +
  'message:Network plugin returns error: cni plugin not initialized';

/** Whether the Pod may have a sandbox by now: a Pod on its node's own network needs no plugin. Tells when not. */
export function mayHaveNetwork({ machine, events }: KubeletServices, pod: Pod): boolean {
  if (pod.spec?.hostNetwork === true || machine.networkReady) return true;
  events.send(eventTarget(pod), 'Warning', 'NetworkNotReady', MESSAGE);
  return false;
}
