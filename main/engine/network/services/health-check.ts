// Models pkg/proxy/healthcheck/service_health.go (v1.35): what kube-proxy answers a load balancer that asks whether the
// node has endpoints of a Service with the external policy Local.
import type { HttpResponse } from '../../../../preload/contract/requests.ts';
import type { ServiceSet } from './service-set.ts';

/** The answer at a `healthCheckNodePort` of the node; undefined when no Service of the set has it. */
export function healthCheckAnswer(set: ServiceSet, node: string, port: number): HttpResponse | undefined {
  const ports = [...set.ports.values()];
  const service = ports.find((item) => item.port.healthCheckNodePort === port)?.port.service;
  if (service === undefined) return undefined;
  const own = ports.filter((item) => item.port.service === service).flatMap(({ endpoints }) => endpoints);
  const local = new Set(
    own.filter((endpoint) => endpoint.ready && endpoint.node === node).map(({ address }) => address),
  );
  const headers = {
    'Content-Type': 'application/json',
    'X-Content-Type-Options': 'nosniff',
    'X-Load-Balancing-Endpoint-Weight': String(local.size),
  };
  return { status: local.size > 0 ? 200 : 503, headers, body: bodyText(service, local.size) };
}

function bodyText(service: string, localEndpoints: number): string {
  const [namespace = '', name = ''] = service.split('/');
  return JSON.stringify({ service: { namespace, name }, localEndpoints, serviceProxyHealthy: true }, undefined, '\t');
}
