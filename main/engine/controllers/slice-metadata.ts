// Models staging/src/k8s.io/endpointslice/utils.go (v1.35): how slices are labelled and to whom they belong.
import { type KindMap, objectKey } from '../api/resources.ts';
import { controllerReference } from './owners.ts';
import { isHeadless } from './service-pods.ts';
import { TRIGGER_ANNOTATION } from './trigger-times.ts';

type Service = KindMap['services'];
type EndpointSlice = KindMap['endpointslices'];

const SERVICE_LABEL = 'kubernetes.io/service-name';
const MANAGED_BY_LABEL = 'endpointslice.kubernetes.io/managed-by';
const MANAGER = 'endpointslice-controller.k8s.io';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';

export const isManagedSlice = ({ metadata }: EndpointSlice): boolean =>
  metadata?.labels?.[MANAGED_BY_LABEL] === MANAGER;

/** The key of the Service that a slice belongs to. */
export function serviceKeyOf({ metadata }: EndpointSlice): string {
  return objectKey(metadata?.namespace ?? '', metadata?.labels?.[SERVICE_LABEL] ?? '');
}

/** The Service's own labels and those by which its slices are found. */
export function sliceLabels(service: Service): Readonly<Record<string, string>> {
  return {
    ...service.metadata?.labels,
    ...(isHeadless(service) && { [HEADLESS_LABEL]: '' }),
    [SERVICE_LABEL]: service.metadata?.name ?? '',
    [MANAGED_BY_LABEL]: MANAGER,
  };
}

export function newSlice(service: Service, ports: EndpointSlice['ports']): EndpointSlice {
  return {
    addressType: 'IPv4',
    metadata: {
      generateName: `${service.metadata?.name ?? ''}-`,
      namespace: service.metadata?.namespace,
      labels: sliceLabels(service),
      ownerReferences: [controllerReference(service)],
    },
    endpoints: [],
    ports,
  };
}

/** The slice with the time that its change answers to, or with none. */
export function withTrigger(slice: EndpointSlice, trigger: string | undefined): EndpointSlice {
  const { [TRIGGER_ANNOTATION]: _, ...others } = slice.metadata?.annotations ?? {};
  const annotations = trigger === undefined ? others : { ...others, [TRIGGER_ANNOTATION]: trigger };
  const { annotations: __, ...metadata } = slice.metadata ?? {};
  return { ...slice, metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata };
}
