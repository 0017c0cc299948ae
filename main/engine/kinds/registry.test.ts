import { expect, test } from 'vitest';
import { KindNames, kindByKind, kinds, resourceByAlias, resourceNames } from './registry.ts';

test('every kind is filed under its own name', () => {
  for (const name of resourceNames) expect(kinds[name].resource).toBe(name);
});

test.each([
  ['po', 'pods'],
  ['Pod', 'pods'],
  ['svc', 'services'],
  ['rc', 'replicationcontrollers'],
  ['ds', 'daemonsets'],
  ['daemonsets.apps', 'daemonsets'],
  ['ep', 'endpoints'],
  ['endpointslice', 'endpointslices'],
  ['deploy', 'deployments'],
  ['quota', 'resourcequotas'],
  ['sc', 'storageclasses'],
  ['widget', undefined],
])('%s means %s', (alias, resource) => {
  expect(resourceByAlias(alias)).toBe(resource);
});

test('kinds are found by version and name', () => {
  expect(kindByKind('apps/v1', 'DaemonSet')).toBe('daemonsets');
  expect(kindByKind('v1', 'DaemonSet')).toBeUndefined();
});

test('a name is given out once', () => {
  const twin = { ...kinds.pods, resource: 'podlets', kind: 'Podlet', singular: 'podlet' };
  expect(() => new KindNames([kinds.pods, twin])).toThrow('kinds: po names both pods and podlets');
});
