import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { replicaSetKind } from './definition.ts';

const manifest = (rest = '') => `
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: choir}
spec:
  selector: {matchLabels: {voice: alto}}
  template: {metadata: {labels: {voice: alto}}, spec: {containers: [{name: singer, image: "voice:1"}]${rest}}}
`;

test('is completed and begins with no Pods', () => {
  const server = new KindsServer();
  server.apply(manifest());
  const replicaSet = server.get('replicasets', 'choir');
  expect(replicaSet.spec?.replicas).toBe(1);
  expect(replicaSet.status).toEqual({ replicas: 0 });
  const cells = replicaSetKind.columns.map(({ name, cell }) => [name, cell(replicaSet, printContext(START))]);
  expect(cells).toContainEqual(['Containers', 'singer']);
  expect(cells).toContainEqual(['Selector', 'voice=alto']);
});

test('its Pods run for ever', () => {
  const refusal = new KindsServer().refusal(manifest(', restartPolicy: OnFailure, activeDeadlineSeconds: 5'));
  expect(refusal).toContain(
    'spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"',
  );
  expect(refusal).toContain(
    'spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
  );
});

test('describe ends with its Pods and its template', () => {
  const server = new KindsServer();
  server.apply(manifest());
  const text = replicaSetKind.describe(server.get('replicasets', 'choir'), printContext(START));
  expect(text.split('\n').slice(0, 8)).toEqual([
    'Name:         choir',
    'Namespace:    default',
    'Selector:     voice=alto',
    'Labels:       <none>',
    'Annotations:  <none>',
    'Replicas:     0 current / 1 desired',
    'Pods Status:  0 Running / 0 Waiting / 0 Succeeded / 0 Failed',
    'Pod Template:',
  ]);
});
