import { expect, test } from 'vitest';
import { KindsServer } from './testing/server.ts';

const RBAC = 'rbac.authorization.k8s.io/v1';
const container = '{name: a, image: x}';

test.each([
  [
    `{apiVersion: ${RBAC}, kind: ClusterRole, metadata: {name: r}, aggregationRule: {clusterRoleSelectors: []}}`,
    'aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil',
  ],
  [
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: {matchExpressions: [{key: a, operator: Foo}]}, template: {spec: {containers: [${container}]}}}}`,
    'spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"Foo"}]}: invalid label selector',
  ],
  [
    `{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {selector: {matchLabels: {a: b}}, template: {spec: {restartPolicy: Never, containers: [${container}]}}}}`,
    '`selector` not auto-generated',
  ],
  [
    `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: '* * * * *', jobTemplate: {spec: {manualSelector: true, template: {spec: {restartPolicy: Never, containers: [${container}]}}}}}}`,
    'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
  ],
  [
    '{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e}, addressType: IPv4, endpoints: [{addresses: [169.254.0.1]}]}',
    'endpoints[0].addresses[0]: Invalid value: "169.254.0.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  ],
  [
    '{apiVersion: v1, kind: Node, metadata: {name: n}, spec: {taints: [{key: a, effect: NoSchedule}, {key: a, effect: NoSchedule}]}}',
    'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
  ],
  [
    '{apiVersion: v1, kind: Node, metadata: {name: n}, spec: {podCIDRs: [10.0.0.0/24, 10.0.1.0/24]}}',
    'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.1.0/24"]: may specify no more than one CIDR for each IP family',
  ],
  [
    '{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: PersistentVolumeClaim}]}}',
    'spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided',
  ],
  [
    '{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Container, max: {foo: 1}}]}}',
    'spec.limits[0].max[foo]: Invalid value: "foo": must be a standard resource for containers',
  ],
  [
    '{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [{type: Pod, max: {cpu: 2}, min: {cpu: 1}, maxLimitRequestRatio: {cpu: 3}}]}}',
    'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "3": ratio 3 is greater than max/min = 2.000000',
  ],
  [
    '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ipFamilies: [IPv5], ports: [{port: 80}]}}',
    'spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"',
  ],
  [
    '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIPs: [10.96.0.9], ports: [{port: 80}]}}',
    'spec.clusterIPs: Invalid value: ["10.96.0.9"]: must be empty when `clusterIP` is not specified',
  ],
  [
    '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: "fd00::1", ports: [{port: 80}]}}',
    'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
  ],
  [
    '{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: 10.0.0.1, hostname: A}], ports: [{port: 1, name: B}]}]}',
    'subsets[0].addresses[0].hostname: Invalid value: "A": a lowercase RFC 1123 label must consist of',
  ],
  [
    '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {externalIPs: [127.0.0.1], ports: [{port: 80}]}}',
    'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
  ],
  [
    '{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {tls: [{secretName: A}], rules: [{host: a.b}]}}',
    'spec.tls[0].secretName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of',
  ],
  [
    '{apiVersion: v1, kind: Namespace, metadata: {name: n}, spec: {finalizers: [foo]}}',
    'spec.finalizers[0]: Invalid value: "foo": name is neither a standard finalizer name nor is it fully qualified',
  ],
  [
    '{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {hard: {count/jobs.batch: 500m}, scopeSelector: {matchExpressions: [{scopeName: Terminating, operator: In}]}}}',
    "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
  ],
  [
    '{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, local: {path: /x}, nodeAffinity: {}}}',
    'spec.nodeAffinity.required: Required value: must specify required node constraints',
  ],
  [
    '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: x, volumeMounts: [{name: v, mountPath: /v, subPath: a, subPathExpr: b, mountPropagation: Bidirectional}]}], volumes: [{name: v, emptyDir: {}}]}}',
    'spec.containers[0].volumeMounts[0].subPathExpr: Invalid value: "b": subPathExpr and subPath are mutually exclusive',
  ],
  [
    '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [a]}], containers: [{name: a, image: x}]}}',
    'spec.topologySpreadConstraints[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
  ],
])('%s is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toContain(message);
});

test('another source of a volume is refused with the difference', () => {
  const server = new KindsServer();
  const volume = (path: string) =>
    `{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: ${path}}}}`;
  server.apply(volume('/x'));
  expect(server.refusal(volume('/y'))).toContain(
    'spec.persistentvolumesource is immutable after creation\n@@ -2,7 +2,7 @@\n',
  );
});
