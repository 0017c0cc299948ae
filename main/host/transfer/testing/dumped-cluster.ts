// A cluster with something of everybody's in it, and what `kubectl get` would dump of it.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Cluster } from '../../../engine/cluster.ts';
import { apply, runFor, runningCluster } from '../../../engine/testing/clusters.ts';

const namespace = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: sales}}
`;
const site = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: till, namespace: shop}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {colour: blue}
---
apiVersion: v1
kind: Secret
metadata: {name: login, namespace: shop}
stringData: {password: hunter2}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, annotations: {note: ours}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: till
      containers:
      - name: web
        image: nginx:1.27
        ports: [{containerPort: 80}]
        env: [{name: DATABASE, value: 'mysql://web.shop.svc:3306/orders'}, {name: OWNER, value: Alice Example}]
        envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: login}}]
        readinessProbe: {httpGet: {path: /, port: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30123}]}
---
apiVersion: v1
kind: Pod
metadata: {name: lone, namespace: shop}
spec: {containers: [{name: main, image: 'busybox:1.36', command: [sleep, '3600']}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once, namespace: shop}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: 'busybox:1.36', command: ['true']}]}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: '', hostPath: {path: /data}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: shop}
spec: {accessModes: [ReadWriteOnce], storageClassName: '', resources: {requests: {storage: 1Gi}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front, namespace: shop}
spec:
  rules:
  - host: shop.corp.example
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
`;

/** Has been up for a while. */
export function shopCluster(): Cluster {
  const cluster = runningCluster(1);
  // The account of a namespace is there only a moment after it.
  for (const manifest of [namespace, site]) {
    const result = apply(cluster, manifest);
    if (!result.ok) throw new Error(result.status.message);
    runFor(cluster, 20);
  }
  return cluster;
}

/** All objects of all kinds, as the API would answer them. */
export function everything({ server }: Cluster): KubeObject[] {
  return server.servedKinds().flatMap((kind) => [...server.store.all(server.tableOf(kind))]);
}
