import { expect, it } from 'vitest';
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import { MILLISECOND, SECOND } from '../../engine/kernel/time.ts';
import { ClientFigures, type SavedClient } from './client-figures.ts';

const request = (durationUs: number, podUid?: string): FinishedRequest => ({
  client: 'visitors',
  sentUs: 0,
  durationUs,
  source: '192.168.0.1',
  destination: '10.0.0.231:30080',
  path: '/',
  hops: [],
  podUid,
  outcome: podUid === undefined ? 'refused' : 'answered',
  why: podUid === undefined ? 'no rule for this port' : undefined,
});

const fresh = () => new ClientFigures({ name: 'visitors', ratePerSecond: 10, samples: [] });

it('counts the last ten seconds, by Pod and with quantiles', () => {
  const figures = fresh();
  for (let n = 1; n <= 100; n++) figures.count(request(n * MILLISECOND, n % 4 === 0 ? 'b' : 'a'), n * 10_000, n);
  expect(figures.view(SECOND).recent).toEqual({
    requests: 100,
    failed: 0,
    p50Us: 50 * MILLISECOND,
    p95Us: 95 * MILLISECOND,
    byPod: { a: 75, b: 25 },
  });
  expect(figures.view(10 * SECOND + 500_000).recent.requests).toBe(50);
  expect(figures.view(12 * SECOND).recent).toMatchObject({ requests: 0, p50Us: 0, p95Us: 0, byPod: {} });
});

it('keeps the newest failure, however long ago', () => {
  const figures = fresh();
  figures.count(request(1), 5, 42);
  expect(figures.view(6).recent).toMatchObject({ requests: 1, failed: 1, byPod: {} });
  expect(figures.view(60 * SECOND).lastFailure).toEqual({ seq: 42, t: 5, why: 'no rule for this port' });
});

it('goes on from what it saved', () => {
  const figures = fresh();
  for (let n = 1; n <= 30; n++) figures.count(request(n, 'a'), n, n);
  const saved = JSON.parse(JSON.stringify(figures.save())) as SavedClient;
  expect(new ClientFigures(saved).view(40)).toEqual(figures.view(40));
});
