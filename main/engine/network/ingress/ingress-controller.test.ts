import { expect, test } from 'vitest';
import { apply, reborn, runFor, runningCluster } from '../../testing/clusters.ts';
import type { Cluster } from '../../cluster.ts';

const CONTROLLER = `
apiVersion: v1
kind: Namespace
metadata: {name: ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: batch/v1
kind: Job
metadata: {name: admission-create, namespace: ingress-nginx}
spec:
  template:
    spec:
      restartPolicy: OnFailure
      containers:
      - name: create
        image: registry.k8s.io/ingress-nginx/kube-webhook-certgen:v1.6.3
        args: [create, --host=ingress-nginx, --namespace=ingress-nginx, --secret-name=ingress-nginx-admission]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: controller, namespace: ingress-nginx}
spec:
  selector: {matchLabels: {app: ingress}}
  template:
    metadata: {labels: {app: ingress}}
    spec:
      containers:
      - name: controller
        image: registry.k8s.io/ingress-nginx/controller:v1.14.0
        args: [/nginx-ingress-controller, --publish-service=ingress-nginx/controller]
        ports: [{containerPort: 80}]
        readinessProbe: {httpGet: {path: /healthz, port: 10254}}
        volumeMounts: [{name: cert, mountPath: /usr/local/certificates}]
      volumes: [{name: cert, secret: {secretName: ingress-nginx-admission}}]
---
apiVersion: v1
kind: Service
metadata: {name: controller, namespace: ingress-nginx}
spec: {type: NodePort, clusterIP: 10.200.7.7, selector: {app: ingress}, ports: [{name: http, port: 80, nodePort: 30880}]}
`;

const SITE = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27', ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8080, targetPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: wrong}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 81}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 8080}}}}
      - {path: /empty, pathType: Prefix, backend: {service: {name: empty, port: {number: 80}}}}
      - {path: /wrong, pathType: Prefix, backend: {service: {name: wrong, port: {number: 80}}}}
      - {path: /gone, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: foreign}
spec:
  ingressClassName: other
  defaultBackend: {service: {name: web, port: {number: 8080}}}
`;

function withSite(manifest = CONTROLLER + '---' + SITE): Cluster {
  const cluster = runningCluster();
  expect(apply(cluster, manifest)).toMatchObject({ ok: true });
  runFor(cluster, 40);
  return cluster;
}

function get(cluster: Cluster, host: string, path: string) {
  const asked = {
    node: 'master231',
    address: '10.0.0.232',
    port: 30880,
    method: 'GET',
    path,
    host,
    timeoutUs: 60_000_000,
  };
  const result = cluster.submit({ type: 'send-request', request: asked });
  if (!result.ok || !('sent' in result)) throw new Error('not sent');
  const { finished, response } = result.sent;
  return { outcome: finished.outcome, status: response?.status, body: response?.body ?? '' };
}

test('requests for its hosts and paths are passed on to the Pods of their Services, in turn', () => {
  const cluster = withSite();
  cluster.takeRecords();
  for (let i = 0; i < 4; i++) expect(get(cluster, 'shop.example', '/')).toMatchObject({ status: 200 });
  const passed = cluster
    .takeRecords()
    .filter((record) => record.type === 'request-finished')
    .filter(({ client }) => client.startsWith('pod/ingress-nginx/'));
  expect(new Set(passed.map(({ destination }) => destination)).size).toBe(2);
  expect(get(cluster, 'shop.example', '/').body).toContain('<title>nginx is running</title>');
});

test.each([
  ['other.example', '/', 404],
  ['shop.example', '/nothing.html', 404],
  ['shop.example', '/empty', 503],
  ['shop.example', '/gone', 503],
  ['shop.example', '/wrong', 502],
])('%s%s is answered with %i', (host, path, status) => {
  expect(get(withSite(), host, path)).toMatchObject({ outcome: 'answered', status });
});

test('an endpoint that does not answer is a gateway time-out', () => {
  const cluster = withSite();
  const deny = `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny}, spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}}`;
  expect(apply(cluster, deny)).toMatchObject({ ok: true });
  expect(get(cluster, 'shop.example', '/').status).toBe(504);
});

test('without a controller nobody answers, and with one Ingresses show where they are reached', () => {
  const cluster = withSite(SITE);
  expect(get(cluster, 'shop.example', '/').outcome).toBe('refused');
  apply(cluster, CONTROLLER);
  runFor(cluster, 40);
  const site = cluster.server.get('ingresses', 'default', 'site');
  expect(site.ok && site.object.status?.loadBalancer?.ingress).toEqual([{ ip: '10.200.7.7' }]);
  const foreign = cluster.server.get('ingresses', 'default', 'foreign');
  expect(foreign.ok && foreign.object.status?.loadBalancer?.ingress).toBeFalsy();
});

test('saved and restored it goes on as before', () => {
  const cluster = withSite();
  get(cluster, 'shop.example', '/');
  const again = reborn(cluster);
  for (const each of [cluster, again]) expect(get(each, 'shop.example', '/').status).toBe(200);
  expect(again.hash()).toBe(cluster.hash());
});
