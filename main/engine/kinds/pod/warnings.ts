// Models GetWarningsForPodTemplate in pkg/api/pod/warnings.go (v1.35): what is accepted, but hardly what was meant.
import type { ObjectMeta, Pod, PodSpec, PodTemplateSpec } from '../../api/generated/types.ts';
import { labelFaults } from '../../api/metadata.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { placementWarnings } from './placement-warnings.ts';
import { containerWarnings, fractionWarnings, portWarnings } from './container-warnings.ts';
import { volumeWarnings } from './volume-warnings.ts';

const SURPRISING = 'which can result in surprising behavior; a DNS label is recommended';
const SECCOMP_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';

/** Of a new Pod; changes of Pods are not looked at. */
export function podWarnings({ metadata, spec }: Pod, previous: Pod | undefined): string[] {
  if (previous) return [];
  const faults = labelFaults(metadata?.name ?? '');
  const surprise = `metadata.name: this is used in the Pod's hostname, ${SURPRISING}: [${faults.join(' ')}]`;
  return [...(faults.length > 0 ? [surprise] : []), ...specWarnings('', metadata, spec)];
}

interface Controller {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec?: unknown;
}

/** Of a controller that makes Pods from the template at `path`. */
export function controllerWarnings(
  path: string,
  template: PodTemplateSpec | undefined,
  controller: Controller,
  previous: Controller | undefined,
): string[] {
  if (previous && jsonEqual(controller.spec, previous.spec)) return [];
  const faults = previous ? [] : labelFaults(controller.metadata?.name ?? '');
  const surprise = `metadata.name: this is used in Pod names and hostnames, ${SURPRISING}: [${faults.join(' ')}]`;
  const own = faults.length > 0 ? [surprise] : [];
  return template ? [...own, ...specWarnings(`${path}.`, template.metadata, template.spec)] : own;
}

/** `prefix` is empty, or the path of a template and a dot. */
function specWarnings(prefix: string, metadata: ObjectMeta | undefined, spec: PodSpec | undefined): string[] {
  if (!spec) return [];
  const { placement, affinity } = placementWarnings(`${prefix}spec`, spec);
  return [
    ...placement,
    ...volumeWarnings(`${prefix}spec.volumes`, spec.volumes ?? []),
    ...duplicateWarnings(`${prefix}spec`, spec),
    ...fractionWarnings(`${prefix}spec.overhead`, spec.overhead),
    ...seccompWarnings(`${prefix}metadata.annotations`, metadata, spec),
    ...containerWarnings(`${prefix}spec`, spec),
    ...portWarnings(`${prefix}spec`, spec),
    ...affinity,
  ];
}

function duplicateWarnings(path: string, { hostAliases = [], imagePullSecrets = [] }: PodSpec): string[] {
  const addresses = hostAliases.map(({ ip }) => ip);
  const names = imagePullSecrets.map(({ name = '' }) => name);
  const repeated = (list: readonly string[]) =>
    [...list.entries()].filter(([index, item]) => list.indexOf(item) < index);
  return [
    ...repeated(addresses).map(([index, ip]) => `${path}.hostAliases[${index}].ip: duplicate ip ${JSON.stringify(ip)}`),
    ...repeated(names).map(
      ([index, name]) => `${path}.imagePullSecrets[${index}].name: duplicate name ${JSON.stringify(name)}`,
    ),
    ...[...names.entries()]
      .filter(([, name]) => name === '')
      .map(([index]) => `${path}.imagePullSecrets[${index}].name: invalid empty name ""`),
  ];
}

function seccompWarnings(path: string, metadata: ObjectMeta | undefined, spec: PodSpec): string[] {
  if (spec.securityContext?.seccompProfile || metadata?.annotations?.[SECCOMP_ANNOTATION] === undefined) return [];
  return [`${path}[${SECCOMP_ANNOTATION}]: non-functional in v1.27+; use the "seccompProfile" field instead`];
}
