import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const manifest = (rest = '', image = 'agent:1') => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  ${rest}
  selector: {matchLabels: {app: agent}}
  template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: watch, image: "${image}"}]}}
`;

test('its templates are counted', () => {
  const server = new KindsServer();
  const count = () =>
    server.get('daemonsets', 'agent').metadata?.annotations?.['deprecated.daemonset.template.generation'];
  server.apply(manifest());
  expect(count()).toBe('1');
  server.apply(manifest('minReadySeconds: 4'));
  expect(count()).toBe('1');
  server.apply(manifest('', 'agent:2'));
  expect(count()).toBe('2');
});

test.each([
  [
    'updateStrategy: {rollingUpdate: {maxSurge: 1}}',
    'spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
  ],
  [
    'updateStrategy: {type: Slowly}',
    'spec.updateStrategy: Unsupported value: {"Type":"Slowly","RollingUpdate":null}: ' +
      'supported values: "RollingUpdate", "OnDelete"',
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(manifest(rest))).toBe(`DaemonSet.apps "agent" is invalid: ${message}`);
});
