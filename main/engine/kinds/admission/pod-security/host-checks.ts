// Models the baseline checks of staging/src/k8s.io/pod-security-admission/policy (v1.35) on what guards or belongs to the
// machine: AppArmor, SELinux, Windows and the hosts that probes ask.
import {
  allContainers,
  type AnyContainer,
  type Check,
  namesOfBad,
  plural,
  quoted,
  containersText,
  setters,
} from './check.ts';

const allowedProfiles = ['RuntimeDefault', 'Localhost', ''];
const allowedTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];

const sortedSet = (items: readonly string[]): string[] => [...new Set(items)].sort();

export const checkAppArmor: Check = (spec) => {
  const typeOf = ({ securityContext }: Pick<AnyContainer, 'securityContext'>) =>
    securityContext?.appArmorProfile?.type ?? '';
  const isBad = (holder: Pick<AnyContainer, 'securityContext'>) => !allowedProfiles.includes(typeOf(holder));
  const who = setters(isBad(spec), namesOfBad(spec, isBad));
  if (who === undefined) return undefined;
  const values = sortedSet([spec, ...allContainers(spec)].filter(isBad).map(typeOf));
  return {
    reason: plural('forbidden AppArmor profile', values.length),
    detail: `${who} must not set AppArmor profile type to ${quoted(values)}`,
  };
};

export const checkSeLinux: Check = (spec) => {
  const optionsOf = ({ securityContext }: Pick<AnyContainer, 'securityContext'>) =>
    securityContext?.seLinuxOptions ?? {};
  const isBad = (holder: Pick<AnyContainer, 'securityContext'>) => {
    const { type = '', user = '', role = '' } = optionsOf(holder);
    return !allowedTypes.includes(type) || user !== '' || role !== '';
  };
  const who = setters(isBad(spec), namesOfBad(spec, isBad));
  if (who === undefined) return undefined;
  const all = [spec, ...allContainers(spec)].map(optionsOf);
  const types = sortedSet(all.map(({ type = '' }) => type).filter((type) => !allowedTypes.includes(type)));
  const what = [
    ...(types.length > 0 ? [`${plural('type', types.length)} ${quoted(types)}`] : []),
    ...(all.some(({ user }) => user) ? ['user may not be set'] : []),
    ...(all.some(({ role }) => role) ? ['role may not be set'] : []),
  ];
  return {
    reason: 'seLinuxOptions',
    detail: `${who} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
  };
};

export const checkHostProcess: Check = (spec) => {
  const isBad = ({ securityContext }: Pick<AnyContainer, 'securityContext'>) =>
    securityContext?.windowsOptions?.hostProcess === true;
  const who = setters(isBad(spec), namesOfBad(spec, isBad));
  if (who === undefined) return undefined;
  return { reason: 'hostProcess', detail: `${who} must not set securityContext.windowsOptions.hostProcess=true` };
};

export const checkProbeHosts: Check = (spec) => {
  const names = sortedSet(namesOfBad(spec, (container) => hostsOf(container).length > 0));
  if (names.length === 0) return undefined;
  const hosts = sortedSet(allContainers(spec).flatMap(hostsOf));
  const reason = 'probe or lifecycle host';
  const verb = names.length === 1 ? 'uses' : 'use';
  return { reason, detail: `${containersText(names)} ${verb} ${plural(reason, hosts.length)} ${quoted(hosts)}` };
};

function hostsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: AnyContainer): string[] {
  const handlers = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return handlers
    .flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host])
    .flatMap((host) => host || []);
}
