// Models pkg/proxy/serviceport.go (v1.35): what kube-proxy keeps of one port of a Service.
import type { Service, ServicePort as ServicePortSpec } from '../../api/generated/types.ts';
import { type Cidr, parseCidr, parseIp } from '../cidr.ts';
import { type ServiceChains, serviceChains } from '../iptables/chain-names.ts';
import { type Protocol, protocolOf } from './protocol.ts';

export interface ServicePort {
  /** `namespace/name`. */
  readonly service: string;
  /** `namespace/name`, with `:port` if the port has a name. */
  readonly name: string;
  readonly portName: string;
  readonly protocol: Protocol;
  readonly clusterIp: number;
  readonly port: number;
  readonly nodePort: number | undefined;
  readonly externalIps: readonly number[];
  readonly loadBalancerIps: readonly number[];
  readonly sourceRanges: readonly Cidr[];
  /** How long a client stays with its endpoint; undefined without session affinity. */
  readonly affinitySeconds: number | undefined;
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  readonly healthCheckNodePort: number | undefined;
  readonly chains: ServiceChains;
}

const OTHER_PROXY = 'service.kubernetes.io/service-proxy-name';
const AFFINITY_SECONDS = 10_800;

/** Whether kube-proxy has anything to do with the Service at all. */
export function isProxied(service: Service): boolean {
  if (service.metadata?.labels?.[OTHER_PROXY] !== undefined) return false;
  return service.spec?.type !== 'ExternalName' && clusterIpOf(service) !== undefined;
}

/** The cluster IP of the family IPv4, whichever comes first. */
function clusterIpOf({ spec }: Service): number | undefined {
  const [first] = addresses([spec?.clusterIP ?? '', ...(spec?.clusterIPs ?? [])]);
  return first;
}

/** The ports of a Service for which rules are written; none for headless, external and other proxies' Services. */
export function servicePorts(service: Service): readonly ServicePort[] {
  return isProxied(service) ? (service.spec?.ports ?? []).map((port) => servicePort(service, port)) : [];
}

/** Whether the port can be reached other than by its cluster IP. */
export function isExternallyAccessible(port: ServicePort): boolean {
  return port.nodePort !== undefined || port.loadBalancerIps.length > 0 || port.externalIps.length > 0;
}

/** Whether any traffic goes to endpoints wherever they are: with an external policy Local, that of Pods does. */
export function usesClusterEndpoints(port: ServicePort): boolean {
  return !port.internalLocal || isExternallyAccessible(port);
}

export function usesLocalEndpoints(port: ServicePort): boolean {
  return port.internalLocal || (port.externalLocal && isExternallyAccessible(port));
}

function servicePort(service: Service, port: ServicePortSpec): ServicePort {
  const { spec, metadata } = service;
  const key = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;
  const portName = port.name ?? '';
  const name = portName === '' ? key : `${key}:${portName}`;
  const protocol = protocolOf(port.protocol);
  return {
    service: key,
    name,
    portName,
    protocol,
    clusterIp: clusterIpOf(service) ?? 0,
    port: port.port,
    nodePort: positive(port.nodePort),
    externalIps: addresses(spec?.externalIPs ?? []),
    loadBalancerIps: loadBalancerIps(service),
    sourceRanges: (spec?.loadBalancerSourceRanges ?? []).map(parseCidr).filter((range) => range !== undefined),
    affinitySeconds: affinitySeconds(service),
    internalLocal: spec?.internalTrafficPolicy === 'Local',
    externalLocal: spec?.externalTrafficPolicy === 'Local',
    healthCheckNodePort: needsHealthCheck(service) ? positive(spec?.healthCheckNodePort) : undefined,
    chains: serviceChains(name, protocol),
  };
}

function loadBalancerIps(service: Service): readonly number[] {
  const virtual = (service.status?.loadBalancer?.ingress ?? []).filter(({ ipMode }) => (ipMode ?? 'VIP') === 'VIP');
  return addresses(virtual.map(({ ip }) => ip ?? ''));
}

function affinitySeconds(service: Service): number | undefined {
  if (service.spec?.sessionAffinity !== 'ClientIP') return undefined;
  return service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? AFFINITY_SECONDS;
}

function needsHealthCheck({ spec }: Service): boolean {
  return spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}

function addresses(texts: readonly string[]): readonly number[] {
  return texts.map(parseIp).filter((address) => address !== undefined);
}

function positive(port: number | undefined): number | undefined {
  return port !== undefined && port > 0 ? port : undefined;
}
