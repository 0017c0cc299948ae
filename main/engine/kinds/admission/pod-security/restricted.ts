// Models the restricted checks of staging/src/k8s.io/pod-security-admission/policy (v1.35).
import type { Volume } from '../../../api/generated/types.ts';
import type { Written } from '../../written.ts';
import { addedBeyond, checkBaselineSeccomp } from './baseline.ts';
import { allContainers, type Check, containersText, namesOfBad, plural, quoted, setters, type Spec } from './check.ts';

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const BIND_CAPABILITY = 'NET_BIND_SERVICE';

export const checkPrivilegeEscalation: Check = (spec) => {
  const names = namesOfBad(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  const detail = `${containersText(names)} must set securityContext.allowPrivilegeEscalation=false`;
  return { reason: 'allowPrivilegeEscalation != false', detail };
};

export const checkRestrictedCapabilities: Check = (spec) => {
  const keeping = namesOfBad(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'));
  const adding = namesOfBad(spec, (container) => addedBeyond(container, [BIND_CAPABILITY]).length > 0);
  const added = allContainers(spec).flatMap((container) => addedBeyond(container, [BIND_CAPABILITY]));
  const details = [
    ...(keeping.length > 0 ? [`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [
          `${containersText(adding)} must not include ${quoted([...new Set(added)].sort())} in securityContext.capabilities.add`,
        ]
      : []),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

export const checkRestrictedVolumes: Check = ({ volumes = [] }) => {
  const bad = volumes.flatMap((volume) => {
    const type = typeOf(volume);
    return type === undefined || allowedVolumes.includes(type) ? [] : [{ name: volume.name ?? '', type }];
  });
  if (bad.length === 0) return undefined;
  const types = [...new Set(bad.map(({ type }) => type))].sort();
  const names = quoted(bad.map(({ name }) => name));
  const [what, verb] = [plural('volume', bad.length), bad.length === 1 ? 'uses' : 'use'];
  const detail = `${what} ${names} ${verb} restricted volume ${plural('type', types.length)} ${quoted(types)}`;
  return { reason: 'restricted volume types', detail };
};

const typeOf = (volume: Written<Volume>): string | undefined => Object.keys(volume).find((field) => field !== 'name');

export const checkRunAsNonRoot: Check = (spec) => {
  const reason = 'runAsNonRoot != true';
  const wrong = namesOfBad(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
  const who = setters(spec.securityContext?.runAsNonRoot === false, wrong);
  if (who !== undefined) return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
  if (spec.securityContext?.runAsNonRoot) return undefined;
  const silent = namesOfBad(spec, ({ securityContext }) => securityContext?.runAsNonRoot === undefined);
  if (silent.length === 0) return undefined;
  return { reason, detail: `pod or ${containersText(silent)} must set securityContext.runAsNonRoot=true` };
};

export const checkRunAsUser: Check = (spec) => {
  const names = namesOfBad(spec, ({ securityContext }) => securityContext?.runAsUser === 0);
  const who = setters(spec.securityContext?.runAsUser === 0, names);
  return who === undefined ? undefined : { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` };
};

export const checkRestrictedSeccomp: Check = (spec) => {
  const unconfined = checkBaselineSeccomp(spec);
  if (unconfined) return unconfined;
  if (profileOf(spec.securityContext)) return undefined;
  const silent = namesOfBad(spec, ({ securityContext }) => !profileOf(securityContext));
  if (silent.length === 0) return undefined;
  const types = '"RuntimeDefault" or "Localhost"';
  return {
    reason: 'seccompProfile',
    detail: `pod or ${containersText(silent)} must set securityContext.seccompProfile.type to ${types}`,
  };
};

const profileOf = (context: Spec['securityContext']): string | undefined => context?.seccompProfile?.type;
