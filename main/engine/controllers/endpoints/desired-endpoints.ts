// Models syncService in pkg/controller/endpoint/endpoints_controller.go (v1.35): what a Service's Endpoints should say.
import type { CoreEndpointPort, EndpointAddress, ServicePort } from '../../api/generated/types.ts';
import type { KindMap } from '../../api/resources.ts';
import { dropUndefined, jsonEqual } from '../../kernel/json.ts';
import { isPodReady } from '../../kinds/pod/status.ts';
import { hostnameUnder, isEndpoint, isHeadless, targetPortOf } from '../service-pods.ts';
import { TRIGGER_ANNOTATION } from '../trigger-times.ts';
import { type Claim, repackSubsets } from './repack-subsets.ts';
import { truncateSubsets } from './truncate-subsets.ts';
import { nonEmptyMap } from '../non-empty.ts';

type Endpoints = KindMap['endpoints'];
type Service = KindMap['services'];
type Pod = KindMap['pods'];

const MANAGED_BY_LABEL = 'endpoints.kubernetes.io/managed-by';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const CAPACITY_ANNOTATION = 'endpoints.kubernetes.io/over-capacity';

/** The Endpoints of a Service with these Pods, on top of what stands now. */
export function desiredEndpoints(
  service: Service,
  pods: readonly Pod[],
  current: Endpoints | undefined,
  trigger: string | undefined,
): Endpoints {
  const unready = service.spec?.publishNotReadyAddresses === true;
  const claims = pods.filter((pod) => isEndpoint(pod, unready)).flatMap((pod) => claimsOf(service, pod, unready));
  const { subsets, truncated } = truncateSubsets(repackSubsets(claims));
  const { [TRIGGER_ANNOTATION]: _, [CAPACITY_ANNOTATION]: __, ...others } = current?.metadata?.annotations ?? {};
  const annotations = {
    ...others,
    ...(trigger !== undefined && { [TRIGGER_ANNOTATION]: trigger }),
    ...(truncated && { [CAPACITY_ANNOTATION]: 'truncated' }),
  };
  const { name, namespace } = service.metadata ?? {};
  return {
    metadata: {
      ...(current?.metadata ?? dropUndefined({ name, namespace })),
      labels: {
        ...service.metadata?.labels,
        ...(isHeadless(service) && { [HEADLESS_LABEL]: '' }),
        [MANAGED_BY_LABEL]: 'endpoint-controller',
      },
      annotations: nonEmptyMap(annotations),
    },
    ...(subsets.length > 0 && { subsets }),
  };
}

/** Whether what stands differs from what should stand by its trigger time at most. */
export function isUpToDate(current: Endpoints, desired: Endpoints): boolean {
  return (
    jsonEqual(current.subsets ?? [], desired.subsets ?? []) &&
    jsonEqual(current.metadata?.labels, desired.metadata?.labels) &&
    current.metadata?.annotations?.[CAPACITY_ANNOTATION] === desired.metadata?.annotations?.[CAPACITY_ANNOTATION]
  );
}

/** The Pod's address at each port that it has for the Service; a headless Service may be without ports. */
function claimsOf(service: Service, pod: Pod, unready: boolean): Claim[] {
  const address = addressOf(service, pod);
  const ready = unready || isPodReady(pod);
  const ports = service.spec?.ports ?? [];
  if (ports.length === 0) return isHeadless(service) ? [{ address, ready, port: undefined }] : [];
  return ports.flatMap((port) => {
    const target = targetPortOf(pod, port);
    return target === undefined ? [] : [{ address, ready, port: endpointPort(port, target) }];
  });
}

function endpointPort({ name, protocol = 'TCP', appProtocol }: ServicePort, port: number): CoreEndpointPort {
  return dropUndefined({ name: name || undefined, port, protocol, appProtocol });
}

function addressOf(service: Service, pod: Pod): EndpointAddress {
  const { name, namespace, uid } = pod.metadata ?? {};
  return dropUndefined({
    ip: pod.status?.podIP ?? '',
    hostname: hostnameUnder(pod, service),
    nodeName: pod.spec?.nodeName || undefined,
    targetRef: { kind: 'Pod', namespace, name, uid },
  });
}
