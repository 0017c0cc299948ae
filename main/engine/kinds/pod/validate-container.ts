// Models validateContainers and validateInitContainers in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, ContainerPort, Volume } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import {
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  oneOf,
  required,
  requiredText,
  unsupported,
} from '../faults.ts';
import { portNameFaults, portNumberFaults, protocols } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { validateEnvironment } from './validate-env.ts';
import { validateLifecycle, validateProbe, type ProbeUse } from './validate-probe.ts';
import { validateVolumeMounts } from './validate-mounts.ts';
import { validateResources } from './validate-resources.ts';
import { validateSecurityContext } from './validate-security.ts';

type WrittenContainer = Written<Container>;

/** What the containers of a Pod may refer to. */
export interface PodScope {
  readonly volumes: readonly Written<Volume>[];
  readonly graceSeconds: number;
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
      ...validateUniqueName(`${own}.name`, container, names),
      ...(container.restartPolicy === 'Always'
        ? validateHooksAndProbes(own, container, scope)
        : (['lifecycle', ...probeUses] as const)
            .filter((field) => container[field] !== undefined)
            .map((field) => forbidden(`${own}.${field}`, FOR_SIDECARS_ONLY))),
      ...validateHostPorts(path, [container]),
    ];
  });
}

function validateUniqueName(field: string, { name }: WrittenContainer, names: Set<string | undefined>): FieldError[] {
  if (names.has(name)) return [duplicate(field, name)];
  names.add(name);
  return [];
}

/** What holds for containers of every sort. */
export function validateContainer(path: string, container: WrittenContainer, scope: PodScope): FieldError[] {
  const { name, image = '', imagePullPolicy, terminationMessagePolicy } = container;
  return [
    ...requiredText(`${path}.name`, name, labelFaults),
    ...requiredText(`${path}.image`, image, (text) =>
      text === text.trim() ? [] : ['must not have leading or trailing whitespace'],
    ),
    ...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, messagePolicies),
    ...validatePorts(`${path}.ports`, container.ports ?? []),
    ...validateEnvironment(path, container),
    ...validateVolumeMounts(`${path}.volumeMounts`, container, scope.volumes),
    ...validateDevices(`${path}.volumeDevices`, container, scope.volumes),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies),
    ...validateResources(`${path}.resources`, container.resources),
    ...validateResizePolicy(`${path}.resizePolicy`, container),
    ...validateSecurityContext(`${path}.securityContext`, container.securityContext),
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

/** Block devices among the Pod's `volumes`, which must be claims. */
function validateDevices(
  path: string,
  { volumeDevices = [], volumeMounts = [] }: WrittenContainer,
  volumes: readonly Written<Volume>[],
): FieldError[] {
  const places = volumeDevices.map(({ devicePath = '' }) => devicePath);
  return volumeDevices.flatMap(({ name = '', devicePath = '' }, index) => {
    const own = `${path}[${index}]`;
    const volume = volumes.find((one) => one.name === name);
    const errors = requiredText(`${own}.name`, name);
    if (!volume) errors.push(notFound(`${own}.name`, name));
    else if (!volume.persistentVolumeClaim && !volume.ephemeral) {
      const fault = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalid(`${own}.name`, name, fault));
    }
    errors.push(...requiredText(`${own}.devicePath`, devicePath));
    if (devicePath !== '' && places.indexOf(devicePath) < index) {
      errors.push(invalid(`${own}.devicePath`, devicePath, 'must be unique'));
    }
    if (volumeMounts.some(({ mountPath }) => mountPath === devicePath)) {
      errors.push(invalid(`${own}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    return errors;
  });
}

function validateResizePolicy(path: string, { resizePolicy = [] }: WrittenContainer): FieldError[] {
  const names = resizePolicy.map(({ resourceName }) => resourceName);
  return resizePolicy.flatMap(({ resourceName = '', restartPolicy = '' }, index) => [
    ...(names.indexOf(resourceName) < index ? [duplicate(`${path}[${index}]`, resourceName)] : []),
    ...(resizableResources.includes(resourceName)
      ? []
      : [unsupported(`${path}[${index}]`, resourceName, resizableResources)]),
    ...(resizePolicies.includes(restartPolicy)
      ? []
      : [unsupported(`${path}[${index}]`, restartPolicy, resizePolicies)]),
  ]);
}
