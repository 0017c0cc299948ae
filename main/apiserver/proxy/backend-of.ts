// Models ResourceLocation of pkg/registry/core/pod and pkg/registry/core/service (v1.35): whom a proxy speaks with.
import type { Endpoint, EndpointSlice, Pod, Service } from '../../engine/api/generated/types.ts';
import { badRequest, unavailable } from '../../engine/api/status.ts';
import type { ApiClient } from '../../shell/api-client.ts';
import { Refusal } from '../http/refusal.ts';
import type { ProxyPath } from './proxy-path.ts';

export interface Backend {
  readonly address: string;
  readonly port: number;
}

const HTTP = 80;

/** A Pod, or an endpoint of a Service. Throws Refusal when there is none. */
export async function backendOf(client: ApiClient, path: ProxyPath): Promise<Backend> {
  const { resource, namespace, name } = path;
  const found = await client.request({ verb: 'get', resource, namespace, name });
  if (!found.ok) throw new Refusal(found.status);
  if (resource === 'pods') return backendOfPod(found.object ?? {}, path);
  const slices = await client.request({
    ...{ verb: 'list', resource: 'endpointslices', namespace },
    labelSelector: `kubernetes.io/service-name=${name}`,
  });
  // The API answers what it was asked for.
  const items = (slices.ok ? slices.items : undefined) as readonly EndpointSlice[] | undefined;
  return backendOfService(found.object ?? {}, items ?? [], path);
}

function backendOfPod({ spec, status }: Pod, { name, port }: ProxyPath): Backend {
  const address = status?.podIP;
  if (address === undefined) throw new Refusal(badRequest(`address not allowed`));
  const first = spec?.containers.find(({ ports = [] }) => ports.length > 0)?.ports?.[0]?.containerPort;
  const number = port === '' ? (first ?? HTTP) : Number(port);
  if (Number.isInteger(number)) return { address, port: number };
  throw new Refusal(badRequest(`invalid pod request "${name}:${port}"`));
}

function backendOfService({ spec }: Service, slices: readonly EndpointSlice[], { name, port }: ProxyPath): Backend {
  const ports = spec?.ports ?? [];
  const wanted =
    port === '' && ports.length === 1 ? ports[0] : ports.find((one) => one.name === port || String(one.port) === port);
  if (!wanted) throw new Refusal(unavailable(`no service port ${JSON.stringify(port)} found for service "${name}"`));
  const backends = slices.flatMap((slice) => {
    const number = slice.ports?.find((one) => (one.name ?? '') === (wanted.name ?? ''))?.port;
    if (number === undefined) return [];
    return (slice.endpoints ?? [])
      .filter(isReady)
      .flatMap(({ addresses }) => addresses.map((address) => ({ address, port: number })));
  });
  const backend = backends[Math.floor(Math.random() * backends.length)];
  if (backend) return backend;
  throw new Refusal(unavailable(`no endpoints available for service ${JSON.stringify(name)}`));
}

const isReady = ({ conditions }: Endpoint): boolean => conditions?.ready !== false;
