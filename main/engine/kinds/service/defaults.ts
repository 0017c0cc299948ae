// Models SetDefaults_Service in pkg/apis/core/v1/defaults.go (v1.35).
import { isExternal, needsClusterIp, type ServiceDraft, type ServiceSpecDraft } from './types.ts';

const AFFINITY_SECONDS = 10_800;

export function defaultService(service: ServiceDraft): void {
  const spec = (service.spec ??= {});
  spec.type ||= 'ClusterIP';
  defaultAffinity(spec);
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP';
    port.targetPort ||= port.port ?? 0;
  }
  if (isExternal(spec)) spec.externalTrafficPolicy ||= 'Cluster';
  if (needsClusterIp(spec)) spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
}

function defaultAffinity(spec: ServiceSpecDraft): void {
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity !== 'ClientIP') return;
  const clientIP = ((spec.sessionAffinityConfig ??= {}).clientIP ??= {});
  clientIP.timeoutSeconds ??= AFFINITY_SECONDS;
}
