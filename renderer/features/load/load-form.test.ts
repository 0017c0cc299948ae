import { expect, test } from 'vitest';
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import type { ClientView } from '../../../preload/contract/views.ts';
import { formOf, loadOf } from './load-form.ts';

const clientWith = (load: LoadSpec): ClientView => ({
  name: load.name,
  ratePerSecond: load.ratePerSecond,
  load,
  recent: { requests: 0, failed: 0, p50Us: 0, p95Us: 0, p99Us: 0, byPod: {}, byImage: {}, failures: [] },
  seconds: [],
  lastFailure: undefined,
});

const target = { namespace: 'shop', service: 'web' };

test.each<LoadSpec>([
  { name: 'a', ratePerSecond: 5, target: 'all-node-ports', path: '/', pattern: undefined, source: undefined },
  {
    name: 'b',
    ratePerSecond: 50,
    target,
    path: '/x',
    pattern: { kind: 'ramp', fromPerSecond: 1, overSeconds: 60 },
    source: { node: 'worker232' },
  },
  {
    name: 'c',
    ratePerSecond: 0,
    target,
    path: '/',
    pattern: { kind: 'spike', peakPerSecond: 100, everySeconds: 10, lastsSeconds: 2 },
    source: { namespace: 'shop', pod: 'client' },
    connections: 10,
  },
])('a load is shown as it was set: %j', (load) => {
  expect(loadOf(load.name, formOf(clientWith(load)))).toEqual(load);
});

test('what is filled in is made a load that can be', () => {
  const form = formOf(undefined);
  expect(loadOf('new', { ...form, path: 'page' }).path).toBe('/page');
  expect(loadOf('new', { ...form, pattern: 'spike', everySeconds: 5, lastsSeconds: 10 }).pattern).toMatchObject({
    everySeconds: 5,
    lastsSeconds: 4,
  });
});
