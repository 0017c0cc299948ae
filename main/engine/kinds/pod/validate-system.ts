// Models validateLinux and validateWindows in pkg/apis/core/validation/validation.go (v1.35): what Pods may not say that
// name the system they are for.
import type { Container, PodSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden } from '../faults.ts';
import type { Written } from '../written.ts';

const ofPodContext = [
  ...(['seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'] as const),
  ...(['runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy'] as const),
];
const ofContext = [
  ...(['seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged'] as const),
  ...(['allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'] as const),
];
const ofHost = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'] as const;

export function validateSystem(path: string, spec: Written<PodSpec>): FieldError[] {
  switch (spec.os?.name) {
    case 'linux':
      return forLinux(path, spec);
    case 'windows':
      return forWindows(path, spec);
    default:
      return [];
  }
}

function forLinux(path: string, spec: Written<PodSpec>): FieldError[] {
  const refuse = (field: string) => forbidden(field, 'windows options cannot be set for a linux pod');
  return [
    ...(spec.securityContext?.windowsOptions ? [refuse(`${path}.securityContext.windowsOptions`)] : []),
    ...containersOf(path, spec).flatMap(([field, { securityContext }]) =>
      securityContext?.windowsOptions ? [refuse(`${field}.securityContext.windowsOptions`)] : [],
    ),
  ];
}

function forWindows(path: string, spec: Written<PodSpec>): FieldError[] {
  const refuse = (field: string) => forbidden(field, 'cannot be set for a windows pod');
  const { securityContext: context = {} } = spec;
  return [
    ...ofHost.filter((key) => spec[key]).map((key) => refuse(`${path}.${key}`)),
    ...ofPodContext.filter((key) => context[key] !== undefined).map((key) => refuse(`${path}.securityContext.${key}`)),
    ...containersOf(path, spec).flatMap(([field, { securityContext = {} }]) =>
      ofContext
        .filter((key) => securityContext[key] !== undefined)
        .map((key) => refuse(`${field}.securityContext.${key}`)),
    ),
  ];
}

type Place = readonly [path: string, container: Pick<Written<Container>, 'securityContext'>];

function containersOf(path: string, { initContainers = [], containers = [] }: Written<PodSpec>): Place[] {
  return [
    ...initContainers.map((container, index): Place => [`${path}.initContainers[${index}]`, container]),
    ...containers.map((container, index): Place => [`${path}.containers[${index}]`, container]),
  ];
}
