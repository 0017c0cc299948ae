import { expect, it } from 'vitest';
import type { FinishedRequest } from '../../../preload/contract/requests.ts';
import { REQUESTS_LISTED_MAX } from '../../../preload/contract/views.ts';
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
    p99Us: 99 * MILLISECOND,
    byPod: { a: 75, b: 25 },
    byImage: {},
    failures: [],
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

it('counts failures by their reason, and times only what was answered', () => {
  const figures = fresh();
  for (let n = 1; n <= 3; n++) figures.count(request(5 * SECOND), n, n);
  figures.count({ ...request(1), why: 'nothing listens on 80' }, 4, 4);
  figures.count(request(2 * MILLISECOND, 'a'), 5, 5);
  expect(figures.view(6).recent).toMatchObject({
    requests: 5,
    failed: 4,
    p99Us: 2 * MILLISECOND,
    failures: [
      { why: 'no rule for this port', count: 3, seq: 3 },
      { why: 'nothing listens on 80', count: 1, seq: 4 },
    ],
  });
});

it('counts by image, and a request for all for which it stands', () => {
  const figures = fresh();
  for (let n = 1; n <= 4; n++)
    figures.count({ ...request(n, 'a'), image: n === 1 ? 'web:1' : 'web:2', oneOf: 10 }, n, n);
  figures.count({ ...request(9), oneOf: 10 }, 5, 5);
  expect(figures.view(6).recent).toMatchObject({
    requests: 50,
    failed: 10,
    byPod: { a: 40 },
    byImage: { 'web:1': 10, 'web:2': 30 },
  });
});

it('sums up the last minute, second by second', () => {
  const figures = fresh();
  for (let n = 0; n < 100; n++) {
    figures.count(request(MILLISECOND, 'a'), n * SECOND, 2 * n);
    figures.count(
      request(n % 10 === 0 ? MILLISECOND : 3 * MILLISECOND, n % 10 === 0 ? undefined : 'a'),
      n * SECOND + 5,
      n,
    );
  }
  const { seconds } = figures.view(100 * SECOND);
  expect(seconds.map(({ second }) => second)).toEqual(Array.from({ length: 59 }, (_, index) => 40 + index));
  expect(seconds[0]).toEqual({ second: 40, answered: 1, failed: 1, p50Us: 1000, p95Us: 1000, p99Us: 1000 });
  expect(seconds[1]).toEqual({ second: 41, answered: 2, failed: 0, p50Us: 1000, p95Us: 3000, p99Us: 3000 });
});

it('knows its newest requests, and the newest that failed', () => {
  const figures = fresh();
  for (let n = 1; n <= 200; n++) figures.count(request(1, n % 5 === 0 ? undefined : 'a'), n, n);
  expect(figures.requests(false)).toEqual(Array.from({ length: REQUESTS_LISTED_MAX }, (_, index) => 200 - index));
  expect(figures.requests(true)).toEqual(Array.from({ length: REQUESTS_LISTED_MAX }, (_, index) => 200 - 5 * index));
});

it('goes on from what it saved', () => {
  const figures = fresh();
  for (let n = 1; n <= 30; n++) figures.count(request(n, n % 7 === 0 ? undefined : 'a'), n * 100_000, n);
  const saved = JSON.parse(JSON.stringify(figures.save())) as SavedClient;
  const again = new ClientFigures(saved);
  for (const each of [figures, again]) each.count(request(7, 'b'), 4 * SECOND, 31);
  expect(again.view(5 * SECOND)).toEqual(figures.view(5 * SECOND));
  expect(again.requests(true)).toEqual(figures.requests(true));
});
