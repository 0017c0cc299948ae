// Models pkg/api/service/util.go and pkg/registry/core/service/storage/storage.go (v1.35): which parts of a Service its
// type asks for.
import type { Service, ServiceSpec } from '../../api/generated/types.ts';
import type { Unfinished, Written } from '../written.ts';

export type ServiceDraft = Unfinished<Service>;
export type ServiceSpecDraft = Unfinished<ServiceSpec>;
type Spec = Written<ServiceSpec>;

export const serviceTypes = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** A Service that is a name for its endpoints only, without an address of its own. */
export const isHeadless = (spec: Spec): boolean => (spec.clusterIPs?.[0] ?? spec.clusterIP) === 'None';

/** Whether the type comes with an address in the cluster, be it the address `None`. */
export const needsClusterIp = ({ type }: Spec): boolean =>
  type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer';

/** Whether the type comes with a port on every node, unless that is declined. */
export const needsNodePorts = ({ type, allocateLoadBalancerNodePorts }: Spec): boolean =>
  type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false);

/** Whether traffic from outside the cluster can arrive. */
export const isExternal = ({ type, externalIPs }: Spec): boolean =>
  type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && (externalIPs ?? []).length > 0);

/** Whether a load balancer must ask every node if it has endpoints of its own. */
export const needsHealthCheck = ({ type, externalTrafficPolicy }: Spec): boolean =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
