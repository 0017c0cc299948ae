import { expect, test } from 'vitest';
import type { RequestView } from '../../../preload/contract/views.ts';
import { walkSteps } from './walk-steps.ts';

const request: RequestView = {
  seq: 7,
  client: 'visitors',
  sentUs: 0,
  durationUs: 4_000,
  source: '192.168.0.9',
  destination: '10.0.0.232:30080',
  path: '/',
  hops: [
    { afterUs: 0, at: 'client', id: 'visitors' },
    {
      afterUs: 1_000,
      at: 'node',
      id: 'worker232',
      rules: ['KUBE-NODEPORTS'],
      source: '10.0.0.232',
      destination: '10.100.2.5:80',
    },
    { afterUs: 1_300, at: 'node', id: 'worker233' },
    { afterUs: 1_350, at: 'pod', id: 'uid' },
  ],
  outcome: 'answered',
  httpStatus: 200,
};

test('a way is told station by station, with what each node was given', () => {
  const steps = walkSteps(request);
  expect(steps.map(({ kind }) => kind)).toEqual(['sent', 'node', 'node', 'pod', 'back']);
  expect(steps[1]).toMatchObject({ was: { source: '192.168.0.9', destination: '10.0.0.232:30080' } });
  expect(steps[2]).toMatchObject({ was: { source: '10.0.0.232', destination: '10.100.2.5:80' } });
  expect(steps.at(-1)).toEqual({ kind: 'back', afterUs: 4_000, who: 'visitors' });
});

test('what failed ends where it failed', () => {
  const steps = walkSteps({ ...request, hops: request.hops.slice(0, 2), outcome: 'refused' });
  expect(steps.map(({ kind }) => kind)).toEqual(['sent', 'node', 'failed']);
});
