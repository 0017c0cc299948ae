import { expect, test } from 'vitest';
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import { handleRequest } from '../../../api/request.ts';
import { KindsServer } from '../../testing/server.ts';

const namespace = (labels: string) =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {${labels}}}}`;
const enforce = (level: string) => `pod-security.kubernetes.io/enforce: ${level}`;
const pod = (spec = '', container = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {${spec} containers: [{name: main, image: i, ${container}}]}}`;

function withLevel(labels: string): KindsServer {
  const server = new KindsServer();
  server.apply(namespace(labels));
  return server;
}

test('a restricted namespace says all that is missing', () => {
  expect(withLevel(enforce('restricted')).refusal(pod())).toBe(
    'pods "web" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), ' +
      'unrestricted capabilities (container "main" must set securityContext.capabilities.drop=["ALL"]), ' +
      'runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true), ' +
      'seccompProfile (pod or container "main" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  );
  const safe = 'allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, runAsNonRoot: true';
  const accepted = pod('', `securityContext: {${safe}, seccompProfile: {type: RuntimeDefault}}`);
  expect(withLevel(enforce('restricted')).refusal(accepted)).toBe('');
});

test.each([
  [pod('hostNetwork: true, hostPID: true,'), 'host namespaces (hostNetwork=true, hostPID=true)'],
  [
    pod('', 'securityContext: {privileged: true}'),
    'privileged (container "main" must not set securityContext.privileged=true)',
  ],
  [pod('', 'ports: [{containerPort: 80, hostPort: 80}]'), 'hostPort (container "main" uses hostPort 80)'],
  [pod('volumes: [{name: v, hostPath: {path: /}}],'), 'hostPath volumes (volume "v")'],
  [
    pod('', 'securityContext: {capabilities: {add: [NET_ADMIN, CHOWN]}}'),
    'non-default capabilities (container "main" must not include "NET_ADMIN" in securityContext.capabilities.add)',
  ],
  [
    pod('securityContext: {seLinuxOptions: {role: r}},', 'securityContext: {seLinuxOptions: {type: t, user: u}}'),
    'seLinuxOptions (pod and container "main" set forbidden securityContext.seLinuxOptions: ' +
      'type "t"; user may not be set; role may not be set)',
  ],
  [
    pod('', 'securityContext: {appArmorProfile: {type: Unconfined}}'),
    'forbidden AppArmor profile (container "main" must not set AppArmor profile type to "Unconfined")',
  ],
])('baseline refuses %s', (manifest, violation) => {
  expect(withLevel(`${enforce('baseline')}, pod-security.kubernetes.io/enforce-version: v1.30`).refusal(manifest)).toBe(
    `pods "web" is forbidden: violates PodSecurity "baseline:v1.30": ${violation}`,
  );
});

test('hosts of probes are looked at since v1.34', () => {
  const probing = pod('', 'livenessProbe: {httpGet: {port: 80, host: a.b}}');
  const at = (version: string) =>
    withLevel(`${enforce('baseline')}, pod-security.kubernetes.io/enforce-version: ${version}`).refusal(probing);
  expect(at('v1.33')).toBe('');
  expect(at('latest')).toContain('probe or lifecycle host (container "main" uses probe or lifecycle host "a.b")');
});

test('what makes Pods is warned of', () => {
  const server = withLevel('pod-security.kubernetes.io/warn: baseline');
  const template = {
    metadata: { labels: { a: 'b' } },
    spec: { hostIPC: true, containers: [{ name: 'm', image: 'i' }] },
  };
  const object = { metadata: { name: 'web' }, spec: { template } } as KubeObject;
  const create = { verb: 'create', resource: 'replicationcontrollers', namespace: 'default', object } as const;
  expect(handleRequest(server.server, 'person', create)).toMatchObject({
    ok: true,
    warnings: ['would violate PodSecurity "baseline:latest": host namespaces (hostIPC=true)'],
  });
});

test('levels must exist, and Pods that are there are warned of', () => {
  const server = new KindsServer();
  expect(server.refusal(namespace(enforce('strict')))).toBe(
    'Namespace "default" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
  );
  server.apply(pod('hostIPC: true,'));
  const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
  const object = { metadata: { name: 'default', labels } } as KubeObject;
  const update = { verb: 'update', resource: 'namespaces', name: 'default', object } as const;
  expect(handleRequest(server.server, 'person', update)).toMatchObject({
    warnings: [
      'existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:latest"',
      'web: host namespaces',
    ],
  });
});
