// Models validateObjectFieldSelector and validateContainerResourceFieldSelector in
// pkg/apis/core/validation/validation.go (v1.35): what a container may be told of its own Pod.
import type { ObjectFieldSelector, ResourceFieldSelector } from '../../api/generated/types.ts';
import { qualifiedNameFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';

/** Fields of Pods that are known; where one is asked for, only some of them can be given. */
const knownFields = [
  ...['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'],
  ...['spec.nodeName', 'spec.restartPolicy', 'spec.schedulerName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.phase', 'status.podIP', 'status.podIPs'],
];
const mapFields = ['metadata.annotations', 'metadata.labels'];

/** A field of the Pod, of which `supported` can be given here, or one label or annotation. */
export function validateFieldRef(
  path: string,
  { apiVersion = '', fieldPath = '' }: Written<ObjectFieldSelector>,
  supported: readonly string[],
): FieldError[] {
  const field = `${path}.fieldPath`;
  if (apiVersion === '') return [required(`${path}.apiVersion`)];
  if (fieldPath === '') return [required(field)];
  const refuse = (why: string) => [invalid(field, fieldPath, `error converting fieldPath: ${why}`)];
  if (apiVersion !== 'v1') return refuse(`unsupported pod version: ${apiVersion}`);
  const [, map = '', key = ''] = /^(.+?)\['(.*)'\]$/s.exec(fieldPath) ?? [];
  if (map !== '') {
    if (!mapFields.includes(map)) return refuse(`field label does not support subscript: ${fieldPath}`);
    return invalidFor(path, key, qualifiedNameFaults(map === 'metadata.annotations' ? key.toLowerCase() : key));
  }
  if (!knownFields.includes(fieldPath)) return refuse(`field label not supported: ${fieldPath}`);
  return supported.includes(fieldPath) ? [] : [unsupported(field, fieldPath, supported)];
}

const containerResources = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${list}.${name}`),
);
const cpuDivisors = ['1m', '1'];
const byteDivisors = [...['1', '1k', '1M', '1G', '1T', '1P', '1E'], ...['1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']];
/** Resources as messages about their divisors call them, by how their names go on after the list. */
const measuredInBytes: readonly (readonly [name: string, title: string])[] = [
  ['memory', 'memory'],
  ['ephemeral-storage', 'local ephemeral storage'],
  ['hugepages-', 'hugepages'],
];

/** An amount of a container, by its name such as `limits.cpu`; files have to say `ofContainer` which it is. */
export function validateResourceRef(
  path: string,
  { containerName = '', resource = '', divisor = '0' }: Written<ResourceFieldSelector>,
  { ofContainer }: { readonly ofContainer: boolean },
): FieldError[] {
  const divisorErrors = validateDivisor(`${path}.divisor`, resource, divisor);
  if (ofContainer && containerName === '') return [required(`${path}.containerName`), ...divisorErrors];
  if (resource === '') return [required(`${path}.resource`), ...divisorErrors];
  const known = containerResources.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource);
  return [...(known ? [] : [unsupported(`${path}.resource`, resource, containerResources)]), ...divisorErrors];
}

/** `divisor` is in its canonical form. */
function validateDivisor(field: string, resource: string, divisor: string): FieldError[] {
  const name = /^(?:limits|requests)\.(.*)$/.exec(resource)?.[1];
  if (divisor === '0' || name === undefined) return [];
  if (name === 'cpu') {
    if (cpuDivisors.includes(divisor)) return [];
    return [invalid(field, resource, "only divisor's values 1m and 1 are supported with the cpu resource")];
  }
  const title = measuredInBytes.find(([start]) => (start.endsWith('-') ? name.startsWith(start) : name === start))?.[1];
  if (title === undefined || byteDivisors.includes(divisor)) return [];
  const list = byteDivisors.join(', ');
  return [invalid(field, resource, `only divisor's values ${list} are supported with the ${title} resource`)];
}
