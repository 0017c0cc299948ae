// Models pkg/apis/discovery/validation/validation.go (v1.35).
import type { DiscoveryEndpointPort, Endpoint, EndpointSlice } from '../../api/generated/types.ts';
import { labelFaults, qualifiedNameFaults, subdomainFaults, validateLabels } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, invalidFor, oneOf, required } from '../faults.ts';
import { looksLikeIpv6, parseIpv4, portNumberFaults, protocols, validateOrdinaryIp } from '../value-rules.ts';
import type { Written } from '../written.ts';

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const ENDPOINTS_MAX = 1000;

export function validateEndpointSlice(slice: Written<EndpointSlice>): readonly FieldError[] {
  const { addressType = '' } = slice;
  const endpoints = slice.endpoints ?? [];
  const errors = oneOf('addressType', addressType, addressTypes);
  if (endpoints.length > ENDPOINTS_MAX) {
    const message = `Too many: ${endpoints.length}: must have at most ${ENDPOINTS_MAX} items`;
    errors.push({ field: 'endpoints', reason: 'FieldValueTooMany', message });
  }
  return [
    ...errors,
    ...endpoints.flatMap((endpoint, index) => validateEndpoint(`endpoints[${index}]`, endpoint, addressType)),
    ...validatePorts(slice.ports ?? []),
  ];
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, previous: EndpointSlice): readonly FieldError[] {
  if (slice.addressType === previous.addressType) return [];
  return [invalid('addressType', slice.addressType, 'field is immutable')];
}

function validateEndpoint(path: string, endpoint: Written<Endpoint>, addressType: string): FieldError[] {
  const { addresses = [], hostname, nodeName } = endpoint;
  return [
    ...(addresses.length === 0 ? [required(`${path}.addresses`, 'must contain at least 1 address')] : []),
    ...addresses.flatMap((address, index) => validateAddress(`${path}.addresses[${index}]`, address, addressType)),
    ...(nodeName === undefined ? [] : invalidFor(`${path}.nodeName`, nodeName, subdomainFaults(nodeName))),
    ...validateLabels(endpoint.deprecatedTopology, `${path}.deprecatedTopology`),
    ...(hostname === undefined ? [] : invalidFor(`${path}.hostname`, hostname, labelFaults(hostname))),
  ];
}

function validateAddress(field: string, address: string, addressType: string): FieldError[] {
  if (addressType === 'IPv4') {
    const foreign = parseIpv4(address) === undefined ? [invalid(field, address, 'must be an IPv4 address')] : [];
    return [...foreign, ...validateOrdinaryIp(field, address)];
  }
  if (addressType !== 'IPv6') return [];
  const foreign = looksLikeIpv6(address) ? [] : [invalid(field, address, 'must be an IPv6 address')];
  return [...foreign, ...validateOrdinaryIp(field, address)];
}

function validatePorts(ports: readonly Written<DiscoveryEndpointPort>[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = '', port, protocol, appProtocol }, index) => {
    const path = `ports[${index}]`;
    const errors = name === '' ? [] : invalidFor(`${path}.name`, name, labelFaults(name));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    if (port !== undefined) errors.push(...invalidFor(`${path}.port`, port, portNumberFaults(port)));
    errors.push(...oneOf(`${path}.protocol`, protocol, protocols));
    if (appProtocol === undefined) return errors;
    return [...errors, ...invalidFor(`${path}.appProtocol`, appProtocol, qualifiedNameFaults(appProtocol))];
  });
}
