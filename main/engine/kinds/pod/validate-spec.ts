// Models ValidatePodSpec in pkg/apis/core/validation/validation.go (v1.35).
import type { Container, PodSpec, PodTemplateSpec, Toleration } from '../../api/generated/types.ts';
import { labelFaults, qualifiedNameFaults, subdomainFaults, validateLabels } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, oneOf, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateContainers, validateInitContainers } from './validate-container.ts';
import { validateVolumes } from './validate-volumes.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const INT32_MAX = 2_147_483_647;

export function validatePodSpec(path: string, spec: Written<PodSpec>): FieldError[] {
  const { containers = [], initContainers = [], volumes = [], terminationGracePeriodSeconds: graceSeconds = 0 } = spec;
  const scope = { volumes, graceSeconds };
  return [
    ...validateVolumes(`${path}.volumes`, volumes),
    ...validateContainers(`${path}.containers`, containers, scope),
    ...validateInitContainers(`${path}.initContainers`, initContainers, containers, scope),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, restartPolicies),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, dnsPolicies),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...validateHostNetwork(path, spec),
    ...validateNames(path, spec),
    ...validateDeadline(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds),
    ...validateTolerations(`${path}.tolerations`, spec.tolerations ?? []),
  ];
}

/** The template of a controller named `kind`, whose Pods are always restarted. */
export function validateTemplate(path: string, template: Written<PodTemplateSpec>, kind: string): FieldError[] {
  const spec = template.spec ?? {};
  const errors = [
    ...validateLabels(template.metadata?.labels, `${path}.labels`),
    ...validatePodSpec(`${path}.spec`, spec),
  ];
  const { restartPolicy } = spec;
  if (restartPolicy !== undefined && restartPolicy !== 'Always' && restartPolicies.includes(restartPolicy)) {
    errors.push(unsupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  }
  if (spec.activeDeadlineSeconds !== undefined) {
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${kind} is not Supported`));
  }
  return errors;
}

function validateHostNetwork(path: string, { hostNetwork, containers = [] }: Written<PodSpec>): FieldError[] {
  if (!hostNetwork) return [];
  return containers.flatMap(({ ports }: Written<Container>, index) =>
    (ports ?? []).flatMap(({ hostPort, containerPort }, portIndex) => {
      if (hostPort === containerPort) return [];
      const field = `${path}.containers[${index}].ports[${portIndex}].containerPort`;
      return [invalid(field, containerPort ?? 0, 'must match `hostPort` when `hostNetwork` is true')];
    }),
  );
}

function validateNames(path: string, spec: Written<PodSpec>): FieldError[] {
  const check = (field: keyof PodSpec, value: string | undefined, faultsOf: (name: string) => string[]) =>
    value ? invalidFor(`${path}.${field}`, value, faultsOf(value)) : [];
  return [
    ...check('serviceAccountName', spec.serviceAccountName, subdomainFaults),
    ...check('nodeName', spec.nodeName, subdomainFaults),
    ...check('hostname', spec.hostname, labelFaults),
    ...check('subdomain', spec.subdomain, labelFaults),
    ...check('schedulerName', spec.schedulerName, subdomainFaults),
    ...check('priorityClassName', spec.priorityClassName, subdomainFaults),
  ];
}

function validateDeadline(field: string, seconds: number | undefined): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= INT32_MAX)) return [];
  return [invalid(field, seconds, `must be between 1 and ${INT32_MAX}, inclusive`)];
}

export function validateTolerations(path: string, tolerations: readonly Written<Toleration>[]): FieldError[] {
  return tolerations.flatMap((toleration, index) => validateToleration(`${path}[${index}]`, toleration));
}

function validateToleration(path: string, toleration: Written<Toleration>): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const errors = key === '' ? [] : invalidFor(`${path}.key`, key, qualifiedNameFaults(key));
  if (key === '' && operator !== 'Exists') {
    const fault = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(`${path}.operator`, operator, fault));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === 'Exists' && value !== '') {
    errors.push(invalid(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'"));
  }
  if (!['', 'Equal', 'Exists'].includes(operator))
    errors.push(unsupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  if (effect !== '' && !taintEffects.includes(effect)) errors.push(unsupported(`${path}.effect`, effect, taintEffects));
  return errors;
}

/** The template a controller must have, and whose labels its `matches` must select. */
export function validateSelectedTemplate(
  path: string,
  template: Written<PodTemplateSpec> | undefined,
  kind: string,
  matches: (labels: Readonly<Record<string, string>>) => boolean,
): FieldError[] {
  if (!template) return [required(path)];
  const labels = template.metadata?.labels ?? {};
  const unmatched = invalid(`${path}.metadata.labels`, labels, '`selector` does not match template `labels`');
  return [...(matches(labels) ? [] : [unmatched]), ...validateTemplate(path, template, kind)];
}
