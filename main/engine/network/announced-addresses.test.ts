import { expect, test } from 'vitest';
import { apply, clusterOptions, runFor } from '../testing/clusters.ts';
import { Cluster } from '../cluster.ts';
import { requestAtOnce } from './one-request.ts';

const IP = '10.0.0.150';

const SITE = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27', ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
`;

function withBalancer(manifest = SITE): Cluster {
  const options = clusterOptions(1);
  const settings = { ...options.preset.settings, loadBalancerIps: [IP] };
  const cluster = Cluster.create({ ...options, preset: { ...options.preset, settings } });
  cluster.submit({ type: 'power-on' });
  runFor(cluster, 60);
  expect(apply(cluster, manifest)).toMatchObject({ ok: true });
  runFor(cluster, 20);
  return cluster;
}

function ask(cluster: Cluster) {
  const from = { kind: 'outside', address: '198.51.100.7' } as const;
  return requestAtOnce(cluster.kernel, cluster.network, { client: 'test', from, address: IP, port: 80, path: '/' })
    .finished;
}

test('a load balancer is reached from outside, by another machine when the first one fails', () => {
  const cluster = withBalancer();
  const first = cluster.network.announced.nodeFor(IP)!;
  expect(ask(cluster)).toMatchObject({ outcome: 'answered', httpStatus: 200 });
  cluster.network.setLink({ node: first }, { up: false, delayUs: 0, loss: 0 });
  expect(cluster.network.announced.nodeFor(IP)).not.toBe(first);
  expect(cluster.network.announced.nodeFor('10.0.0.151')).toBeUndefined();
});

test('with the policy Local the machine of an endpoint speaks for it', () => {
  const cluster = withBalancer(SITE.replace('type: LoadBalancer', 'type: LoadBalancer, externalTrafficPolicy: Local'));
  const pod = [...cluster.server.store.all('pods')].find(({ metadata }) => metadata?.labels?.['app'] === 'web');
  expect(cluster.network.announced.nodeFor(IP)).toBe(pod?.spec?.nodeName);
  expect(ask(cluster)).toMatchObject({ outcome: 'answered' });
});
