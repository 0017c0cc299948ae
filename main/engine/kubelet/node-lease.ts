// Models component-helpers' lease controller (v1.35): by its Lease a machine shows that it is alive.
import type { Node } from '../api/generated/types.ts';
import { toMicroTimestamp } from '../kernel/time.ts';
import type { KubeletServices } from './services.ts';

const NAMESPACE = 'kube-node-lease';
const LEASE_SECONDS = 40;

/** Renews the machine's Lease, or makes it when its Node is there. */
export function renewLease({ server, kernel, node, id }: KubeletServices): void {
  const renewTime = toMicroTimestamp(kernel.now);
  const current = server.get('leases', NAMESPACE, node);
  if (current.ok) {
    const renewed = { ...current.object, spec: { ...current.object.spec, renewTime } };
    server.updateWhole('leases', renewed, current.object, { actor: id });
    return;
  }
  if (current.status.code !== 404) return;
  const owner = server.get('nodes', '', node);
  if (!owner.ok) return;
  const lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: node, namespace: NAMESPACE, ownerReferences: [ownerReference(owner.object)] },
    spec: { holderIdentity: node, leaseDurationSeconds: LEASE_SECONDS, renewTime },
  };
  server.create('leases', lease, { actor: id });
}

function ownerReference({ metadata }: Node) {
  return { apiVersion: 'v1', kind: 'Node', name: metadata?.name ?? '', uid: metadata?.uid ?? '' };
}
