import { expect, test } from 'vitest';
import { handleRequest } from '../api/request.ts';
import type { ResourceName } from '../api/resources.ts';
import { kindByKind, kinds } from './registry.ts';
import { KindsServer } from './testing/server.ts';

const template = 'template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}';
const workload = (kind: string, more = '') =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: x}, spec: {selector: {matchLabels: {a: b}}${more}, ${template}}}`;
const job =
  '{apiVersion: batch/v1, kind: Job, metadata: {name: x}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}';
const pod =
  '{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}';
const service = (type: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {type: ${type}, ports: [{port: 80}]}}`;
const claim =
  '{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}';
const address = { type: 'InternalIP', address: '10.0.0.1' };
const [over, at] = ['cannot be greater than status.replicas', '2026-01-05T08:00:00Z'];

const condition = (type: string) => ({ type, status: 'True' });

test.each([
  [
    workload('Deployment'),
    { unavailableReplicas: -1 },
    'status.unavailableReplicas: Invalid value: -1: must be greater than or equal to 0',
  ],
  [workload('Deployment'), { replicas: 1, updatedReplicas: 2 }, `status.updatedReplicas: Invalid value: 2: ${over}`],
  [
    workload('ReplicaSet'),
    { replicas: 2, readyReplicas: 1, availableReplicas: 2 },
    'status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas',
  ],
  [
    workload('StatefulSet', ', serviceName: s'),
    { replicas: 2, readyReplicas: 1, availableReplicas: 2 },
    'status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas',
  ],
  [
    workload('DaemonSet'),
    { numberReady: -2 },
    'status.numberReady: Invalid value: -2: must be greater than or equal to 0',
  ],
  [
    job,
    { startTime: at, completionTime: at, conditions: [condition('Complete')] },
    'status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
  ],
  [
    job,
    { startTime: at, completionTime: at },
    `status.completionTime: Invalid value: "${at}": cannot set completionTime when there is no Complete=True condition`,
  ],
  [job, { ready: 2, active: 1 }, 'status.ready: Invalid value: 2: cannot set more ready pods than active'],
  [pod, { qosClass: 'Guaranteed' }, 'status.qosClass: Invalid value: "Guaranteed": field is immutable'],
  [
    pod,
    { qosClass: 'BestEffort', podIPs: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }] },
    'status.podIPs: Invalid value: [{"IP":"10.0.0.1"},{"IP":"10.0.0.2"}]: may specify no more than one IP for each IP family',
  ],
  [
    service('ClusterIP'),
    { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
    "status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
  ],
  [
    service('LoadBalancer'),
    { loadBalancer: { ingress: [{ ip: '10.0.0.1', ipMode: 'Own' }] } },
    'status.loadBalancer.ingress[0].ipMode: Unsupported value: "Own": supported values: "Proxy", "VIP"',
  ],
  [
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: x}, spec: {defaultBackend: {service: {name: a, port: {number: 80}}}}}',
    { loadBalancer: { ingress: [{ hostname: '10.0.0.1' }] } },
    'status.loadBalancer.ingress[0].hostname: Invalid value: "10.0.0.1": must be a DNS name, not an IP address',
  ],
  [
    '{apiVersion: v1, kind: Namespace, metadata: {name: x}}',
    { phase: 'Gone' },
    'status.Phase: Invalid value: "Gone": may only be \'Active\' if `deletionTimestamp` is empty',
  ],
  [
    '{apiVersion: v1, kind: Node, metadata: {name: x}}',
    { capacity: { pods: '1500m' } },
    'status.capacity.pods: Invalid value: "1500m": must be an integer',
  ],
  [
    '{apiVersion: v1, kind: Node, metadata: {name: x}}',
    { allocatable: { memory: '-1Gi' } },
    'status.allocatable.memory: Invalid value: "-1Gi": must be greater than or equal to 0',
  ],
  [
    '{apiVersion: v1, kind: Node, metadata: {name: x}}',
    { addresses: [address, { ...address, type: 'ExternalIP' }, address] },
    'status.addresses[2]: Duplicate value: {"Type":"InternalIP","Address":"10.0.0.1"}',
  ],
  [
    '{apiVersion: v1, kind: ResourceQuota, metadata: {name: x}, spec: {hard: {pods: 2}}}',
    { hard: { pods: '2' }, used: { pods: '-1' } },
    'status.used[pods]: Invalid value: "-1": must be greater than or equal to 0',
  ],
  [
    claim,
    { capacity: { storage: '-1500m' } },
    'status.capacity[storage]: Invalid value: -1: must be a valid resource quantity',
  ],
  [
    claim,
    { allocatedResources: { cpu: '1' } },
    'status.allocatedResources: Unsupported value: "cpu": supported values: "storage"',
  ],
  [
    claim,
    { allocatedResourceStatuses: { storage: 'Soon' } },
    'status.allocatedResourceStatus: Unsupported value: "storage": supported values: "ControllerResizeInProgress"',
  ],
])('a status of %s is not %j', (manifest, status, message) => {
  const server = new KindsServer();
  const { apiVersion = '', kind = '', metadata } = server.apply(manifest);
  expect(writeStatus(server, apiVersion, kind, status)).toContain(`"${metadata?.name ?? ''}" is invalid: ${message}`);
});

test('a container that has ended for good does not run again', () => {
  const server = new KindsServer();
  server.apply(pod);
  const statusOf = (state: object) => ({
    qosClass: 'BestEffort',
    containerStatuses: [{ name: 'c', image: 'i', imageID: '', ready: false, restartCount: 0, state }],
  });
  expect(writeStatus(server, 'v1', 'Pod', statusOf({ terminated: { exitCode: 1 } }))).toBe('');
  expect(writeStatus(server, 'v1', 'Pod', statusOf({ running: { startedAt: at } }))).toContain(
    'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
  );
});

/** What the API says to a status of the object `x`; empty when it takes it. */
function writeStatus(server: KindsServer, apiVersion: string, kind: string, status: object): string {
  const resource: ResourceName = kindByKind(apiVersion, kind) ?? 'pods';
  const object = { ...server.get(resource, 'x'), status };
  const namespace = kinds[resource].namespaced ? 'default' : '';
  const request = { verb: 'update', resource, namespace, name: 'x', subresource: 'status', object } as const;
  const answer = handleRequest(server.server, 'person', request);
  return answer.ok ? '' : answer.status.message;
}
