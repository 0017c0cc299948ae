// Models pkg/registry/core/service/storage/{storage,alloc}.go and dropTypeDependentFields in
// pkg/registry/core/service/strategy.go (v1.35): addresses and ports are given out before a Service is checked.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Service, ServiceSpec } from '../../api/generated/types.ts';
import type { AdmissionContext } from '../../api/resources.ts';
import { internalError, invalid as invalidObject } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { invalid } from '../faults.ts';
import type { Written } from '../written.ts';
import { allocateClusterIp } from './cluster-ips.ts';
import { allocateHealthCheckPort, allocateNodePorts } from './node-ports.ts';
import {
  isExternal,
  isHeadless,
  needsClusterIp,
  needsHealthCheck,
  needsNodePorts,
  type ServiceDraft,
  type ServiceSpecDraft,
} from './types.ts';
import { validateAddresses } from './validate-addresses.ts';

const services = { group: '', resource: 'services', kind: 'Service' };

export function admitService(service: ServiceDraft, context: AdmissionContext): ApiStatus | undefined {
  const spec = (service.spec ??= {});
  service.status = { loadBalancer: {} };
  if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP];
  return allocate(service, spec, undefined, context);
}

export function admitServiceUpdate(
  service: ServiceDraft,
  previous: Service,
  context: AdmissionContext,
): ApiStatus | undefined {
  const spec = (service.spec ??= {});
  const old = previous.spec ?? {};
  keepAddresses(spec, old);
  keepNodePorts(spec, old);
  const refused = allocate(service, spec, previous, context);
  if (!refused) dropWhatTheTypeHasNot(spec, old);
  return refused;
}

function allocate(
  service: ServiceDraft,
  spec: ServiceSpecDraft,
  previous: Service | undefined,
  context: AdmissionContext,
): ApiStatus | undefined {
  const name = service.metadata?.name ?? '';
  const faults = validateAddresses(spec);
  if (faults.length > 0) return invalidObject(services, name, faults);
  if (needsClusterIp(spec)) {
    defaultFamilies(spec);
    const refused = giveAddress(spec, name, previous, context);
    if (refused) return refused;
  }
  const refused =
    needsNodePorts(spec) && !isHeadless(spec) ? allocateNodePorts(spec, name, previous, context) : undefined;
  return refused ?? (needsHealthCheck(spec) ? allocateHealthCheckPort(spec, previous, context) : undefined);
}

function defaultFamilies(spec: ServiceSpecDraft): void {
  const both = isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??= both ? 'RequireDualStack' : 'SingleStack';
  if (!spec.ipFamilies?.length) spec.ipFamilies = both ? ['IPv4', 'IPv6'] : ['IPv4'];
}

function giveAddress(
  spec: ServiceSpecDraft,
  name: string,
  previous: Service | undefined,
  context: AdmissionContext,
): ApiStatus | undefined {
  const hadAddress = previous?.spec !== undefined && needsClusterIp(previous.spec);
  if (isHeadless(spec) || hadAddress) return undefined;
  const wanted = spec.clusterIPs?.[0] ?? '';
  const allocated = allocateClusterIp(wanted, context);
  if (!allocated.ok) {
    if (wanted === '') return internalError(`failed to allocate a serviceIP: ${allocated.why}`);
    const fault = `failed to allocate IP ${wanted}: ${allocated.why}`;
    return invalidObject(services, name, [invalid('spec.clusterIPs', spec.clusterIPs, fault)]);
  }
  spec.clusterIP = allocated.value;
  spec.clusterIPs = [allocated.value];
  return undefined;
}

/** Who leaves the address out means the one that is there; who changes the first form of it means both. */
function keepAddresses(spec: ServiceSpecDraft, old: ServiceSpec): void {
  if (!needsClusterIp(spec) || !needsClusterIp(old)) return;
  if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP;
  const unchanged = !spec.clusterIPs?.length || jsonEqual(spec.clusterIPs, old.clusterIPs);
  if (unchanged && spec.clusterIP) spec.clusterIPs = [spec.clusterIP, ...(old.clusterIPs ?? []).slice(1)];
}

/** Ports that leave out their node port keep the one that the port of their name had. */
function keepNodePorts(spec: ServiceSpecDraft, old: ServiceSpec): void {
  if (!needsNodePorts(spec) || !needsNodePorts(old)) return;
  const stillNamed = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort));
  for (const port of spec.ports ?? []) {
    if (port.nodePort) continue;
    const before = (old.ports ?? []).find(({ name = '' }) => name === (port.name ?? ''))?.nodePort;
    if (before && !stillNamed.has(before)) port.nodePort = before;
  }
}

/** Removes what the old type brought and the new one has not, unless the person changed it too. */
function dropWhatTheTypeHasNot(spec: ServiceSpecDraft, old: ServiceSpec): void {
  if (needsClusterIp(old) && !needsClusterIp(spec)) {
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'] as const) {
      if (jsonEqual(spec[field], old[field])) Reflect.deleteProperty(spec, field);
    }
  }
  if (needsNodePorts(old) && !needsNodePorts(spec) && jsonEqual(nodePortsOf(spec), nodePortsOf(old))) {
    for (const port of spec.ports ?? []) delete port.nodePort;
  }
  const samePolicy = spec.externalTrafficPolicy === old.externalTrafficPolicy;
  if (isExternal(old) && !isExternal(spec) && samePolicy) delete spec.externalTrafficPolicy;
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') dropBalancerFields(spec, old);
  const samePort = spec.healthCheckNodePort === old.healthCheckNodePort;
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && samePort) delete spec.healthCheckNodePort;
}

function dropBalancerFields(spec: ServiceSpecDraft, old: ServiceSpec): void {
  for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
    if (spec[field] === old[field]) Reflect.deleteProperty(spec, field);
  }
}

const nodePortsOf = ({ ports = [] }: Written<ServiceSpec>): (number | undefined)[] =>
  ports.map(({ nodePort }) => nodePort);
