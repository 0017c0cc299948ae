// Models pkg/apis/discovery/validation/validation.go (v1.35).
import type { DiscoveryEndpointPort, Endpoint, EndpointSlice } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, invalidFor, oneOf, required } from '../faults.ts';
import { parseIpv4, portNumberFaults, protocols } from '../value-rules.ts';
import type { Written } from '../written.ts';

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];
const ENDPOINTS_MAX = 1000;

export function validateEndpointSlice(slice: Written<EndpointSlice>): readonly FieldError[] {
  const { addressType = '', endpoints = [], ports = [] } = slice;
  const errors = oneOf('addressType', addressType, addressTypes);
  if (endpoints.length > ENDPOINTS_MAX) {
    const message = `Too many: ${endpoints.length}: must have at most ${ENDPOINTS_MAX} items`;
    errors.push({ field: 'endpoints', reason: 'FieldValueTooMany', message });
  }
  return [
    ...errors,
    ...endpoints.flatMap((endpoint, index) => validateEndpoint(`endpoints[${index}].addresses`, endpoint, addressType)),
    ...validatePorts(ports),
  ];
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, previous: EndpointSlice): readonly FieldError[] {
  if (slice.addressType === previous.addressType) return [];
  return [invalid('addressType', slice.addressType, 'field is immutable')];
}

function validateEndpoint(path: string, { addresses = [] }: Written<Endpoint>, addressType: string): FieldError[] {
  if (addresses.length === 0) return [required(path, 'must contain at least 1 address')];
  if (addressType !== 'IPv4') return [];
  return addresses.flatMap((address, index) =>
    parseIpv4(address) === undefined ? [invalid(`${path}[${index}]`, address, 'must be an IPv4 address')] : [],
  );
}

function validatePorts(ports: readonly Written<DiscoveryEndpointPort>[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = '', port, protocol }, index) => {
    const path = `ports[${index}]`;
    const errors = name === '' ? [] : invalidFor(`${path}.name`, name, labelFaults(name));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    if (port !== undefined) errors.push(...invalidFor(`${path}.port`, port, portNumberFaults(port)));
    return [...errors, ...oneOf(`${path}.protocol`, protocol, protocols)];
  });
}
