// Models the baseline checks of staging/src/k8s.io/pod-security-admission/policy (v1.35), but for those in `host-checks.ts`.
import {
  allContainers,
  type AnyContainer,
  type Check,
  containersText,
  namesOfBad,
  plural,
  quoted,
  setters,
  type Spec,
} from './check.ts';

const allowedCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
const allowedSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

export const checkBaselineCapabilities: Check = (spec) => {
  const isBad = (container: AnyContainer) => addedBeyond(container, allowedCapabilities).length > 0;
  const names = namesOfBad(spec, isBad);
  if (names.length === 0) return undefined;
  const added = allContainers(spec).flatMap((container) => addedBeyond(container, allowedCapabilities));
  const list = quoted([...new Set(added)].sort());
  const detail = `${containersText(names)} must not include ${list} in securityContext.capabilities.add`;
  return { reason: 'non-default capabilities', detail };
};

/** The capabilities a container adds beside those that are allowed. */
export const addedBeyond = ({ securityContext }: AnyContainer, allowed: readonly string[]): string[] =>
  (securityContext?.capabilities?.add ?? []).filter((capability) => !allowed.includes(capability));

export const checkHostNamespaces: Check = ({ hostNetwork, hostPID, hostIPC }) => {
  const shared = [
    ...(hostNetwork ? ['hostNetwork=true'] : []),
    ...(hostPID ? ['hostPID=true'] : []),
    ...(hostIPC ? ['hostIPC=true'] : []),
  ];
  return shared.length === 0 ? undefined : { reason: 'host namespaces', detail: shared.join(', ') };
};

export const checkHostPathVolumes: Check = ({ volumes = [] }) => {
  const names = volumes.filter(({ hostPath }) => hostPath).map(({ name = '' }) => name);
  if (names.length === 0) return undefined;
  return { reason: 'hostPath volumes', detail: `${plural('volume', names.length)} ${quoted(names)}` };
};

export const checkHostPorts: Check = (spec) => {
  const names = namesOfBad(spec, (container) => hostPortsOf(container).length > 0);
  if (names.length === 0) return undefined;
  const ports = [...new Set(allContainers(spec).flatMap(hostPortsOf).map(String))].sort();
  const verb = names.length === 1 ? 'uses' : 'use';
  const detail = `${containersText(names)} ${verb} ${plural('hostPort', ports.length)} ${ports.join(', ')}`;
  return { reason: 'hostPort', detail };
};

const hostPortsOf = ({ ports = [] }: AnyContainer): number[] =>
  ports.flatMap(({ hostPort = 0 }) => (hostPort === 0 ? [] : [hostPort]));

export const checkPrivileged: Check = (spec) => {
  const names = namesOfBad(spec, ({ securityContext }) => securityContext?.privileged === true);
  if (names.length === 0) return undefined;
  return { reason: 'privileged', detail: `${containersText(names)} must not set securityContext.privileged=true` };
};

export const checkProcMount: Check = (spec) => {
  const bad = (procMount: string | undefined) => procMount !== undefined && procMount !== 'Default';
  const names = namesOfBad(spec, ({ securityContext }) => bad(securityContext?.procMount));
  if (names.length === 0) return undefined;
  const mounts = allContainers(spec).flatMap(({ securityContext }) => securityContext?.procMount ?? []);
  const list = quoted([...new Set(mounts.filter(bad))].sort());
  return { reason: 'procMount', detail: `${containersText(names)} must not set securityContext.procMount to ${list}` };
};

export const checkBaselineSeccomp: Check = (spec) => {
  const who = unconfinedSetters(spec);
  if (who === undefined) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `${who} must not set securityContext.seccompProfile.type to "Unconfined"`,
  };
};

/** Who turns seccomp off; undefined when nobody does. */
function unconfinedSetters(spec: Spec): string | undefined {
  const isBad = ({ securityContext }: Pick<AnyContainer, 'securityContext'>) =>
    securityContext?.seccompProfile?.type === 'Unconfined';
  return setters(isBad(spec), namesOfBad(spec, isBad));
}

export const checkSysctls: Check = ({ securityContext }) => {
  const bad = (securityContext?.sysctls ?? []).flatMap(({ name = '' }) =>
    allowedSysctls.includes(name) ? [] : [name],
  );
  return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
};
