// Models describeEndpoints in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { EndpointSubset, Endpoints } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';

export function describeEndpoints(endpoints: Endpoints, context: PrintContext): string {
  const description = new Description();
  describeName(description, endpoints);
  describeMetadata(description, endpoints);
  description.line(0, 'Subsets:');
  for (const subset of endpoints.subsets ?? []) describeSubset(description, subset);
  describeEvents(description, endpoints, context);
  return description.toString();
}

function describeSubset(description: Description, { addresses, notReadyAddresses, ports = [] }: EndpointSubset): void {
  description.line(1, `Addresses:\t${listOf(addresses)}`);
  description.line(1, `NotReadyAddresses:\t${listOf(notReadyAddresses)}`);
  if (ports.length > 0) {
    description.line(1, 'Ports:');
    description.line(2, 'Name\tPort\tProtocol');
    description.line(2, '----\t----\t--------');
  }
  for (const { name, port, protocol = '' } of ports) description.line(2, `${name || '<unset>'}\t${port}\t${protocol}`);
  description.line(0, '');
}

function listOf(addresses: EndpointSubset['addresses']): string {
  return (addresses ?? []).map(({ ip }) => ip).join(',') || '<none>';
}
