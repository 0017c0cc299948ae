// Models ValidatePodStatusUpdate in pkg/apis/core/validation/validation.go (v1.35): how a Pod's status may go on.
import type { ContainerStatus, Pod } from '../../api/generated/types.ts';
import { qualifiedNameFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, forbidden, immutable, invalid, invalidFor } from '../faults.ts';
import { looksLikeIpv6, validateIp } from '../value-rules.ts';
import { isSidecar } from './requests.ts';

const ownConditions = ['PodScheduled', 'Ready', 'Initialized'];

export function validatePodStatus(pod: Pod, previous: Pod): readonly FieldError[] {
  const { status = {} } = pod;
  const { status: old = {} } = previous;
  const { nominatedNodeName: nominated = '' } = status;
  return [
    ...(status.conditions ?? []).flatMap(({ type }, index) =>
      // The path is the one that is told, though conditions stand in the status.
      ownConditions.includes(type)
        ? []
        : invalidFor(`metadata.conditions[${index}].Type`, type, qualifiedNameFaults(type)),
    ),
    ...(nominated === (old.nominatedNodeName ?? '') || nominated === ''
      ? []
      : invalidFor('status.nominatedNodeName', nominated, subdomainFaults(nominated))),
    ...immutable('status.qosClass', status.qosClass, old.qosClass),
    ...validateEnds(pod, previous),
    ...validateAddresses('status.podIPs', status.podIPs ?? []),
    ...(status.hostIPs?.[0] && status.hostIPs[0].ip !== status.hostIP
      ? [invalid('status.hostIPs[0].ip', status.hostIPs[0].ip, 'must be equal to `hostIP`')]
      : []),
    ...validateAddresses('status.hostIPs', status.hostIPs ?? []),
  ];
}

type StatusList = 'containerStatuses' | 'initContainerStatuses';

/** A container that has ended for good does not run again. */
function validateEnds(pod: Pod, previous: Pod): FieldError[] {
  const { restartPolicy, initContainers = [], containers = [] } = previous.spec ?? {};
  if (restartPolicy === 'Always') return [];
  const mayRestart = ({ name, state }: ContainerStatus) => {
    const container = [...containers, ...initContainers].find((one) => one.name === name);
    if (isSidecar(container) || container?.restartPolicy !== undefined) return true;
    return restartPolicy === 'OnFailure' && state?.terminated?.exitCode !== 0;
  };
  return (['containerStatuses', 'initContainerStatuses'] as const satisfies StatusList[]).flatMap((list) =>
    (previous.status?.[list] ?? []).flatMap((old, index) => {
      if (!old.state?.terminated || mayRestart(old)) return [];
      const next = pod.status?.[list]?.find(({ name }) => name === old.name);
      if (!next || next.state?.terminated) return [];
      return [forbidden(`status.${list}[${index}].state`, 'may not be transitioned to non-terminated state')];
    }),
  );
}

/** One address for each family. */
function validateAddresses(path: string, addresses: readonly { readonly ip?: string | undefined }[]): FieldError[] {
  const [first, ...others] = addresses;
  if (others.length === 0) return first ? validateIp(`${path}[0]`, first.ip ?? '') : [];
  const texts = addresses.map(({ ip = '' }) => ip);
  const distinct = new Set(texts.map(looksLikeIpv6)).size;
  const list = texts.map((ip) => ({ IP: ip }));
  return [
    ...texts.flatMap((text, index) => validateIp(`${path}[${index}]`, text)),
    ...(texts.length > 1 && (distinct < 2 || texts.length > 2)
      ? [invalid(path, list, 'may specify no more than one IP for each IP family')]
      : []),
    ...list.flatMap((one, index) => (texts.indexOf(one.IP) < index ? [duplicate(`${path}[${index}]`, one)] : [])),
  ];
}
