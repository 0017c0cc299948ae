import { expect, it } from 'vitest';
import { TriggerTimes } from './trigger-times.ts';

const at = (second: number) => `2026-01-05T08:00:0${String(second)}Z`;
const service = { metadata: { name: 'web', namespace: 'default', creationTimestamp: at(0) } };
const pod = (created: number, ready?: number) => ({
  metadata: { name: 'one', creationTimestamp: at(created) },
  status: { conditions: ready === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: at(ready) }] },
});

it('follows the readiness of Pods, not their creation', () => {
  const times = new TriggerTimes();
  expect(times.next(service, [])).toBe(at(0));
  expect(times.next(service, [pod(3)])).toBeUndefined();
  expect(times.next(service, [pod(3, 3)])).toBe(at(3));
  expect(times.next(service, [pod(3, 3)])).toBeUndefined();
  expect(times.next(service, [pod(3, 5)])).toBe(at(5));
});
