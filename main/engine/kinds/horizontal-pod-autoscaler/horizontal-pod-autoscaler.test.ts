import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { horizontalPodAutoscalerKind } from './definition.ts';
import { targetsCell } from './targets.ts';

const manifest = (rest: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: tide}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shore}
  ${rest}
`;

test('is completed', () => {
  const server = new KindsServer();
  server.apply(manifest('maxReplicas: 4\n  behavior: {scaleUp: {stabilizationWindowSeconds: 9}}'));
  const { spec, status } = server.get('horizontalpodautoscalers', 'tide');
  expect(spec.minReplicas).toBe(1);
  expect(spec.metrics?.[0]?.resource?.target).toEqual({ type: 'Utilization', averageUtilization: 80 });
  expect(spec.behavior?.scaleUp).toMatchObject({ stabilizationWindowSeconds: 9, selectPolicy: 'Max' });
  expect(spec.behavior?.scaleDown?.policies).toEqual([{ type: 'Percent', value: 100, periodSeconds: 15 }]);
  expect(status).toEqual({ desiredReplicas: 0, currentMetrics: null });
});

test.each([
  ['maxReplicas: 0', 'spec.maxReplicas: Invalid value: 0: must be greater than 0'],
  [
    'maxReplicas: 3\n  metrics: [{type: Resource, pods: {metric: {name: m}, target: {type: AverageValue, averageValue: 1}}}]',
    'spec.metrics[0].resource: Required value: must populate information for the given metric source',
  ],
  [
    'maxReplicas: 3\n  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization}}}]',
    'spec.metrics[0].resource.target.averageUtilization: Required value: ' +
      'must set either a target raw value or a target utilization',
  ],
  [
    'maxReplicas: 3\n  metrics: [{type: Object, object: {describedObject: {kind: Service, name: a}, metric: {name: m}, target: {type: Value}}}]',
    'spec.metrics[0].object.target.averageValue: Required value: must set either a target value or averageValue',
  ],
  [
    'maxReplicas: 3\n  metrics: [{type: External, external: {metric: {name: m}, target: {type: Value, value: 1, averageValue: 1}}}]',
    'spec.metrics[0].external.target.value: Forbidden: may not set both a target value for metric and a per-pod target',
  ],
  [
    'maxReplicas: 3\n  metrics: [{type: ContainerResource, containerResource: {name: cpu, container: A_b, target: {type: Utilization, averageUtilization: 50}}}]',
    'spec.metrics[0].containerResource.container: Invalid value: "A_b": a lowercase RFC 1123 label must consist of',
  ],
  [
    'maxReplicas: 3\n  behavior: {scaleDown: {selectPolicy: Most, stabilizationWindowSeconds: 4000}}',
    'spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600',
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(manifest(rest))).toContain(message);
});

test('targets stand beside what is measured', () => {
  const utilization = (percent: number) => ({ type: 'Utilization', averageUtilization: percent });
  const metrics = [
    { type: 'Resource', resource: { name: 'cpu', target: utilization(50) } },
    { type: 'Pods', pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '10' } } },
    { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '3' } } },
  ];
  const current = [
    { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 12, averageValue: '6m' } } },
  ];
  expect(targetsCell(metrics, current)).toBe('cpu: 12%/50%, <unknown>/10 + 1 more...');
  expect(targetsCell([], null)).toBe('<none>');
});

test('describe shows metrics and behaviour', () => {
  const server = new KindsServer();
  server.apply(manifest('maxReplicas: 4\n  behavior: {scaleDown: {selectPolicy: Min}}'));
  const text = horizontalPodAutoscalerKind.describe(
    server.get('horizontalpodautoscalers', 'tide'),
    printContext(START),
  );
  expect(text).toContain('  resource cpu on pods  (as a percentage of request):  <unknown> / 80%\n');
  expect(text).toContain(
    '  Scale Down:\n    Select Policy: Min\n    Policies:\n      - Type: Percent  Value: 100  Period: 15 seconds\n',
  );
});
