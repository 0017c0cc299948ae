// Models describeEndpointSliceV1 in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { Endpoint, EndpointSlice } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';

export function describeEndpointSlice(slice: EndpointSlice, context: PrintContext): string {
  const endpoints = slice.endpoints ?? [];
  const description = new Description();
  describeName(description, slice);
  describeMetadata(description, slice);
  description.line(0, `AddressType:\t${slice.addressType}`);
  describePorts(description, slice.ports ?? []);
  description.line(0, endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
  for (const endpoint of endpoints) describeEndpoint(description, endpoint);
  describeEvents(description, slice, context);
  return description.toString();
}

function describePorts(description: Description, ports: NonNullable<EndpointSlice['ports']>): void {
  if (ports.length === 0) {
    description.line(0, 'Ports: <unset>');
    return;
  }
  description.line(0, 'Ports:');
  description.line(1, 'Name\tPort\tProtocol');
  description.line(1, '----\t----\t--------');
  for (const { name, port = '<unset>', protocol = '' } of ports) {
    description.line(1, `${name || '<unset>'}\t${port}\t${protocol}`);
  }
}

function describeEndpoint(description: Description, endpoint: Endpoint): void {
  const { addresses, conditions, hostname = '<unset>', targetRef, nodeName = '<unset>', zone = '<unset>' } = endpoint;
  description.line(1, `- Addresses:\t${addresses.join(', ') || '<none>'}`);
  description.line(2, 'Conditions:');
  description.line(3, `Ready:\t${conditions?.ready ?? '<unset>'}`);
  description.line(2, `Hostname:\t${hostname}`);
  if (targetRef) description.line(2, `TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}`);
  description.line(2, `NodeName:\t${nodeName}`);
  description.line(2, `Zone:\t${zone}`);
}
