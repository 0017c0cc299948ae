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
import {
  validateBalancer,
  validateBalancerUpdate,
  validateDistribution,
  validateHealthCheckPort,
} from './validate-balancer.ts';

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
    ...validateNodePorts(spec),
    ...validateDuplicates(spec),
    ...validateBalancer(spec),
    ...validateTrafficPolicies(spec),
    ...validateDistribution(spec),
  ];
}

/** An address, once given, stays as long as the type needs one, and so does what a load balancer was made with. */
export function validateServiceUpdate({ spec }: Service, { spec: old }: Service): readonly FieldError[] {
  return spec && old ? [...validateAddressUpdate(spec, old), ...validateBalancerUpdate(spec, old)] : [];
}

function validateAddressUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (!needsClusterIp(spec) || !needsClusterIp(old)) return [];
  const keepsHead = isHeadless(spec) === isHeadless(old);
  const sameFamily = jsonEqual(spec.ipFamilies?.[0], old.ipFamilies?.[0]);
  return [
    ...validatePrimary(spec, old),
    ...(sameFamily || !keepsHead || isHeadless(spec)
      ? []
      : [invalid('spec.ipFamilies[0]', spec.ipFamilies ?? null, 'may not change once set')]),
  ];
}

function validatePrimary({ clusterIPs = [] }: ServiceSpec, old: ServiceSpec): FieldError[] {
  const field = 'spec.clusterIPs[0]';
  if (jsonEqual(clusterIPs[0], old.clusterIPs?.[0])) return [];
  const fault = clusterIPs.length === 0 ? 'primary clusterIP can not be unset' : 'may not change once set';
  return [invalid(field, clusterIPs.length === 0 ? null : clusterIPs, fault)];
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
  return errors;
}

function validateExternalIp(field: string, address: string): FieldError[] {
  const faults = validateIp(field, address);
  return faults.length > 0 ? faults : validateOrdinaryIp(field, address);
}

function validatePorts({ ports = [] }: Spec): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const again = names.has(port.name ?? '');
    if (port.name) names.add(port.name);
    return [
      ...validateName(`${path}.name`, port, ports.length > 1),
      ...(again ? [duplicate(`${path}.name`, port.name)] : []),
      ...validateServicePort(path, port),
    ];
  });
}

function validateName(field: string, { name = '' }: Written<ServicePort>, mustHaveName: boolean): FieldError[] {
  if (name === '') return mustHaveName ? [required(field)] : [];
  return invalidFor(field, name, labelFaults(name));
}

function validateServicePort(path: string, port: Written<ServicePort>): FieldError[] {
  const { port: number = 0, protocol, targetPort, appProtocol } = port;
  return [
    ...invalidFor(`${path}.port`, number, portNumberFaults(number)),
    ...oneOf(`${path}.protocol`, protocol, protocols),
    ...validatePort(`${path}.targetPort`, targetPort),
    ...(appProtocol === undefined
      ? []
      : invalidFor(`${path}.appProtocol`, appProtocol, qualifiedNameFaults(appProtocol))),
  ];
}

function validateNodePorts({ type, ports = [] }: Spec): FieldError[] {
  const given = ports.map(({ protocol = '', nodePort = 0 }) => (nodePort === 0 ? '' : `${protocol}/${nodePort}`));
  return ports.flatMap(({ nodePort = 0 }, index) => {
    const field = `spec.ports[${index}].nodePort`;
    if (nodePort === 0) return [];
    return [
      ...(type === 'ClusterIP' ? [forbidden(field, "may not be used when `type` is 'ClusterIP'")] : []),
      ...(given.indexOf(given[index] ?? '') < index ? [duplicate(field, nodePort)] : []),
    ];
  });
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
  if (needsClusterIp(spec) || internal !== undefined) {
    errors.push(...oneOf('spec.internalTrafficPolicy', internal, trafficPolicies));
  }
  return errors;
}
