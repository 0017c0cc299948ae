import { expect, it } from 'vitest';
import { proxyPath } from './proxy-path.ts';

const POD = '/api/v1/namespaces/shop/pods';

it.each([
  [`${POD}/web/proxy`, { resource: 'pods', namespace: 'shop', name: 'web', port: '', rest: '' }],
  [`${POD}/web:80/proxy/a/b`, { resource: 'pods', namespace: 'shop', name: 'web', port: '80', rest: '/a/b' }],
  [`${POD}/https%3Aweb%3A80/proxy/`, { resource: 'pods', namespace: 'shop', name: 'web', port: '80', rest: '/' }],
  [
    '/api/v1/namespaces/shop/services/http:web:front/proxy/proxy/x',
    { resource: 'services', namespace: 'shop', name: 'web', port: 'front', rest: '/proxy/x' },
  ],
  [
    '/api/v1/nodes/worker1/proxy/healthz',
    { resource: 'nodes', namespace: '', name: 'worker1', port: '', rest: '/healthz' },
  ],
])('%s', (path, expected) => {
  expect(proxyPath(path)).toEqual(expected);
});

it.each([`${POD}/web`, `${POD}/web/exec`, `${POD}/%/proxy`, '/apis/v1/nodes/x/proxy', `${POD}/a:b:c:d/proxy`])(
  'not through a proxy: %s',
  (path) => {
    expect(proxyPath(path)).toBeUndefined();
  },
);
