// Models ValidateEnv and ValidateEnvFrom in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, EnvFromSource, EnvVar } from '../../api/generated/types.ts';
import { namePrefix, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, requiredText } from '../faults.ts';
import { configKeyFaults } from '../value-rules.ts';
import type { Written } from '../written.ts';
import { validateFieldRef, validateResourceRef } from './validate-field-ref.ts';

/** Fields that a variable can hold. */
const environmentFields = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];

/** The variables of a container at `path`. */
export function validateEnvironment(path: string, { env = [], envFrom = [] }: Written<Container>): FieldError[] {
  return [
    ...env.flatMap((variable, index) => validateVariable(`${path}.env[${index}]`, variable)),
    ...envFrom.flatMap((source, index) => validateFrom(`${path}.envFrom`, index, source)),
  ];
}

function validateVariable(path: string, { name = '', value = '', valueFrom }: Written<EnvVar>): FieldError[] {
  const errors = requiredText(`${path}.name`, name, variableNameFaults);
  if (!valueFrom) return errors;
  return [...errors, ...validateSources(`${path}.valueFrom`, valueFrom), ...validateOneSource(path, value, valueFrom)];
}

type ValueFrom = NonNullable<Written<EnvVar>['valueFrom']>;

function validateSources(path: string, { fieldRef, resourceFieldRef, ...keyRefs }: ValueFrom): FieldError[] {
  const errors: FieldError[] = [];
  if (fieldRef) errors.push(...validateFieldRef(`${path}.fieldRef`, fieldRef, environmentFields));
  if (resourceFieldRef) {
    errors.push(...validateResourceRef(`${path}.resourceFieldRef`, resourceFieldRef, { ofContainer: false }));
  }
  for (const source of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const reference = keyRefs[source];
    if (!reference) continue;
    const { name = '', key } = reference;
    errors.push(...invalidFor(`${path}.${source}.name`, name, subdomainFaults(name)));
    errors.push(...requiredText(`${path}.${source}.key`, key, configKeyFaults));
  }
  return errors;
}

function validateOneSource(path: string, value: string, valueFrom: ValueFrom): FieldError[] {
  const refuse = (why: string) => [invalid(`${path}.valueFrom`, '', why)];
  const given = Object.values(valueFrom).filter((source) => source !== undefined).length;
  if (given === 0) {
    return refuse('must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`');
  }
  if (value !== '') return refuse('may not be specified when `value` is not empty');
  return given > 1 ? refuse('may not have more than one field specified at a time') : [];
}

/** Which of the sources at `list` names none, or two, is not told. */
function validateFrom(list: string, index: number, source: Written<EnvFromSource>): FieldError[] {
  const { prefix = '', configMapRef, secretRef } = source;
  const path = `${list}[${index}]`;
  const errors = prefix === '' ? [] : invalidFor(`${path}.prefix`, prefix, variableNameFaults(prefix));
  if (configMapRef) errors.push(...requiredText(`${path}.configMapRef.name`, configMapRef.name, prefixFaults));
  if (secretRef) errors.push(...requiredText(`${path}.secretRef.name`, secretRef.name, prefixFaults));
  if (!configMapRef && !secretRef) {
    errors.push(invalid(list, '', 'must specify one of: `configMapRef` or `secretRef`'));
  } else if (configMapRef && secretRef) {
    errors.push(invalid(list, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

/** A name is looked at as if more could follow: a dash at its end is none. */
const prefixFaults = (name: string): string[] => subdomainFaults(namePrefix(name));

function variableNameFaults(name: string): string[] {
  if (/^[ -<>-~]+$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}
