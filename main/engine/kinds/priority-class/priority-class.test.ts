import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const priorityClass = (name: string, rest: string) =>
  `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: ${name}}, ${rest}}`;
const RESERVED = "priority class names with 'system-' prefix are reserved for system use only. error:";

test.each([
  [
    priorityClass('top', 'value: 1000000001'),
    'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
  ],
  [
    priorityClass('system-node-critical', 'value: 1'),
    `metadata.name: Forbidden: ${RESERVED} value of system-node-critical PriorityClass must be 2000001000`,
  ],
  [
    priorityClass('top', 'value: 1, preemptionPolicy: Sometimes'),
    'preemptionPolicy: Unsupported value: "Sometimes": supported values: "PreemptLowerPriority", "Never"',
  ],
])('%s is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toContain(`is invalid: ${message}`);
});

test('value and policy stay', () => {
  const server = new KindsServer();
  server.apply(priorityClass('top', 'value: 7'));
  expect(server.refusal(priorityClass('top', 'value: 8, preemptionPolicy: Never'))).toBe(
    'PriorityClass.scheduling.k8s.io "top" is invalid: [value: Forbidden: may not be changed in an update., preemptionPolicy: Invalid value: "Never": field is immutable]',
  );
});
