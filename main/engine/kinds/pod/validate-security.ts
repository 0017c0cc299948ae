// Models ValidatePodSecurityContext and ValidateSecurityContext in pkg/apis/core/validation/validation.go (v1.35).
import type {
  Container,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
} from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, oneOf, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { securityInGo } from './in-go.ts';

const ID_MAX = 2_147_483_647;
const ID_FAULT = `must be between 0 and ${ID_MAX}, inclusive`;
const groupPolicies = ['Always', 'OnRootMismatch'];
const supplementalPolicies = ['Merge', 'Strict'];
const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const mountTypes = ['Default', 'Unmasked'];
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** The Pod's own context, and the host's namespaces it asks for. */
export function validatePodSecurity(path: string, spec: Written<PodSpec>): FieldError[] {
  const context = spec.securityContext ?? {};
  const field = `${path}.securityContext`;
  const both = spec.shareProcessNamespace && spec.hostPID;
  return [
    ...validateHostNetwork(path, spec),
    ...(both
      ? [invalid(`${field}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled')]
      : []),
    ...validateId(`${field}.fsGroup`, context.fsGroup),
    ...validateId(`${field}.runAsUser`, context.runAsUser),
    ...validateId(`${field}.runAsGroup`, context.runAsGroup),
    ...(context.supplementalGroups ?? []).flatMap((id, index) =>
      validateId(`${field}.supplementalGroups[${index}]`, id),
    ),
    ...(context.supplementalGroupsPolicy === undefined
      ? []
      : oneOf(`${field}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, supplementalPolicies)),
    ...validateSysctls(`${field}.sysctls`, context),
    ...(context.fsGroupChangePolicy === undefined
      ? []
      : oneOf(`${field}.fsGroupChangePolicy`, context.fsGroupChangePolicy, groupPolicies)),
    ...validateSeccomp(`${field}.seccompProfile`, context.seccompProfile),
  ];
}

/** The context of one container. */
export function validateSecurityContext(path: string, context: Written<SecurityContext> | undefined): FieldError[] {
  if (!context) return [];
  const { allowPrivilegeEscalation, privileged, procMount, capabilities } = context;
  const errors = [
    ...validateId(`${path}.runAsUser`, context.runAsUser),
    ...validateId(`${path}.runAsGroup`, context.runAsGroup),
    ...(procMount === undefined || mountTypes.includes(procMount)
      ? []
      : [unsupported(`${path}.procMount`, procMount, mountTypes)]),
    ...validateSeccomp(`${path}.seccompProfile`, context.seccompProfile),
  ];
  if (allowPrivilegeEscalation !== false) return errors;
  const fault = (other: string) =>
    invalid(path, securityInGo(context), `cannot set \`allowPrivilegeEscalation\` to false and ${other}`);
  if (privileged) errors.push(fault('`privileged` to true'));
  if ((capabilities?.add ?? []).includes('CAP_SYS_ADMIN')) errors.push(fault('`capabilities.Add` CAP_SYS_ADMIN'));
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

function validateId(field: string, id: number | undefined): FieldError[] {
  return id === undefined || (id >= 0 && id <= ID_MAX) ? [] : [invalid(field, id, ID_FAULT)];
}

function validateSysctls(path: string, { sysctls = [] }: Written<PodSecurityContext>): FieldError[] {
  const names = new Set<string>();
  return sysctls.flatMap(({ name = '' }, index) => {
    const field = `${path}[${index}].name`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(field));
    else if (name.length > 253 || !SYSCTL.test(name)) {
      const pattern = SYSCTL.source.slice(1, -1).replaceAll('\\', '');
      errors.push(invalid(field, name, `must have at most 253 characters and match regex ^${pattern}$`));
    } else if (names.has(name)) errors.push(duplicate(field, name));
    names.add(name);
    return errors;
  });
}

function validateSeccomp(path: string, profile: Written<SeccompProfile> | undefined): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile: file } = profile;
  if (type === '') return [required(`${path}.type`, 'type is required when seccompProfile is set')];
  if (!profileTypes.includes(type)) return [unsupported(`${path}.type`, type, profileTypes)];
  const field = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    return file === undefined ? [] : [invalid(field, file, 'can only be set when seccomp type is Localhost')];
  }
  if (file === undefined) return [required(field, 'must be set when seccomp type is Localhost')];
  if (file.startsWith('/')) return [invalid(field, file, 'must be a relative path')];
  return file.split('/').includes('..') ? [invalid(field, file, "must not contain '..'")] : [];
}
