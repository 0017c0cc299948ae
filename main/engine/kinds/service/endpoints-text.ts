// Models formatEndpointSlices in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { EndpointSlice, Service } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { firstFew } from '../columns.ts';
import { byKey } from '../../api/order.ts';

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** The slices with the endpoints of a Service, in the order of their keys. */
export function slicesOf({ metadata }: Service, context: PrintContext): EndpointSlice[] {
  return context
    .list('endpointslices')
    .filter(
      (slice) =>
        slice.metadata?.namespace === metadata?.namespace && slice.metadata?.labels?.[SERVICE_LABEL] === metadata?.name,
    )
    .sort(byKey);
}

/**
 * The ready endpoints of a port, the first three of them, each by its first address; slices without ports count for
 * every port.
 */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const endpoints = slices.flatMap(({ ports, endpoints: members }) => {
    const ready = (members ?? []).filter(({ conditions }) => conditions?.ready !== false);
    const addresses = ready.flatMap((endpoint) => endpoint.addresses.slice(0, 1));
    if (!ports?.length) return addresses;
    return ports
      .filter(({ name }) => (name ?? '') === portName)
      .flatMap(({ port }) => addresses.map((address) => `${address}:${port ?? 0}`));
  });
  return firstFew(endpoints);
}
