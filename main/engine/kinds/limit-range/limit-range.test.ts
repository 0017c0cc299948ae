import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const range = (items: string) => `{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: [${items}]}}`;

test('the most is the limit and the request, where nothing else is said', () => {
  const server = new KindsServer();
  server.apply(range('{type: Container, max: {cpu: 1000m}, min: {memory: 1024Ki}}'));
  expect(server.get('limitranges', 'l').spec?.limits[0]).toEqual({
    type: 'Container',
    max: { cpu: '1' },
    min: { memory: '1Mi' },
    default: { cpu: '1' },
    defaultRequest: { cpu: '1', memory: '1Mi' },
  });
});

test.each([
  [
    '{type: Container, min: {cpu: 2}, max: {cpu: 1}, default: {cpu: 2}, defaultRequest: {cpu: 2}}',
    'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
  ],
  [
    '{type: Container, default: {cpu: 1}, defaultRequest: {cpu: 2}}',
    'spec.limits[0].defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than default limit value 1',
  ],
  [
    '{type: Container, default: {example.com/gpu: 2}, defaultRequest: {example.com/gpu: 1}}',
    'spec.limits[0].defaultRequest[example.com/gpu]: Invalid value: "1": default value 2 must equal to defaultRequest value 1 in example.com/gpu',
  ],
  ['{type: Pod, default: {cpu: 1}}', "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'"],
  ['{type: Pod, max: {cpu: 1}}, {type: Pod, max: {cpu: 1}}', 'spec.limits[1].type: Duplicate value: "Pod"'],
  ['{type: Node}', 'spec.limits[0].type: Invalid value: "Node": must be a standard limit type or fully qualified'],
])('%s is refused', (items, message) => {
  expect(new KindsServer().refusal(range(items))).toContain(message);
});
