// Models SetDefaults_NetworkPolicy in pkg/apis/networking/v1/defaults.go (v1.35).
import type { NetworkPolicy } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

/** A policy is about what comes in, and about what goes out once it has rules for that. */
export function defaultNetworkPolicy(policy: Unfinished<NetworkPolicy>): void {
  const spec = (policy.spec ??= {});
  spec.podSelector ??= {};
  if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
  for (const { ports = [] } of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const port of ports) port.protocol ??= 'TCP';
  }
}
