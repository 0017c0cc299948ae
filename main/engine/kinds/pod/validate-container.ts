// Models validateContainers and validateInitContainers in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, ContainerPort, Volume } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, forbidden, invalid, invalidFor, oneOf, required, requiredText } from '../faults.ts';
import { portNameFaults, portNumberFaults, protocols } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { validateDevices } from './validate-devices.ts';
import { validateEnvironment } from './validate-env.ts';
import { validateLifecycle, validateProbe, type ProbeUse } from './validate-probe.ts';
import { validateVolumeMounts } from './validate-mounts.ts';
import { validateResources } from './validate-resources.ts';
import { validateRestart } from './validate-restart.ts';
import { validateSecurityContext } from './validate-security.ts';

type WrittenContainer = Written<Container>;

/** What the containers of a Pod may refer to. */
export interface PodScope {
  readonly volumes: readonly Written<Volume>[];
  readonly graceSeconds: number;
  readonly restartPolicy?: string | undefined;
  /** False when the Pod's users are not those of its machine. */
  readonly hostUsers: boolean;
  /** Names in the Pod's `resourceClaims`. */
  readonly claimNames: readonly string[];
}

const probeUses: readonly ProbeUse[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const resizePolicies = ['NotRequired', 'RestartContainer'];
const resizableResources = ['cpu', 'memory'];
const messagePolicies = ['File', 'FallbackToLogsOnError'];
const FOR_SIDECARS_ONLY = 'may not be set for init containers without restartPolicy=Always';

export function validateContainers(
  path: string,
  containers: readonly WrittenContainer[],
  scope: PodScope,
): FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string | undefined>();
  const errors = containers.flatMap((container, index) => [
    ...validateContainer(`${path}[${index}]`, container, scope),
    ...validateUniqueName(`${path}[${index}].name`, container, names),
    ...validateHooksAndProbes(`${path}[${index}]`, container, scope),
    ...validateRestart(`${path}[${index}]`, container),
  ]);
  return [...errors, ...validateHostPorts(path, containers)];
}

export function validateInitContainers(
  path: string,
  initContainers: readonly WrittenContainer[],
  containers: readonly WrittenContainer[],
  scope: PodScope,
): FieldError[] {
  const names = new Set(containers.map(({ name }) => name));
  return initContainers.flatMap((container, index) => {
    const own = `${path}[${index}]`;
    return [
      ...validateContainer(own, container, scope),
      ...validateRestart(own, container),
      ...validateUniqueName(`${own}.name`, container, names),
      ...validateHostPorts(path, [container]),
      ...(container.restartPolicy === 'Always'
        ? validateHooksAndProbes(own, container, scope)
        : (['lifecycle', ...probeUses] as const)
            .filter((field) => container[field] !== undefined)
            .map((field) => forbidden(`${own}.${field}`, FOR_SIDECARS_ONLY))),
    ];
  });
}

function validateUniqueName(field: string, { name }: WrittenContainer, names: Set<string | undefined>): FieldError[] {
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}

/** Names of images in templates may have spaces around them, those in Pods may not. */
export function validateImageName(path: string, { image = '' }: WrittenContainer): FieldError[] {
  return image === image.trim()
    ? []
    : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

/** What holds for containers of every sort. */
export function validateContainer(path: string, container: WrittenContainer, scope: PodScope): FieldError[] {
  const { name, image = '', imagePullPolicy, terminationMessagePolicy } = container;
  return [
    ...requiredText(`${path}.name`, name, labelFaults),
    ...requiredText(`${path}.image`, image),
    ...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, messagePolicies),
    ...validatePorts(`${path}.ports`, container.ports ?? []),
    ...validateEnvironment(path, container),
    ...validateVolumeMounts(`${path}.volumeMounts`, container, scope.volumes),
    ...validateDevices(`${path}.volumeDevices`, container, scope.volumes),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies),
    ...validateResources(`${path}.resources`, container.resources, scope.claimNames),
    ...validateResizePolicy(`${path}.resizePolicy`, container, scope.restartPolicy),
    ...validateSecurityContext(`${path}.securityContext`, container.securityContext, scope),
  ];
}

function validateHooksAndProbes(path: string, container: WrittenContainer, { graceSeconds }: PodScope): FieldError[] {
  return [
    ...validateLifecycle(`${path}.lifecycle`, container.lifecycle, graceSeconds),
    ...probeUses.flatMap((use) => validateProbe(`${path}.${use}`, use, container[use], graceSeconds)),
  ];
}

function validatePorts(path: string, ports: readonly Written<ContainerPort>[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const own = `${path}[${index}]`;
    const { name = '', containerPort = 0, hostPort = 0, protocol } = port;
    const errors = name === '' ? [] : invalidFor(`${own}.name`, name, portNameFaults(name));
    if (name !== '' && errors.length === 0 && names.has(name)) errors.push(duplicate(`${own}.name`, name));
    names.add(name);
    if (containerPort === 0) errors.push(required(`${own}.containerPort`));
    else errors.push(...invalidFor(`${own}.containerPort`, containerPort, portNumberFaults(containerPort)));
    if (hostPort !== 0) errors.push(...invalidFor(`${own}.hostPort`, hostPort, portNumberFaults(hostPort)));
    return [...errors, ...oneOf(`${own}.protocol`, protocol, protocols)];
  });
}

/** No two containers may take the same port of the node. */
function validateHostPorts(path: string, containers: readonly WrittenContainer[]): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports }, index) =>
    (ports ?? []).flatMap(({ hostPort, protocol, hostIP }, portIndex) => {
      if (!hostPort) return [];
      const key = `${protocol ?? ''}/${hostIP ?? ''}/${hostPort}`;
      if (taken.has(key)) return [duplicate(`${path}[${index}].ports[${portIndex}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}

/** What is wrong with a policy is told of the whole list. */
function validateResizePolicy(
  path: string,
  { resizePolicy = [] }: WrittenContainer,
  podRestartPolicy: string | undefined,
): FieldError[] {
  const names = resizePolicy.map(({ resourceName }) => resourceName);
  return resizePolicy.flatMap(({ resourceName = '', restartPolicy = '' }, index) => [
    ...(names.indexOf(resourceName) < index ? [duplicate(`${path}[${index}]`, resourceName)] : []),
    ...oneOf(path, resourceName, resizableResources),
    ...oneOf(path, restartPolicy, resizePolicies),
    ...(podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired'
      ? [invalid(path, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'")]
      : []),
  ]);
}
