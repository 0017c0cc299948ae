// Models validateContainers and validateInitContainers in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, ContainerPort, EnvVar, Volume } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, forbidden, invalid, invalidFor, oneOf, required, requiredText } from '../faults.ts';
import { configKeyFaults, portNameFaults, portNumberFaults, protocols } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { validateLifecycle, validateProbe, type ProbeUse } from './validate-probe.ts';
import { validateResources } from './validate-resources.ts';
import { validateVolumeMounts } from './validate-volumes.ts';

type WrittenContainer = Written<Container>;

/** What the containers of a Pod may refer to. */
export interface PodScope {
  readonly volumes: readonly Written<Volume>[];
  readonly graceSeconds: number;
}

const probeUses: readonly ProbeUse[] = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
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
function validateContainer(path: string, container: WrittenContainer, scope: PodScope): FieldError[] {
  const { name, image = '', imagePullPolicy, terminationMessagePolicy } = container;
  return [
    ...requiredText(`${path}.name`, name, labelFaults),
    ...requiredText(`${path}.image`, image, (text) =>
      text === text.trim() ? [] : ['must not have leading or trailing whitespace'],
    ),
    ...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, messagePolicies),
    ...validatePorts(`${path}.ports`, container.ports ?? []),
    ...(container.env ?? []).flatMap((variable, index) => validateVariable(`${path}.env[${index}]`, variable)),
    ...validateVolumeMounts(`${path}.volumeMounts`, container.volumeMounts ?? [], scope.volumes),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies),
    ...validateResources(`${path}.resources`, container.resources),
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

function validateVariable(path: string, { name = '', value = '', valueFrom }: Written<EnvVar>): FieldError[] {
  const errors = requiredText(`${path}.name`, name, variableNameFaults);
  if (!valueFrom) return errors;
  const given = Object.values(valueFrom).filter((source) => source !== undefined).length;
  if (given === 0) {
    errors.push(
      invalid(
        `${path}.valueFrom`,
        '',
        'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
      ),
    );
  } else if (value !== '') {
    errors.push(invalid(`${path}.valueFrom`, '', 'may not be specified when `value` is not empty'));
  } else if (given > 1) {
    errors.push(invalid(`${path}.valueFrom`, '', 'may not have more than one field specified at a time'));
  }
  for (const source of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const reference = valueFrom[source];
    if (!reference) continue;
    errors.push(...requiredText(`${path}.valueFrom.${source}.name`, reference.name));
    errors.push(...requiredText(`${path}.valueFrom.${source}.key`, reference.key, configKeyFaults));
  }
  return errors;
}

function variableNameFaults(name: string): string[] {
  if (/^[ -<>-~]+$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}
