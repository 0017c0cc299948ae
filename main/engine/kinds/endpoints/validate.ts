// Models ValidateEndpoints in pkg/apis/core/validation/validation.go (v1.35).
import type { CoreEndpointPort, EndpointAddress, EndpointSubset, Endpoints } from '../../api/generated/types.ts';
import { labelFaults, qualifiedNameFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalidFor, oneOf, required } from '../faults.ts';
import { portNumberFaults, protocols, validateIp, validateOrdinaryIp } from '../value-rules.ts';
import type { Written } from '../written.ts';

export function validateEndpoints({ subsets = [] }: Written<Endpoints>): readonly FieldError[] {
  return subsets.flatMap((subset, index) => validateSubset(`subsets[${index}]`, subset));
}

function validateSubset(path: string, subset: Written<EndpointSubset>): FieldError[] {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  return [
    ...(addresses.length + notReadyAddresses.length === 0
      ? [required(path, 'must specify `addresses` or `notReadyAddresses`')]
      : []),
    ...addresses.flatMap((address, index) => validateAddress(`${path}.addresses[${index}]`, address)),
    ...notReadyAddresses.flatMap((address, index) => validateAddress(`${path}.notReadyAddresses[${index}]`, address)),
    ...ports.flatMap((port, index) => validatePort(`${path}.ports[${index}]`, port, ports.length > 1)),
  ];
}

/** Two rules look at the form of an address, and both complain. */
function validateAddress(path: string, { ip = '', hostname = '', nodeName }: Written<EndpointAddress>): FieldError[] {
  return [
    ...validateIp(`${path}.ip`, ip),
    ...(hostname === '' ? [] : invalidFor(`${path}.hostname`, hostname, labelFaults(hostname))),
    ...(nodeName === undefined ? [] : invalidFor(`${path}.nodeName`, nodeName, subdomainFaults(nodeName))),
    ...validateOrdinaryIp(`${path}.ip`, ip),
  ];
}

function validatePort(path: string, endpointPort: Written<CoreEndpointPort>, mustHaveName: boolean): FieldError[] {
  const { name = '', port = 0, protocol, appProtocol } = endpointPort;
  return [
    ...(mustHaveName && name === '' ? [required(`${path}.name`)] : []),
    ...(name === '' ? [] : invalidFor(`${path}.name`, name, labelFaults(name))),
    ...invalidFor(`${path}.port`, port, portNumberFaults(port)),
    ...oneOf(`${path}.protocol`, protocol, protocols),
    ...(appProtocol === undefined
      ? []
      : invalidFor(`${path}.appProtocol`, appProtocol, qualifiedNameFaults(appProtocol))),
  ];
}
