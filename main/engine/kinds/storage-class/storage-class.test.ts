import { expect, test } from 'vitest';
import type { Micros } from '../../kernel/time.ts';
import { kinds } from '../registry.ts';
import { KindsServer, printContext } from '../testing/server.ts';

const storageClass = (rest: string) =>
  `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}, ${rest}}`;

test('binds at once and deletes, unless it says otherwise', () => {
  const server = new KindsServer();
  server.apply(storageClass('provisioner: example.com/disk'));
  const fast = server.get('storageclasses', 'fast');
  expect(fast).toMatchObject({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  const context = printContext(0 as Micros);
  expect(kinds.storageclasses.columns.slice(0, 5).map(({ cell }) => cell(fast, context))).toEqual([
    ...['fast (default)', 'example.com/disk', 'Delete', 'Immediate', 'false'],
  ]);
  expect(kinds.storageclasses.describe(fast, context)).toContain('IsDefaultClass:        Yes\n');
});

test.each([
  ['parameters: {a: b}', 'provisioner: Required value'],
  [
    'provisioner: a.b/c, reclaimPolicy: Recycle',
    'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
  ],
  [
    'provisioner: a.b/c, volumeBindingMode: Later',
    'volumeBindingMode: Unsupported value: "Later": supported values: "Immediate", "WaitForFirstConsumer"',
  ],
  ['provisioner: a.b/c, parameters: {"": b}', 'parameters: Invalid value: "": field can not be empty.'],
  [
    'provisioner: a.b/c, allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a, a]}, {key: zone, values: [b]}]}]',
    '[allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "a", allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "zone"]',
  ],
  [
    'provisioner: a.b/c, allowedTopologies: [{matchLabelExpressions: [{key: z, values: [a, b]}]}, {matchLabelExpressions: [{key: z, values: [b, a]}]}]',
    'allowedTopologies[1].matchLabelExpressions: Duplicate value: ""',
  ],
])('%s is refused', (rest, message) => {
  expect(new KindsServer().refusal(storageClass(rest))).toBe(
    `StorageClass.storage.k8s.io "fast" is invalid: ${message}`,
  );
});

test('stays what it is', () => {
  const server = new KindsServer();
  server.apply(storageClass('provisioner: a.b/c'));
  expect(server.refusal(storageClass('provisioner: a.b/d, parameters: {x: y}'))).toContain(
    '[parameters: Forbidden: updates to parameters are forbidden., provisioner: Forbidden: updates to provisioner are forbidden.]',
  );
});
