import { expect, test } from 'vitest';
import type { Pod, PodSpec } from '../../api/generated/types.ts';
import { validatePodUpdate } from './validate-update.ts';

const podWith = (spec: Partial<PodSpec>): Pod => ({ spec: { containers: [{ name: 'c', image: 'i:1' }], ...spec } });
const faults = (before: Partial<PodSpec>, after: Partial<PodSpec>): string[] =>
  validatePodUpdate(podWith(after), podWith(before)).map(({ field, message }) => `${field}: ${message}`);

test.each([
  [{}, { containers: [{ name: 'c', image: 'i:2' }] }],
  [{}, { tolerations: [{ key: 'a', operator: 'Exists' }] }],
  [{}, { activeDeadlineSeconds: 5 }],
  [{ schedulingGates: [{ name: 'g' }] }, { schedulingGates: [] }],
  [{ schedulingGates: [{ name: 'g' }] }, { schedulingGates: [{ name: 'g' }], nodeSelector: { disk: 'ssd' } }],
])('%j may become %j', (before, after) => {
  expect(faults(before, after)).toEqual([]);
});

test.each([
  [{}, { containers: [] }, 'spec.containers: Forbidden: pod updates may not add or remove containers'],
  [
    { activeDeadlineSeconds: 5 },
    { activeDeadlineSeconds: 6 },
    'spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value',
  ],
  [
    {},
    { schedulingGates: [{ name: 'late' }] },
    "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'late'",
  ],
  [
    { schedulingGates: [{ name: 'g' }], nodeSelector: { disk: 'ssd' } },
    { schedulingGates: [{ name: 'g' }], nodeSelector: {} },
    'spec.nodeSelector: Invalid value: {}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
  ],
])('%j does not become %j', (before, after, fault) => {
  expect(faults(before, after)[0]).toBe(fault);
});

test('any other change is shown as Go has it', () => {
  const [fault = ''] = faults({ hostIPC: false }, { hostIPC: true });
  expect(
    fault.startsWith('spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`'),
  ).toBe(true);
  expect(fault.slice(fault.indexOf('\n') + 1)).toMatch(
    /^@@ -\d+,7 \+\d+,7 @@\n {2}"SecurityContext": \{\n {3}"HostNetwork": false,\n {3}"HostPID": false,\n- {2}"HostIPC": false,\n\+ {2}"HostIPC": true,\n/,
  );
});
