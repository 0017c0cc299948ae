// Models ValidatePodSpec in pkg/apis/core/validation/validation.go (v1.35).
import type { PodSpec } from '../../api/generated/types.ts';
import { labelFaults, subdomainFaults, validateLabels } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, invalidFor, oneOf, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateAffinity } from './validate-affinity.ts';
import { validateClaims } from './validate-claims.ts';
import { type PodScope, validateContainers, validateInitContainers } from './validate-container.ts';
import { validateDnsConfig, validateHostAliases } from './validate-dns.ts';
import { validateEphemeralContainers } from './validate-ephemeral.ts';
import { validateGates, validateReadinessGates } from './validate-gates.ts';
import { validateHostPorts, validateHostUsers } from './validate-host.ts';
import { validatePodResources } from './validate-pod-resources.ts';
import { validatePodSecurity } from './validate-security.ts';
import { validateSpreadConstraints } from './validate-spread.ts';
import { validateSystem } from './validate-system.ts';
import { validateTolerations } from './validate-tolerations.ts';
import { validateVolumes } from './validate-volumes.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const preemptionPolicies = ['PreemptLowerPriority', 'Never'];
const operatingSystems = ['linux', 'windows'];
const INT32_MAX = 2_147_483_647;

/** A Pod's own spec, or the one of a template, which has no `podName`. */
export function validatePodSpec(path: string, spec: Written<PodSpec>, podName = ''): FieldError[] {
  const { containers = [], initContainers = [], terminationGracePeriodSeconds: graceSeconds = 0 } = spec;
  const volumes = validateVolumes(`${path}.volumes`, spec.volumes ?? [], podName);
  const scope: PodScope = {
    volumes: volumes.sound,
    graceSeconds,
    restartPolicy: spec.restartPolicy,
    hostUsers: spec.hostUsers ?? true,
    claimNames: (spec.resourceClaims ?? []).flatMap(({ name }) => name ?? []),
  };
  return [
    ...volumes.errors,
    ...validateClaims(`${path}.resourceClaims`, spec.resourceClaims ?? []),
    ...validateContainers(`${path}.containers`, containers, scope),
    ...validateInitContainers(`${path}.initContainers`, initContainers, containers, scope),
    ...validateEphemeralContainers(`${path}.ephemeralContainers`, spec, scope),
    ...validatePodResources(`${path}.resources`, spec),
    ...validateHostPorts(path, spec, podName !== ''),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, restartPolicies),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, dnsPolicies),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...validatePodSecurity(path, spec),
    ...validateAffinity(`${path}.affinity`, spec.affinity ?? {}),
    ...validateDnsConfig(path, spec),
    ...validateReadinessGates(`${path}.readinessGates`, spec.readinessGates ?? []),
    ...validateGates(`${path}.schedulingGates`, spec.schedulingGates ?? []),
    ...validateSpreadConstraints(`${path}.topologySpreadConstraints`, spec.topologySpreadConstraints ?? []),
    ...validateHostUsers(path, spec),
    ...validateNames(path, spec),
    ...validateTolerations(`${path}.tolerations`, spec.tolerations ?? []),
    ...validateHostAliases(`${path}.hostAliases`, spec.hostAliases ?? []),
    ...validateLateNames(path, spec),
    ...validateSystem(path, spec),
  ];
}

function validateNames(path: string, spec: Written<PodSpec>): FieldError[] {
  const check = (field: keyof PodSpec, value: string | undefined, faultsOf: (name: string) => string[]) =>
    value ? invalidFor(`${path}.${field}`, value, faultsOf(value)) : [];
  return [
    ...check('serviceAccountName', spec.serviceAccountName, subdomainFaults),
    ...check('nodeName', spec.nodeName, subdomainFaults),
    ...validateDeadline(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds),
    ...check('hostname', spec.hostname, labelFaults),
    ...check('subdomain', spec.subdomain, labelFaults),
  ];
}

function validateLateNames(path: string, spec: Written<PodSpec>): FieldError[] {
  const { priorityClassName: priority, runtimeClassName: runtime, preemptionPolicy: policy, os } = spec;
  return [
    ...(priority ? invalidFor(`${path}.priorityClassName`, priority, subdomainFaults(priority)) : []),
    ...(runtime === undefined ? [] : invalidFor(`${path}.runtimeClassName`, runtime, subdomainFaults(runtime))),
    ...(policy === undefined ? [] : oneOf(`${path}.preemptionPolicy`, policy, preemptionPolicies)),
    ...(os ? validateSystemName(`${path}.os`, os.name ?? '') : []),
  ];
}

function validateDeadline(field: string, seconds: number | undefined): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= INT32_MAX)) return [];
  return [invalid(field, seconds, `must be between 1 and ${INT32_MAX}, inclusive`)];
}

function validateSystemName(path: string, name: string): FieldError[] {
  if (name === '') return [required(`${path}.name`, 'cannot be empty')];
  return operatingSystems.includes(name) ? [] : [unsupported(path, name, operatingSystems)];
}
