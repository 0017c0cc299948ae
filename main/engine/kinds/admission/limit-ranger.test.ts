import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

function withLimits(items: string): KindsServer {
  const server = new KindsServer();
  server.apply(`{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [${items}]}}`);
  return server;
}

const pod = (resources: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {initContainers: [{name: prepare, image: i, resources: ${resources}}], containers: [{name: main, image: i}]}}`;

test('containers get what they do not say, and the Pod says so', () => {
  const server = withLimits('{type: Container, default: {cpu: 200m, memory: 64Mi}, defaultRequest: {cpu: 100m}}');
  server.apply(pod('{limits: {cpu: 1}, requests: {memory: 1Mi}}'));
  const { metadata, spec, status } = server.get('pods', 'web');
  expect(spec?.containers[0]?.resources).toEqual({
    limits: { cpu: '200m', memory: '64Mi' },
    requests: { cpu: '100m', memory: '64Mi' },
  });
  expect(spec?.initContainers?.[0]?.resources).toEqual({
    limits: { cpu: '1', memory: '64Mi' },
    requests: { cpu: '1', memory: '1Mi' },
  });
  expect(metadata?.annotations).toEqual({
    'kubernetes.io/limit-ranger':
      'LimitRanger plugin set: cpu, memory request for container main; cpu, memory limit for container main; memory limit for init container prepare',
  });
  expect(status?.qosClass).toBe('Burstable');
});

test.each([
  [
    '{type: Container, max: {memory: 1Gi}, default: {memory: 1Mi}}',
    '{limits: {memory: 2Gi}}',
    '[maximum memory usage per Container is 1Gi, but limit is 2Gi]',
  ],
  ['{type: Pod, min: {cpu: 1}}', '{requests: {cpu: 500m}}', 'minimum cpu usage per Pod is 1, but request is 500m'],
  ['{type: Pod, max: {cpu: 1}}', '{}', 'maximum cpu usage per Pod is 1.  No limit is specified'],
  [
    '{type: Container, maxLimitRequestRatio: {cpu: 2}, default: {cpu: 1}, defaultRequest: {cpu: 1}}',
    '{limits: {cpu: 3}, requests: {cpu: 1}}',
    'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
  ],
])('%s refuses %s', (items, resources, fault) => {
  expect(withLimits(items).refusal(pod(resources))).toBe(`pods "web" is forbidden: ${fault.replace(/^\[|\]$/g, '')}`);
});

test('claims have bounds too', () => {
  const server = withLimits('{type: PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 2Gi}}');
  const claim = (size: string) =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}}`;
  expect(server.refusal(claim('500Mi'))).toBe(
    'persistentvolumeclaims "c" is forbidden: minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi',
  );
  expect(server.refusal(claim('3Gi'))).toContain(
    'maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi',
  );
});
