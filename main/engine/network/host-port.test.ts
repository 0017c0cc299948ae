import { expect, test } from 'vitest';
import { apply, runFor, runningCluster } from '../testing/clusters.ts';
import type { Cluster } from '../cluster.ts';

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: worker232
  containers: [{name: web, image: 'nginx:1.27', ports: [{containerPort: 80, hostPort: 8081}]}]
`;

function get(cluster: Cluster, address: string, node = 'master231') {
  const request = { node, address, port: 8081, method: 'GET', path: '/', host: address, timeoutUs: 5_000_000 };
  const result = cluster.submit({ type: 'send-request', request });
  if (!result.ok || !('sent' in result)) throw new Error('not sent');
  return result.sent.finished;
}

test('a port of the machine leads to the Pod that asked for it, from elsewhere and from the machine itself', () => {
  const cluster = runningCluster();
  expect(get(cluster, '10.0.0.232')).toMatchObject({ outcome: 'refused' });
  apply(cluster, POD);
  runFor(cluster, 10);
  const pod = cluster.server.get('pods', 'default', 'web');
  const ip = (pod.ok && pod.object.status?.podIP) || '';
  expect(get(cluster, '10.0.0.232')).toMatchObject({ outcome: 'answered', backend: `${ip}:80` });
  expect(get(cluster, '127.0.0.1', 'worker232')).toMatchObject({ outcome: 'answered', httpStatus: 200 });
  expect(get(cluster, '10.0.0.233')).toMatchObject({ outcome: 'refused' });
});

test('it does so only where the network plugin maps ports', () => {
  const cluster = runningCluster(1, 'oracle');
  apply(cluster, POD);
  runFor(cluster, 10);
  expect(get(cluster, '10.0.0.232')).toMatchObject({ outcome: 'refused' });
});
