// Models describeContainerEnvVars and describeContainerEnvFrom in staging/src/k8s.io/kubectl/pkg/describe/describe.go
// (v1.35).
import type { Container, EnvFromSource, EnvVar, Pod, ResourceFieldSelector } from '../../api/generated/types.ts';
import type { Description } from '../description.ts';
import { containerResource, podField } from './fields.ts';

/** Of a container of a Pod, or where `pod` is undefined of a template. */
export function describeEnvironment(description: Description, container: Container, pod: Pod | undefined): void {
  const { env = [], envFrom = [] } = container;
  if (envFrom.length > 0) description.line(2, 'Environment Variables from:');
  for (const source of envFrom) description.line(3, sourceLine(source));
  description.line(2, env.length === 0 ? 'Environment:\t<none>' : 'Environment:');
  for (const variable of env) for (const line of variableLines(variable, container, pod)) description.line(3, line);
}

function sourceLine({ configMapRef, secretRef, prefix }: EnvFromSource): string {
  const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
  const from = configMapRef ? 'ConfigMap' : 'Secret';
  return `${name}\t${from}${prefix ? ` with prefix '${prefix}'` : ''}\tOptional: ${optional}`;
}

/** kubectl's own table of kinds knows no other fields by which a Pod can be selected. */
const RESOLVED = ['metadata.name', 'metadata.namespace'];

function variableLines({ name, value = '', valueFrom }: EnvVar, container: Container, pod: Pod | undefined): string[] {
  if (!valueFrom) return value.split('\n').map((line, index) => `${index === 0 ? `${name}:` : ''}\t${line}`);
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef) {
    const text = pod && RESOLVED.includes(fieldRef.fieldPath) ? podField(pod, fieldRef.fieldPath) : '';
    return [`${name}:\t${text} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`];
  }
  if (resourceFieldRef) {
    return [`${name}:\t${resourceText(container, resourceFieldRef)} (${resourceFieldRef.resource})`];
  }
  const { key, name: object = '', optional = false } = secretKeyRef ?? configMapKeyRef ?? { key: '' };
  const place = secretKeyRef ? `in secret '${object}'` : `of config map '${object}'`;
  return [`${name}:\t<set to the key '${key}' ${place}>\tOptional: ${optional}`];
}

/** A container without limit may use the whole node. */
function resourceText(container: Container, { resource, divisor }: ResourceFieldSelector): string {
  const text = containerResource(container, resource, divisor);
  return text === '0' && (resource === 'limits.cpu' || resource === 'limits.memory') ? 'node allocatable' : text;
}
