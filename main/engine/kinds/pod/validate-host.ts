// Models validatePodHostNetworkDeps and validateHostUsers in pkg/apis/core/validation/validation.go (v1.35): what Pods share
// with their machine.
import type { PodSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid } from '../faults.ts';
import type { Written } from '../written.ts';

/** On the machine's own network a port is the same inside and out; templates may leave the outer one open. */
export function validateHostPorts(path: string, spec: Written<PodSpec>, isPod: boolean): FieldError[] {
  if (!spec.hostNetwork) return [];
  return (spec.containers ?? []).flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, containerPort = 0 }, portIndex) => {
      if (hostPort === containerPort || (!isPod && hostPort === 0)) return [];
      const field = `${path}.containers[${index}].ports[${portIndex}].hostPort`;
      return [invalid(field, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
    }),
  );
}

/** Fields of the machine's namespaces, as messages name them. */
const hostFields = [
  ['hostNetwork', 'hostNetwork'],
  ['hostPID', 'HostPID'],
  ['hostIPC', 'HostIPC'],
] as const;

export function validateHostUsers(path: string, spec: Written<PodSpec>): FieldError[] {
  if (spec.hostUsers !== false) return [];
  return hostFields
    .filter(([field]) => spec[field])
    .map(([, name]) => forbidden(`${path}.${name}`, 'when `pod.Spec.HostUsers` is false'));
}
