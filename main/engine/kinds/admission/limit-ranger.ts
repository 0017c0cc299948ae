// Models plugin/pkg/admission/limitranger/admission.go (v1.35): the defaults and bounds of a namespace.
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { Container, LimitRange, LimitRangeItem, Pod } from '../../api/generated/types.ts';
import { sortedKeys } from '../label-text.ts';
import type { Unfinished } from '../written.ts';
import { boundFaults, requestFaults } from './limit-constraints.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { type Amounts, podAmounts } from './pod-amounts.ts';
import { type AdmissionRequest, type AdmissionServices, draftOf, forbid, namespaceOf } from './request.ts';
import { objectsIn } from './in-namespace.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

export const limitRangerPlugin: AdmissionPlugin = {
  name: 'LimitRanger',
  mutate: (request, services) => {
    const pod = request.operation === 'create' ? draftOf(request, 'pods') : undefined;
    if (pod) for (const range of rangesFor(request, services)) setDefaults(pod, range.spec?.limits ?? []);
    return undefined;
  },
  validate: (request, services) => {
    const faultsOf =
      request.operation === 'create' ? (podFaults(request) ?? claimFaults(request)) : claimFaults(request);
    return faultsOf && firstRefusal(request, rangesFor(request, services), faultsOf);
  },
};

type FaultsOf = (item: LimitRangeItem) => string[];

const rangesFor = (request: AdmissionRequest, services: AdmissionServices): LimitRange[] =>
  objectsIn(namespaceOf(request), services.all('limitranges'));

function firstRefusal(
  request: AdmissionRequest,
  ranges: readonly LimitRange[],
  faultsOf: FaultsOf,
): ApiStatus | undefined {
  for (const { spec } of ranges) {
    const faults = (spec?.limits ?? []).flatMap(faultsOf);
    if (faults.length > 0) return forbid(request, faults.length === 1 ? (faults[0] ?? '') : `[${faults.join(', ')}]`);
  }
  return undefined;
}

function podFaults(request: AdmissionRequest): FaultsOf | undefined {
  const pod = draftOf(request, 'pods');
  if (!pod) return undefined;
  const containers = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])];
  return (item) => {
    if (item.type === 'Pod') return boundFaults(item, podAmounts(pod, 'requests'), podAmounts(pod, 'limits'));
    if (item.type !== 'Container') return [];
    return containers.flatMap(({ resources }) => boundFaults(item, resources?.requests ?? {}, resources?.limits ?? {}));
  };
}

function claimFaults(request: AdmissionRequest): FaultsOf | undefined {
  const claim = draftOf(request, 'persistentvolumeclaims');
  if (!claim) return undefined;
  return (item) =>
    item.type === 'PersistentVolumeClaim' ? requestFaults(item, claim.spec?.resources?.requests ?? {}) : [];
}

/** Fills in what containers do not say, and notes on the Pod what it filled in. */
function setDefaults(pod: Unfinished<Pod>, items: readonly LimitRangeItem[]): void {
  const ofContainers = items.filter(({ type }) => type === 'Container');
  const requests = Object.assign({}, ...ofContainers.map((item) => item.defaultRequest ?? {})) as Amounts;
  const limits = Object.assign({}, ...ofContainers.map((item) => item.default ?? {})) as Amounts;
  const notes = [
    ...(pod.spec?.containers ?? []).flatMap((container) => complete('container', container, requests, limits)),
    ...(pod.spec?.initContainers ?? []).flatMap((container) => complete('init container', container, requests, limits)),
  ];
  if (notes.length === 0) return;
  const metadata = (pod.metadata ??= {});
  metadata.annotations = { ...metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
}

function complete(what: string, container: Unfinished<Container>, requests: Amounts, limits: Amounts): string[] {
  const resources = (container.resources ??= {});
  const missingRequests = sortedKeys(requests).filter((name) => resources.requests?.[name] === undefined);
  const missingLimits = sortedKeys(limits).filter((name) => resources.limits?.[name] === undefined);
  if (missingRequests.length > 0) resources.requests = { ...requests, ...resources.requests };
  if (missingLimits.length > 0) resources.limits = { ...limits, ...resources.limits };
  const name = container.name ?? '';
  return [
    ...(missingRequests.length > 0 ? [`${missingRequests.join(', ')} request for ${what} ${name}`] : []),
    ...(missingLimits.length > 0 ? [`${missingLimits.join(', ')} limit for ${what} ${name}`] : []),
  ];
}
