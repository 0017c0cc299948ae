// Models killContainersWithSyncResult and kuberuntime_termination_order.go in pkg/kubelet/kuberuntime (v1.35): who is
// ended how when a whole Pod ends. Sidecars wait for the containers proper, and for the sidecars that came after them.
import type { Pod } from '../../api/generated/types.ts';
import { isSidecar } from '../../kinds/pod/requests.ts';
import { type SandboxStatus, newestContainer } from '../../runtime/status.ts';
import { containersOf, ephemeralContainersOf, initContainersOf } from '../container-state.ts';
import type { KillOrder } from './container-kills.ts';

/** What is to be done to the containers that run. */
export function killOrders(pod: Pod, seen: SandboxStatus | undefined, graceSeconds: number): readonly KillOrder[] {
  const mains = containersOf(pod.spec).map(({ name }) => name);
  const inits = initContainersOf(pod.spec);
  const sidecars = inits.filter(isSidecar).map(({ name }) => name);
  const orderOf = (container: string): KillOrder => {
    const at = sidecars.indexOf(container);
    const after = at < 0 ? [] : [...mains, ...sidecars.slice(at + 1)];
    return { container, message: `Stopping container ${container}`, graceSeconds, after };
  };
  return [...mains, ...[...inits, ...ephemeralContainersOf(pod.spec)].map(({ name }) => name)]
    .filter((name) => newestContainer(seen, name)?.state === 'running')
    .map(orderOf);
}
