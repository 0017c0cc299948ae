// Models ValidateEnv and ValidateEnvFrom in pkg/apis/core/validation/validation.go (v1.35).
import type {
  Container,
  EnvFromSource,
  EnvVar,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, required, requiredText, unsupported } from '../faults.ts';
import { configKeyFaults } from '../value-rules.ts';
import type { Written } from '../written.ts';

/** Fields that a container may ask for; others of a Pod are known, but not to it. */
const environmentFields = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];
const otherFields = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];
const containerResources = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${list}.${name}`),
);

/** The variables of a container at `path`. */
export function validateEnvironment(path: string, { env = [], envFrom = [] }: Written<Container>): FieldError[] {
  return [
    ...env.flatMap((variable, index) => validateVariable(`${path}.env[${index}]`, variable)),
    ...envFrom.flatMap((source, index) => validateSource(`${path}.envFrom[${index}]`, source)),
  ];
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
  if (valueFrom.fieldRef) errors.push(...validateFieldRef(`${path}.valueFrom.fieldRef`, valueFrom.fieldRef));
  if (valueFrom.resourceFieldRef) {
    errors.push(...validateResourceRef(`${path}.valueFrom.resourceFieldRef`, valueFrom.resourceFieldRef));
  }
  for (const source of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const reference = valueFrom[source];
    if (!reference) continue;
    errors.push(...requiredText(`${path}.valueFrom.${source}.name`, reference.name));
    errors.push(...requiredText(`${path}.valueFrom.${source}.key`, reference.key, configKeyFaults));
  }
  return errors;
}

/** A field of the Pod that a container's environment can hold. */
function validateFieldRef(
  path: string,
  { apiVersion = '', fieldPath = '' }: Written<ObjectFieldSelector>,
): FieldError[] {
  if (apiVersion === '') return [required(`${path}.apiVersion`)];
  const field = `${path}.fieldPath`;
  if (fieldPath === '') return [required(field)];
  if (/^metadata\.(labels|annotations)\['.*'\]$/.test(fieldPath) || environmentFields.includes(fieldPath)) return [];
  if (otherFields.includes(fieldPath)) return [unsupported(field, fieldPath, environmentFields)];
  return [invalid(field, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`)];
}

/** An amount of a container, by its name such as `limits.cpu`. */
export function validateResourceRef(path: string, { resource = '' }: Written<ResourceFieldSelector>): FieldError[] {
  if (resource === '') return [required(`${path}.resource`)];
  if (containerResources.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource)) return [];
  return [unsupported(`${path}.resource`, resource, containerResources)];
}

function validateSource(path: string, source: Written<EnvFromSource>): FieldError[] {
  const { prefix = '', configMapRef, secretRef } = source;
  const errors = prefix === '' ? [] : invalidFor(`${path}.prefix`, prefix, variableNameFaults(prefix));
  if (configMapRef) errors.push(...requiredText(`${path}.configMapRef.name`, configMapRef.name));
  if (secretRef) errors.push(...requiredText(`${path}.secretRef.name`, secretRef.name));
  if (!configMapRef && !secretRef) {
    errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
  } else if (configMapRef && secretRef) {
    errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

function variableNameFaults(name: string): string[] {
  if (/^[ -<>-~]+$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}
