import { expect, test } from 'vitest';
import type { EndpointSlice, Event, Lease, Node, Pod, ReplicationController, Service } from '../api/generated/types.ts';
import { SECOND, START, after } from '../kernel/time.ts';
import { kinds } from './registry.ts';
import { printContext } from './testing/server.ts';

const now = after(START, 60 * SECOND);
const born = '2026-01-05T08:00:00Z';
const started = '2026-01-05T08:00:02Z';
/** A text block without its first line break. */
const block = ([text = '']: TemplateStringsArray): string => text.slice(1);

const event = (about: string, seconds: number, more: Partial<Event>): Event => ({
  metadata: { name: `${about}.${seconds}`, namespace: 'shop' },
  involvedObject: { kind: 'Pod', namespace: 'shop', name: about, uid: `uid-${about}` },
  type: 'Normal',
  source: { component: 'kubelet' },
  firstTimestamp: `2026-01-05T08:00:0${seconds}Z`,
  lastTimestamp: `2026-01-05T08:00:0${seconds}Z`,
  count: 1,
  ...more,
});

const pod: Pod = {
  metadata: {
    name: 'web',
    namespace: 'shop',
    uid: 'uid-web',
    creationTimestamp: born,
    labels: { tier: 'front', app: 'web' },
    ownerReferences: [
      { apiVersion: 'v1', kind: 'ReplicationController', name: 'web', uid: 'uid-rc', controller: true },
    ],
  },
  spec: {
    nodeName: 'worker232',
    priority: 0,
    serviceAccountName: 'default',
    volumes: [{ name: 'site', configMap: { name: 'pages' } }],
    containers: [
      {
        name: 'main',
        image: 'nginx:1.27',
        ports: [{ containerPort: 80, protocol: 'TCP' }],
        env: [
          { name: 'MODE', value: 'dark' },
          { name: 'ME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
        ],
        resources: { requests: { cpu: '100m' } },
        readinessProbe: {
          httpGet: { path: '/ready', port: 80, scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
        volumeMounts: [{ name: 'site', mountPath: '/site', readOnly: true }],
      },
    ],
    tolerations: [
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ],
  },
  status: {
    phase: 'Running',
    qosClass: 'Burstable',
    hostIP: '10.0.0.232',
    podIP: '10.100.1.5',
    podIPs: [{ ip: '10.100.1.5' }],
    startTime: born,
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [
      {
        name: 'main',
        image: 'nginx:1.27',
        imageID: 'docker.io/library/nginx@sha256:1',
        containerID: 'containerd://1',
        ready: true,
        restartCount: 0,
        state: { running: { startedAt: started } },
      },
    ],
  },
};

test('a Pod', () => {
  const events = [
    event('web', 2, {
      reason: 'Started',
      message: 'Container started',
      involvedObject: { name: 'web', uid: 'uid-web', fieldPath: 'spec.containers{main}' },
    }),
    event('web', 1, {
      reason: 'Scheduled',
      message: 'Successfully assigned shop/web to worker232',
      source: { component: 'default-scheduler' },
    }),
    event('web', 3, {
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Readiness probe failed',
      count: 4,
      lastTimestamp: '2026-01-05T08:00:50Z',
    }),
    event('other', 3, { reason: 'Started' }),
  ];
  expect(kinds.pods.describe(pod, printContext(now, { events }))).toBe(block`
Name:             web
Namespace:        shop
Priority:         0
Service Account:  default
Node:             worker232/10.0.0.232
Start Time:       Mon, 05 Jan 2026 08:00:00 +0000
Labels:           app=web
                  tier=front
Annotations:      <none>
Status:           Running
IP:               10.100.1.5
IPs:
  IP:           10.100.1.5
Controlled By:  ReplicationController/web
Containers:
  main:
    Container ID:   containerd://1
    Image:          nginx:1.27
    Image ID:       docker.io/library/nginx@sha256:1
    Port:           80/TCP
    Host Port:      0/TCP
    State:          Running
      Started:      Mon, 05 Jan 2026 08:00:02 +0000
    Ready:          True
    Restart Count:  0
    Requests:
      cpu:      100m
    Readiness:  http-get http://:80/ready delay=0s timeout=1s period=10s #success=1 #failure=3
    Environment:
      MODE:  dark
      ME:    web (v1:metadata.name)
    Mounts:
      /site from site (ro)
Conditions:
  Type    Status
  Ready   True 
Volumes:
  site:
    Type:        ConfigMap (a volume populated by a ConfigMap)
    Name:        pages
    Optional:    false
QoS Class:       Burstable
Node-Selectors:  <none>
Tolerations:     node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
Events:
  Type     Reason     Age                From               Message
  ----     ------     ----               ----               -------
  Normal   Scheduled  59s                default-scheduler  Successfully assigned shop/web to worker232
  Normal   Started    58s                kubelet            spec.containers{main}: Container started
  Warning  Unhealthy  10s (x4 over 57s)  kubelet            Readiness probe failed
`);
});

test('a Pod that is told to end', () => {
  const ending = {
    ...pod,
    metadata: { ...pod.metadata, deletionTimestamp: '2026-01-05T08:01:30Z', deletionGracePeriodSeconds: 30 },
  };
  const text = kinds.pods.describe(ending, printContext(now));
  expect(text).toContain('Status:                    Terminating (lasts <invalid>)\nTermination Grace Period:  30s\n');
});

test('a Service names three endpoints and counts the rest', () => {
  const service: Service = {
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      type: 'NodePort',
      selector: { app: 'web' },
      clusterIP: '10.200.98.50',
      clusterIPs: ['10.200.98.50'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ port: 8888, protocol: 'TCP', targetPort: 80, nodePort: 32212 }],
      sessionAffinity: 'None',
      externalTrafficPolicy: 'Cluster',
      internalTrafficPolicy: 'Cluster',
    },
  };
  const slice: EndpointSlice = {
    metadata: { name: 'web-abcde', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
    endpoints: [5, 6, 7, 8].map((last) => ({ addresses: [`10.100.1.${last}`], conditions: { ready: last !== 6 } })),
  };
  const more = { ...slice, endpoints: [{ addresses: ['10.100.2.1'] }] };
  const other = { ...slice, metadata: { ...slice.metadata, namespace: 'other' } };
  expect(kinds.services.describe(service, printContext(now, { endpointslices: [slice, more, other] }))).toBe(block`
Name:                     web
Namespace:                shop
Labels:                   <none>
Annotations:              <none>
Selector:                 app=web
Type:                     NodePort
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.200.98.50
IPs:                      10.200.98.50
Port:                     <unset>  8888/TCP
TargetPort:               80/TCP
NodePort:                 <unset>  32212/TCP
Endpoints:                10.100.1.5:80,10.100.1.7:80,10.100.1.8:80 + 1 more...
Session Affinity:         None
External Traffic Policy:  Cluster
Internal Traffic Policy:  Cluster
Events:                   <none>
`);
});

test('a ReplicationController counts its Pods by phase', () => {
  const controller: ReplicationController = {
    metadata: { name: 'web', namespace: 'shop', uid: 'uid-rc', labels: { app: 'web' } },
    spec: {
      replicas: 2,
      selector: { app: 'web' },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] } },
    },
    status: { replicas: 1 },
  };
  expect(kinds.replicationcontrollers.describe(controller, printContext(now, { pods: [pod] }))).toBe(block`
Name:         web
Namespace:    shop
Selector:     app=web
Labels:       app=web
Annotations:  <none>
Replicas:     1 current / 2 desired
Pods Status:  1 Running / 0 Waiting / 0 Succeeded / 0 Failed
Pod Template:
  Labels:  app=web
  Containers:
   main:
    Image:         nginx:1.27
    Port:          <none>
    Host Port:     <none>
    Environment:   <none>
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Events:            <none>
`);
});

test('a Node tells how full it is and when it was last heard of', () => {
  const node: Node = {
    metadata: { name: 'worker232', uid: 'uid-node', creationTimestamp: born },
    status: { allocatable: { cpu: '2', memory: '4Gi', pods: '110' } },
  };
  const lease: Lease = {
    metadata: { name: 'worker232', namespace: 'kube-node-lease' },
    spec: { holderIdentity: 'worker232', renewTime: '2026-01-05T08:00:55.000000Z' },
  };
  const text = kinds.nodes.describe(node, printContext(now, { pods: [pod], leases: [lease] }));
  expect(text).toContain('  RenewTime:       Mon, 05 Jan 2026 08:00:55 +0000\n');
  expect(text).toContain(
    '  shop                        web     100m (5%)     0 (0%)      0 (0%)           0 (0%)         60s\n',
  );
  expect(text).toContain('  cpu                100m (5%)  0 (0%)\n');
});

test('a ConfigMap is printed key by key', () => {
  const map = {
    metadata: { name: 'pages', namespace: 'shop' },
    data: { b: 'two\nlines\n', a: '' },
    binaryData: { c: 'AAEC' },
  };
  expect(kinds.configmaps.describe(map, printContext(now))).toBe(block`
Name:         pages
Namespace:    shop
Labels:       <none>
Annotations:  <none>

Data
====
a:
----


b:
----
two
lines



BinaryData
====
c: 3 bytes

Events:  <none>
`);
});

test('a Lease is printed field by field', () => {
  const lease: Lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'worker232', namespace: 'kube-node-lease', uid: 'u' },
    spec: { leaseDurationSeconds: 40 },
  };
  expect(kinds.leases.describe(lease, printContext(now))).toBe(block`
Name:         worker232
Namespace:    kube-node-lease
Labels:       <none>
Annotations:  <none>
API Version:  coordination.k8s.io/v1
Kind:         Lease
Metadata:
  UID:  u
Spec:
  Lease Duration Seconds:  40
Events:                    <none>
`);
});
