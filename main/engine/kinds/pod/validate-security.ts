// Models ValidatePodSecurityContext and ValidateSecurityContext in pkg/apis/core/validation/validation.go (v1.35).
import type { AppArmorProfile, PodSpec, SeccompProfile, SecurityContext } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, required, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { securityInGo } from './in-go.ts';
import { validateDescendingPath } from './validate-files.ts';

const ID_MAX = 2_147_483_647;
const ID_FAULT = `must be between 0 and ${ID_MAX}, inclusive`;
const groupPolicies = ['Always', 'OnRootMismatch'];
const supplementalPolicies = ['Merge', 'Strict'];
/** The other one, `MountOption`, is behind a feature gate that is off. */
const changePolicies = ['Recursive'];
const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const mountTypes = ['Default', 'Unmasked'];
const IPC_SYSCTL = /^(kernel\.(shm|msg)|kernel\.sem$|fs\.mqueue\.)/;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** The Pod's own context. */
export function validatePodSecurity(path: string, spec: Written<PodSpec>): FieldError[] {
  const context = spec.securityContext ?? {};
  const field = `${path}.securityContext`;
  const both = spec.shareProcessNamespace && spec.hostPID;
  return [
    ...validateId(`${field}.fsGroup`, context.fsGroup),
    ...validateId(`${field}.runAsUser`, context.runAsUser),
    ...validateId(`${field}.runAsGroup`, context.runAsGroup),
    ...(context.supplementalGroups ?? []).flatMap((id, index) =>
      validateId(`${field}.supplementalGroups[${index}]`, id),
    ),
    ...(both
      ? [invalid(`${field}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled')]
      : []),
    ...validateSysctls(`${field}.sysctls`, spec),
    ...validateChoice(`${field}.fsGroupChangePolicy`, context.fsGroupChangePolicy, groupPolicies),
    ...validateSeccomp(`${field}.seccompProfile`, context.seccompProfile),
    ...validateAppArmor(`${field}.appArmorProfile`, context.appArmorProfile),
    ...validateChoice(`${field}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, supplementalPolicies),
    ...validateChoice(`${field}.seLinuxChangePolicy`, context.seLinuxChangePolicy, changePolicies),
  ];
}

/** The context of one container. */
export function validateSecurityContext(
  path: string,
  context: Written<SecurityContext> | undefined,
  { hostUsers }: { readonly hostUsers: boolean },
): FieldError[] {
  if (!context) return [];
  const { procMount } = context;
  return [
    ...validateId(`${path}.runAsUser`, context.runAsUser),
    ...validateId(`${path}.runAsGroup`, context.runAsGroup),
    ...validateChoice(`${path}.procMount`, procMount, mountTypes),
    ...(procMount === 'Unmasked' && hostUsers
      ? [invalid(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`')]
      : []),
    ...validateSeccomp(`${path}.seccompProfile`, context.seccompProfile),
    ...validateEscalation(path, context),
    ...validateAppArmor(`${path}.appArmorProfile`, context.appArmorProfile),
  ];
}

function validateEscalation(path: string, context: Written<SecurityContext>): FieldError[] {
  const { allowPrivilegeEscalation, privileged, capabilities } = context;
  if (allowPrivilegeEscalation !== false) return [];
  const others = [
    ...(privileged ? ['`privileged` to true'] : []),
    ...(capabilities?.add ?? [])
      .filter((name) => name === 'CAP_SYS_ADMIN')
      .map((name) => `\`capabilities.Add\` ${name}`),
  ];
  return others.map((other) =>
    invalid(path, securityInGo(context), `cannot set \`allowPrivilegeEscalation\` to false and ${other}`),
  );
}

function validateChoice(field: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [unsupported(field, value, supported)];
}

function validateId(field: string, id: number | undefined): FieldError[] {
  return id === undefined || (id >= 0 && id <= ID_MAX) ? [] : [invalid(field, id, ID_FAULT)];
}

function validateSysctls(path: string, { securityContext, hostNetwork, hostIPC }: Written<PodSpec>): FieldError[] {
  const names = (securityContext?.sysctls ?? []).map(({ name = '' }) => name);
  return names.flatMap((name, index) => {
    const field = `${path}[${index}].name`;
    const errors = validateSysctlName(field, name);
    if (errors.length === 0 && names.indexOf(name) < index) errors.push(duplicate(field, name));
    const dotted = name.replaceAll('/', '.');
    if (hostNetwork && dotted.startsWith('net.')) {
      errors.push(invalid(field, name, "may not be specified when 'hostNetwork' is true"));
    } else if (hostIPC && IPC_SYSCTL.test(dotted)) {
      errors.push(invalid(field, name, "may not be specified when 'hostIPC' is true"));
    }
    return errors;
  });
}

function validateSysctlName(field: string, name: string): FieldError[] {
  if (name === '') return [required(field)];
  if (name.length <= 253 && SYSCTL.test(name)) return [];
  const pattern = SYSCTL.source.slice(1, -1).replaceAll('\\', '');
  return [invalid(field, name, `must have at most 253 characters and match regex ^${pattern}$`)];
}

function validateSeccomp(path: string, profile: Written<SeccompProfile> | undefined): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile: file } = profile;
  const field = `${path}.localhostProfile`;
  const errors = validateProfileType(`${path}.type`, type, 'seccompProfile');
  if (type !== 'Localhost') {
    const inGo = { Type: type, LocalhostProfile: file };
    if (file !== undefined) errors.push(invalid(field, inGo, 'can only be set when seccomp type is Localhost'));
    return errors;
  }
  if (file === undefined) return [required(field, 'must be set when seccomp type is Localhost')];
  return validateDescendingPath(field, file);
}

function validateAppArmor(path: string, profile: Written<AppArmorProfile> | undefined): FieldError[] {
  if (!profile) return [];
  const { type = '', localhostProfile: name } = profile;
  const field = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    const errors = validateProfileType(`${path}.type`, type, 'appArmorProfile');
    if (errors.length > 0 || name === undefined) return errors;
    return [invalid(field, name, 'can only be set when AppArmor type is Localhost')];
  }
  if (name !== undefined && name !== name.trim()) return [invalid(field, name, 'must not be padded with whitespace')];
  return name ? [] : [required(field, 'must be set when AppArmor type is Localhost')];
}

function validateProfileType(field: string, type: string, profile: string): FieldError[] {
  if (type === '') return [required(field, `type is required when ${profile} is set`)];
  return validateChoice(field, type, profileTypes);
}
