import { describe, expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';
import type { Pod } from '../../api/generated/types.ts';
import { podGracePeriod } from './grace-period.ts';
import { pullPolicyFor } from './container-defaults.ts';
import { qualityOfService } from './quality.ts';
import { podRequests } from './requests.ts';

const podWith = (container: string, spec = '', name = 'web'): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  ${spec}
  containers:
  - {name: main, image: 'nginx:1.27', ${container}}`;

describe('a new Pod', () => {
  test('gets what was left out', () => {
    const server = new KindsServer();
    const probe = 'livenessProbe: {httpGet: {port: 80}, periodSeconds: 0}';
    server.apply(podWith(`ports: [{containerPort: 80}], resources: {limits: {cpu: 1000m}}, ${probe}`));
    const { spec, status, metadata } = server.get('pods', 'web');
    expect(metadata?.generation).toBe(1);
    expect(status).toEqual({ phase: 'Pending', qosClass: 'Burstable' });
    expect(spec).toMatchObject({
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
    });
    expect(spec?.tolerations).toEqual(
      ['not-ready', 'unreachable'].map((taint) => ({
        ...{ key: `node.kubernetes.io/${taint}`, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      })),
    );
    expect(spec?.containers[0]).toEqual({
      name: 'main',
      image: 'nginx:1.27',
      imagePullPolicy: 'IfNotPresent',
      ports: [{ containerPort: 80, protocol: 'TCP' }],
      resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      livenessProbe: {
        httpGet: { path: '/', port: 80, scheme: 'HTTP' },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
      volumeMounts: [
        {
          name: spec?.volumes?.[0]?.name,
          mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
          readOnly: true,
        },
      ],
    });
    expect(spec?.volumes?.[0]?.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
  });

  test('in the network of its node takes the ports of its node', () => {
    const server = new KindsServer();
    server.apply(podWith('ports: [{containerPort: 6443}]', 'hostNetwork: true'));
    expect(server.get('pods', 'web').spec?.containers[0]?.ports?.[0]?.hostPort).toBe(6443);
  });

  test('of a system class has its priority', () => {
    const server = new KindsServer();
    server.apply(podWith('', 'priorityClassName: system-node-critical'));
    expect(server.get('pods', 'web').spec?.priority).toBe(2_000_001_000);
    expect(server.refusal(podWith('', 'priorityClassName: gold', 'b'))).toBe(
      'pods "b" is forbidden: no PriorityClass with name gold was found',
    );
  });
});

test.each([
  ['nginx', 'Always'],
  ['nginx:latest', 'Always'],
  ['nginx:1.27', 'IfNotPresent'],
  ['registry:5000/nginx', 'Always'],
  ['registry:5000/nginx:1', 'IfNotPresent'],
  ['nginx@sha256:0123', 'IfNotPresent'],
])('%s is pulled %s', (image, policy) => {
  expect(pullPolicyFor(image)).toBe(policy);
});

const invalidPod = (text: string) => `Pod "web" is invalid: ${text}`;
const twoContainers = podWith('') + "\n  - {name: main, image: 'nginx:1.27'}";

test.each([
  [twoContainers, invalidPod('spec.containers[1].name: Duplicate value: "main"')],
  [
    podWith('', 'restartPolicy: never'),
    invalidPod('spec.restartPolicy: Unsupported value: "never": supported values: "Always", "OnFailure", "Never"'),
  ],
  [
    podWith('imagePullPolicy: always'),
    invalidPod(
      'spec.containers[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"',
    ),
  ],
  [
    podWith('ports: [{containerPort: 70000}]'),
    invalidPod(
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ),
  ],
  [
    podWith('livenessProbe: {httpGet: {port: 80}, successThreshold: 2}'),
    invalidPod('spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1'),
  ],
  [
    podWith('livenessProbe: {}'),
    invalidPod('spec.containers[0].livenessProbe: Required value: must specify a handler type'),
  ],
  [
    podWith('lifecycle: {preStop: {sleep: {seconds: 100}}}'),
    invalidPod(
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 100: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ),
  ],
  [
    podWith('volumeMounts: [{name: data, mountPath: /data}]'),
    invalidPod('spec.containers[0].volumeMounts[0].name: Not found: "data"'),
  ],
  [
    podWith('', 'volumes: [{name: v, emptyDir: {}, hostPath: {path: /x}}]'),
    invalidPod('spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'),
  ],
  [
    podWith('resources: {requests: {cpu: "2", memory: 1Gi}, limits: {cpu: "1", memory: 512Mi}}'),
    invalidPod(
      '[spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1, ' +
        'spec.containers[0].resources.requests: Invalid value: "1Gi": must be less than or equal to memory limit of 512Mi]',
    ),
  ],
  [
    podWith('', 'tolerations: [{key: a, operator: Is}]'),
    invalidPod('spec.tolerations[0].operator: Unsupported value: "Is": supported values: "Equal", "Exists"'),
  ],
])('%# is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toBe(message);
});

describe('a Pod that is there', () => {
  const change = (change: (pod: Pod) => Pod) => {
    const server = new KindsServer();
    server.apply(podWith(''));
    return server.server.update('pods', change(server.get('pods', 'web')), { actor: 'person' });
  };
  const withSpec = (spec: object) => (pod: Pod) => ({ ...pod, spec: { ...pod.spec, ...spec } }) as Pod;

  test('may get another image, and that counts', () => {
    const answer = change((pod) =>
      withSpec({ containers: pod.spec?.containers.map((c) => ({ ...c, image: 'nginx:1.28' })) })(pod),
    );
    expect(answer).toMatchObject({ ok: true, object: { metadata: { generation: 2 } } });
  });

  test('may not change otherwise', () => {
    const answer = change(withSpec({ restartPolicy: 'Never' }));
    expect(answer.ok ? '' : answer.status.message).toContain(
      'spec: Forbidden: pod updates may not change fields other than',
    );
  });

  test('may not get more containers', () => {
    const answer = change((pod) =>
      withSpec({ containers: [...(pod.spec?.containers ?? []), { name: 'two', image: 'b:1' }] })(pod),
    );
    expect(answer.ok ? '' : answer.status.message).toContain('may not add or remove containers');
  });
});

test.each([
  ['what is asked for', { nodeName: 'w', terminationGracePeriodSeconds: 30 }, 'Running', 5, 5],
  ['what the spec says', { nodeName: 'w', terminationGracePeriodSeconds: 40 }, 'Running', undefined, 40],
  ['nothing when it is nowhere', { terminationGracePeriodSeconds: 30 }, 'Pending', undefined, 0],
  ['nothing when it has ended', { nodeName: 'w', terminationGracePeriodSeconds: 30 }, 'Succeeded', undefined, 0],
  ['a second instead of less than nothing', { nodeName: 'w' }, 'Running', -1, 1],
])('a Pod is given %s', (_, spec, phase, requested, seconds) => {
  expect(podGracePeriod({ spec: { containers: [], ...spec }, status: { phase } }, requested)).toBe(seconds);
});

const asking = (name: string, cpu: string, memory: string, more = {}) => ({
  name,
  resources: { requests: { cpu, memory } },
  ...more,
});

test('init containers count where they need more than the rest together', () => {
  const containers = [asking('a', '100m', '64Mi'), asking('b', '200m', '64Mi')];
  const initContainers = [asking('side', '50m', '32Mi', { restartPolicy: 'Always' }), asking('big', '500m', '16Mi')];
  expect(podRequests({ spec: { containers, initContainers } })).toEqual({ cpuMilli: 550, memoryBytes: 160 * 2 ** 20 });
});

test.each([
  ['BestEffort', {}],
  ['Burstable', { requests: { cpu: '1' } }],
  ['Burstable', { limits: { cpu: '1' } }],
  ['Guaranteed', { limits: { cpu: '1', memory: '1Gi' } }],
  ['Guaranteed', { requests: { cpu: '1000m', memory: '1Gi' }, limits: { cpu: '1', memory: '1024Mi' } }],
])('%s', (quality, resources) => {
  expect(qualityOfService({ spec: { containers: [{ name: 'main', resources }] } })).toBe(quality);
});

test('a new Pod completes selectors with its own labels', () => {
  const server = new KindsServer();
  const spread = (selector: string) =>
    `{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {${selector}}}, matchLabelKeys: [rev, none]}`;
  const term =
    '{topologyKey: zone, labelSelector: {matchLabels: {app: web}}, matchLabelKeys: [rev], mismatchLabelKeys: [tenant]}';
  const affinity = `podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [${term}]}, podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: ${term}}]}`;
  const manifest = (selector: string) =>
    `{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web, rev: a1, tenant: t}}, spec: {topologySpreadConstraints: [${spread(selector)}], affinity: {${affinity}}, containers: [{name: main, image: nginx}]}}`;
  expect(server.refusal(manifest('app: web, rev: a1'))).toContain(
    'spec.topologySpreadConstraints[0].matchLabelKeys[0]: Invalid value: "rev": exists in both matchLabelKeys and labelSelector',
  );
  server.apply(manifest('app: web'));
  const { spec } = server.get('pods', 'web');
  const same = { key: 'rev', operator: 'In', values: ['a1'] };
  const completed = {
    matchLabels: { app: 'web' },
    matchExpressions: [same, { key: 'tenant', operator: 'NotIn', values: ['t'] }],
  };
  expect(spec?.topologySpreadConstraints?.[0]?.labelSelector).toEqual({
    matchLabels: { app: 'web' },
    matchExpressions: [same],
  });
  const { podAffinity, podAntiAffinity } = spec?.affinity ?? {};
  expect(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.labelSelector).toEqual(completed);
  const [preferred] = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  expect(preferred?.podAffinityTerm.labelSelector).toEqual(completed);
});
