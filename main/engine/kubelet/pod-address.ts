// The addresses of a Pod as its machine has them, which its object in the API learns of later.
import type { Pod, PodStatus } from '../api/generated/types.ts';
import { uidOf } from './pod-source.ts';
import type { KubeletServices } from './services.ts';

/** The Pod's own address, or that of its machine when it has none of its own. */
export function podAddress({ machine }: KubeletServices, pod: Pod): string {
  return machine.podStatus(uidOf(pod))?.ip || machine.spec.ip;
}

/** The Pod with the addresses that it has now. */
export function withAddresses(services: KubeletServices, pod: Pod): Pod {
  const hostIP = services.machine.spec.ip;
  const podIP = podAddress(services, pod);
  const addresses = { hostIP, hostIPs: [{ ip: hostIP }], podIP, podIPs: [{ ip: podIP }] };
  const status: PodStatus = { ...pod.status, ...addresses };
  return { ...pod, status };
}
