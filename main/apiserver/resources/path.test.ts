import { expect, test } from 'vitest';
import { parsePath } from './path.ts';

test.each([
  ['/api/v1/nodes', { group: '', version: 'v1', resource: 'nodes' }],
  ['/api/v1/pods/', { group: '', version: 'v1', resource: 'pods' }],
  ['/api/v1/namespaces', { resource: 'namespaces' }],
  ['/api/v1/namespaces/shop', { resource: 'namespaces', name: 'shop' }],
  ['/api/v1/namespaces/shop/finalize', { resource: 'namespaces', name: 'shop', subresource: 'finalize' }],
  ['/api/v1/namespaces/shop/pods', { namespace: 'shop', resource: 'pods' }],
  ['/api/v1/namespaces/shop/pods/web/log', { namespace: 'shop', resource: 'pods', name: 'web', subresource: 'log' }],
  ['/apis/apps/v1/namespaces/shop/deployments/web/scale', { group: 'apps', name: 'web', subresource: 'scale' }],
  ['/api/v1/namespaces/shop/services/web/proxy/a/b', { subresource: 'proxy', rest: ['a', 'b'] }],
  ['/api/v1/nodes/a%3Ab', { resource: 'nodes', name: 'a:b' }],
])('%s', (path, expected) => {
  expect(parsePath(path)).toMatchObject(expected);
});

test.each(['/', '/api', '/api/v1', '/apis/apps/v1', '/api/v1//pods', '/api/v1/%', '/api/v1/a%2Fb', '/metrics'])(
  '%s is no object and no collection',
  (path) => {
    expect(parsePath(path)).toBeUndefined();
  },
);
