import { expect, it } from 'vitest';
import type { RequestAnswer } from '../../runtime/interfaces.ts';
import { SECOND } from '../../kernel/time.ts';
import { requestAtOnce } from '../one-request.ts';
import { SmallCluster, SmallRuntime, site, slice } from '../testing/small-cluster.ts';

/** Its kube-proxies say that they are well. */
class WithProxies extends SmallRuntime {
  override listenerAt = (ip: string, port: number) =>
    port === 10_256 && this.machineByIp(ip) !== undefined ? `proxy@${ip}` : undefined;

  override request(ip: string, port = 0): RequestAnswer {
    if (this.listenerAt(ip, port) === undefined) return { kind: 'refused' };
    return { kind: 'answered', podUid: `proxy@${ip}`, serviceTimeUs: 100, status: 200, headers: {}, body: 'ok' };
  }
}

const BALANCED = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 32_000 };

function ask(cluster: SmallCluster, address: string) {
  const from = { kind: 'outside', address: '198.51.100.7' } as const;
  const order = { client: 'balancer', from, address, port: 32_000, path: '/', keepsAnswer: true };
  const { finished, response } = requestAtOnce(cluster.kernel, cluster.network, order);
  return { outcome: finished.outcome, ...response };
}

it('nodes with endpoints answer 200 at the health check port, the others 503, and nobody where there is no such Service', () => {
  const cluster = new SmallCluster(1, new WithProxies());
  cluster.apply(site(BALANCED), slice(['10.100.1.142', '10.100.1.143']));
  for (const node of cluster.runtime.machineNames()) cluster.addProxy(node);
  cluster.runFor(SECOND);
  const body = (localEndpoints: number) =>
    `{\n\t"service": {\n\t\t"namespace": "default",\n\t\t"name": "site"\n\t},\n\t"localEndpoints": ${localEndpoints},\n\t"serviceProxyHealthy": true\n}`;
  expect(ask(cluster, '10.0.0.232')).toMatchObject({ outcome: 'answered', status: 200, body: body(2) });
  expect(ask(cluster, '10.0.0.233')).toMatchObject({ outcome: 'answered', status: 503, body: body(0) });
  expect(ask(cluster, '10.0.0.232').headers).toMatchObject({ 'X-Load-Balancing-Endpoint-Weight': '2' });
  cluster.server.delete('services', 'default', 'site', { actor: 'test' });
  cluster.runFor(3 * SECOND);
  expect(ask(cluster, '10.0.0.232')).toEqual({ outcome: 'refused' });
});
