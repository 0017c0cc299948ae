// Models ValidateEndpoints in pkg/apis/core/validation/validation.go (v1.35).
import type { EndpointSubset, Endpoints } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalidFor, oneOf, required } from '../faults.ts';
import { portNumberFaults, protocols, validateIp, validateOrdinaryIp } from '../value-rules.ts';
import type { Written } from '../written.ts';

export function validateEndpoints({ subsets = [] }: Written<Endpoints>): readonly FieldError[] {
  return subsets.flatMap((subset, index) => validateSubset(`subsets[${index}]`, subset));
}

function validateSubset(path: string, subset: Written<EndpointSubset>): FieldError[] {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  const named = ports.length > 1;
  return [
    ...(addresses.length + notReadyAddresses.length === 0
      ? [required(path, 'must specify `addresses` or `notReadyAddresses`')]
      : []),
    ...addresses.flatMap(({ ip = '' }, index) => validateAddress(`${path}.addresses[${index}].ip`, ip)),
    ...notReadyAddresses.flatMap(({ ip = '' }, index) => validateAddress(`${path}.notReadyAddresses[${index}].ip`, ip)),
    ...ports.flatMap(({ name = '', port = 0, protocol }, index) => [
      ...(named && name === '' ? [required(`${path}.ports[${index}].name`)] : []),
      ...invalidFor(`${path}.ports[${index}].port`, port, portNumberFaults(port)),
      ...oneOf(`${path}.ports[${index}].protocol`, protocol, protocols),
    ]),
  ];
}

/** Two rules look at the form of an address, and both complain. */
const validateAddress = (field: string, ip: string): FieldError[] => [
  ...validateIp(field, ip),
  ...validateOrdinaryIp(field, ip),
];
