import { parse } from 'yaml';
import { beforeEach, expect, it } from 'vitest';
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { KindsServer, printContext } from '../kinds/testing/server.ts';
import { answerRead } from './read.ts';
import { handleRequest } from './request.ts';

let world: KindsServer;
beforeEach(() => {
  world = new KindsServer();
});

const send = (request: object) => {
  const answer = handleRequest(world.server, 'person', { namespace: 'default', ...request } as WriteRequest);
  return answer.ok && 'object' in answer ? answer.object : answer;
};
const get = (resource: string, name: string, apiVersion?: string) => {
  const request = { verb: 'get', resource, namespace: 'default', name, apiVersion } as const;
  const answer = answerRead(world.server, request, printContext(world.server.now));
  return answer.ok ? answer.object : answer.status.message;
};
const autoscalers = { resource: 'horizontalpodautoscalers', apiVersion: 'autoscaling/v1' };
const first = parse(`
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, targetCPUUtilizationPercentage: 60}
`) as KubeObject;

it('serves autoscalers in their first version too', () => {
  expect(send({ ...autoscalers, verb: 'create', object: first })).toMatchObject({
    apiVersion: 'autoscaling/v1',
    spec: { minReplicas: 1, maxReplicas: 3, targetCPUUtilizationPercentage: 60 },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  });
  expect(get('horizontalpodautoscalers', 'web')).toMatchObject({
    apiVersion: 'autoscaling/v2',
    spec: { metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }] },
  });
  const patch = { spec: { targetCPUUtilizationPercentage: 70 } };
  expect(send({ ...autoscalers, verb: 'patch', name: 'web', patchType: 'merge', patch })).toMatchObject({
    spec: { targetCPUUtilizationPercentage: 70 },
  });
});

it('keeps in annotations what the first version has no fields for', () => {
  const target = { type: 'Utilization', averageUtilization: 50 };
  const metrics = [{ type: 'Resource', resource: { name: 'memory', target } }];
  const scaleDown = { stabilizationWindowSeconds: 60 };
  const spec = { ...(first as KubeObject & { spec: object }).spec, metrics, behavior: { scaleDown } };
  const { targetCPUUtilizationPercentage: _, ...second } = spec as typeof spec & {
    targetCPUUtilizationPercentage?: number;
  };
  const object = { metadata: { name: 'web' }, spec: second } as KubeObject;
  send({ resource: 'horizontalpodautoscalers', verb: 'create', object });
  const shown = get('horizontalpodautoscalers', 'web', 'autoscaling/v1') as KubeObject;
  expect(shown.metadata?.annotations).toMatchObject({
    'autoscaling.alpha.kubernetes.io/metrics':
      '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":50}}]',
  });
  const stored = get('horizontalpodautoscalers', 'web');
  send({ ...autoscalers, verb: 'update', name: 'web', object: shown });
  expect(get('horizontalpodautoscalers', 'web')).toEqual(stored);
});

it('serves Events in the words of events.k8s.io', () => {
  const object = {
    metadata: { name: 'e' },
    regarding: { kind: 'Pod', name: 'web', namespace: 'default' },
    note: 'Hello',
  };
  send({ resource: 'events', apiVersion: 'events.k8s.io/v1', verb: 'create', object });
  expect(get('events', 'e')).toMatchObject({ apiVersion: 'v1', involvedObject: { name: 'web' }, message: 'Hello' });
  expect(get('events', 'e', 'events.k8s.io/v1')).toMatchObject({ regarding: { name: 'web' }, note: 'Hello' });
});

it('knows no other versions', () => {
  expect(get('pods', 'web', 'v2')).toBe('the server could not find the requested resource');
});
