// Models ValidateService and ValidateServiceUpdate in pkg/apis/core/validation/validation.go (v1.35).
import type { Service, ServicePort, ServiceSpec } from '../../api/generated/types.ts';
import { labelFaults, qualifiedNameFaults, subdomainFaults, validateLabels } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { duplicate, forbidden, invalid, invalidFor, oneOf, required, requiredText } from '../faults.ts';
import { portNumberFaults, protocols, validateIp, validateOrdinaryIp, validatePort } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { isExternal, isHeadless, needsClusterIp, serviceTypes } from './types.ts';
import { validateAddresses } from './validate-addresses.ts';
import { validateBalancer, validateBalancerUpdate, validateHealthCheckPort } from './validate-balancer.ts';

type Spec = Written<ServiceSpec>;

const AFFINITY_SECONDS_MAX = 86_400;
const trafficPolicies = ['Cluster', 'Local'];

export function validateService({ spec = {} }: Written<Service>): readonly FieldError[] {
  return [
    ...validateType(spec),
    ...validatePorts(spec),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateAffinity(spec),
    ...validateAddresses(spec),
    ...(spec.externalIPs ?? []).flatMap((address, index) => validateExternalIp(`spec.externalIPs[${index}]`, address)),
    ...oneOf('spec.type', spec.type, serviceTypes),
    ...validateBalancer(spec),
    ...validateDuplicates(spec),
    ...validateTrafficPolicies(spec),
  ];
}

/** An address, once given, stays as long as the type needs one, and so does what a load balancer was made with. */
export function validateServiceUpdate({ spec }: Service, { spec: old }: Service): readonly FieldError[] {
  return spec && old ? [...validateAddressUpdate(spec, old), ...validateBalancerUpdate(spec, old)] : [];
}

function validateAddressUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (!needsClusterIp(spec) || !needsClusterIp(old)) return [];
  if (jsonEqual(spec.clusterIPs?.[0], old.clusterIPs?.[0])) return [];
  if (!spec.clusterIPs?.length) return [required('spec.clusterIPs[0]', 'primary clusterIP can not be unset')];
  return [invalid('spec.clusterIPs[0]', spec.clusterIPs, 'may not change once set')];
}

function validateType(spec: Spec): FieldError[] {
  const { type, ports = [], clusterIPs = [], externalName } = spec;
  if (type === 'ExternalName') {
    return [
      ...(clusterIPs.length > 0 ? [forbidden('spec.clusterIPs', 'may not be set for ExternalName services')] : []),
      ...(spec.ipFamilies?.length ? [forbidden('spec.ipFamilies', 'may not be set for ExternalName services')] : []),
      ...(spec.ipFamilyPolicy ? [forbidden('spec.ipFamilyPolicy', 'may not be set for ExternalName services')] : []),
      ...requiredText('spec.externalName', externalName, (name) => subdomainFaults(name.replace(/\.$/, ''))),
    ];
  }
  const errors = ports.length === 0 && !isHeadless(spec) ? [required('spec.ports')] : [];
  if (isHeadless(spec) && (type === 'NodePort' || type === 'LoadBalancer')) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  return type === 'LoadBalancer' ? [...errors, ...kubeletPortFaults(ports)] : errors;
}

const KUBELET_PORT = 10_250;

function kubeletPortFaults(ports: readonly Written<ServicePort>[]): FieldError[] {
  const fault = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`;
  return ports.flatMap(({ port }, index) =>
    port === KUBELET_PORT ? [invalid(`spec.ports[${index}]`, port, fault)] : [],
  );
}

function validateExternalIp(field: string, address: string): FieldError[] {
  const faults = validateIp(field, address);
  return faults.length > 0 ? faults : validateOrdinaryIp(field, address);
}

function validatePorts({ ports = [], type }: Spec): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const errors = validateServicePort(path, port, ports.length > 1);
    if (port.name && names.has(port.name)) errors.unshift(duplicate(`${path}.name`, port.name));
    names.add(port.name ?? '');
    if (type === 'ClusterIP' && port.nodePort) {
      errors.push(forbidden(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
    return errors;
  });
}

function validateServicePort(path: string, port: Written<ServicePort>, mustHaveName: boolean): FieldError[] {
  const { name = '', port: number = 0, protocol, targetPort, appProtocol } = port;
  return [
    ...(mustHaveName && name === '' ? [required(`${path}.name`)] : []),
    ...(name === '' ? [] : invalidFor(`${path}.name`, name, labelFaults(name))),
    ...invalidFor(`${path}.port`, number, portNumberFaults(number)),
    ...oneOf(`${path}.protocol`, protocol, protocols),
    ...validatePort(`${path}.targetPort`, targetPort),
    ...(appProtocol === undefined
      ? []
      : invalidFor(`${path}.appProtocol`, appProtocol, qualifiedNameFaults(appProtocol))),
  ];
}

function validateDuplicates({ ports = [] }: Spec): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ protocol = '', port = 0 }, index) => {
    const key = `${protocol}/${port}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    // The key of the comparison, as Go prints it: a port with these two fields alone.
    const bare = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    return [duplicate(`spec.ports[${index}]`, bare)];
  });
}

function validateAffinity({ sessionAffinity, sessionAffinityConfig }: Spec): FieldError[] {
  const errors = oneOf('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None']);
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity === 'ClientIP' && seconds !== undefined && (seconds <= 0 || seconds > AFFINITY_SECONDS_MAX)) {
    const fault = `must be greater than 0 and less than ${AFFINITY_SECONDS_MAX}`;
    errors.push(invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, fault));
  }
  return errors;
}

function validateTrafficPolicies(spec: Spec): FieldError[] {
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal } = spec;
  const errors: FieldError[] = [];
  if (isExternal(spec)) errors.push(...oneOf('spec.externalTrafficPolicy', external, trafficPolicies));
  else if (external) {
    errors.push(invalid('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'));
  }
  errors.push(...validateHealthCheckPort(spec));
  if (needsClusterIp(spec)) errors.push(...oneOf('spec.internalTrafficPolicy', internal, trafficPolicies));
  return errors;
}
