// What programs use of their machines, as far as others hear of it: the metrics API, and who scales by it.
import { expect, it } from 'vitest';
import type { KubeObject } from '../../preload/contract/objects.ts';
import type { Cluster } from './cluster.ts';
import { apply, reborn, runFor, runningCluster } from './testing/clusters.ts';

const MANIFEST = `
apiVersion: v1
kind: Pod
metadata: {name: metrics-server, namespace: kube-system, labels: {k8s-app: metrics-server}}
spec: {containers: [{name: metrics-server, image: metrics-server}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: php-apache}
spec:
  selector: {matchLabels: {app: php-apache}}
  template:
    metadata: {labels: {app: php-apache}}
    spec:
      containers:
      - name: php-apache
        image: registry.k8s.io/hpa-example
        ports: [{containerPort: 80}]
        resources: {requests: {cpu: 200m}, limits: {cpu: 500m}}
---
apiVersion: v1
kind: Service
metadata: {name: php-apache}
spec: {type: NodePort, selector: {app: php-apache}, ports: [{port: 80}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: php-apache}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: php-apache}
  minReplicas: 1
  maxReplicas: 10
  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
`;

function setLoad(cluster: Cluster, ratePerSecond: number): void {
  const target = { namespace: 'default', service: 'php-apache' };
  cluster.submit({ type: 'set-load', load: { name: 'visitors', ratePerSecond, target, path: '/' } });
}

const replicas = (cluster: Cluster) =>
  cluster.server.store.get('deployments', 'default/php-apache')?.spec?.replicas ?? 0;

/** The use of CPU of all the Pods that are measured. */
function measured(cluster: Cluster): readonly string[] {
  const asked = { verb: 'list', resource: 'pods', namespace: 'default', apiVersion: 'metrics.k8s.io/v1beta1' } as const;
  const answer = cluster.answer(asked);
  const items = (answer.ok ? answer.items : undefined) ?? [];
  return items.flatMap((item) =>
    (item as KubeObject & { containers: { usage: { cpu: string } }[] }).containers.map(({ usage }) => usage.cpu),
  );
}

it('requests keep cores busy, so that there are more Pods, and fewer when the requests end', () => {
  const cluster = runningCluster();
  setLoad(cluster, 0);
  apply(cluster, MANIFEST);
  runFor(cluster, 60);
  expect(measured(cluster)).toEqual(['1000000n']);
  expect(replicas(cluster)).toBe(1);
  setLoad(cluster, 20);
  runFor(cluster, 30);
  // No container uses more than it may.
  expect(measured(cluster)).toContain('500000000n');
  runFor(cluster, 30);
  expect(replicas(cluster)).toBeGreaterThan(1);
  const twin = reborn(cluster);
  for (const each of [cluster, twin]) runFor(each, 60);
  expect(twin.hash()).toBe(cluster.hash());
  runFor(cluster, 120);
  expect(replicas(cluster)).toBe(10);
  setLoad(cluster, 0);
  runFor(cluster, 600);
  expect(replicas(cluster)).toBe(1);
});
