import { expect, test } from 'vitest';
import type { HTTPIngressPath, Ingress, IngressSpec } from '../../api/generated/types.ts';
import { routeOf, serversOf } from './routes.ts';

function ingress(name: string, spec: IngressSpec, annotations: Readonly<Record<string, string>> = {}): Ingress {
  return { metadata: { namespace: 'shop', name, annotations }, spec };
}

const to = (service: string, path: string, pathType = 'Prefix'): HTTPIngressPath => ({
  path,
  pathType,
  backend: { service: { name: service, port: { number: 80 } } },
});

const RULES = serversOf([
  ingress('site', {
    rules: [
      {
        host: 'shop.example',
        http: {
          paths: [
            to('root', '/'),
            to('cart', '/cart'),
            to('exact', '/cart/pay', 'Exact'),
            to('img', '/img', 'ImplementationSpecific'),
          ],
        },
      },
      { host: '*.shop.example', http: { paths: [to('any', '/')] } },
    ],
  }),
  ingress('plain', { rules: [{ http: { paths: [to('bare', '/bare')] } }] }),
]);

test.each([
  ['shop.example', '/', 'root'],
  ['shop.example:8080', '/nothing', 'root'],
  ['SHOP.example', '/cart', 'cart'],
  ['shop.example', '/cart/', 'cart'],
  ['shop.example', '/cart/list?page=2', 'cart'],
  ['shop.example', '/cartoon', 'root'],
  ['shop.example', '/cart/pay', 'exact'],
  ['shop.example', '/cart/pay/', 'cart'],
  ['shop.example', '/images/a.png', 'root'],
  ['shop.example', '/img-old/a.png', 'img'],
  ['blog.shop.example', '/', 'any'],
  ['a.blog.shop.example', '/', undefined],
  ['other.example', '/bare/x', 'bare'],
  ['other.example', '/', undefined],
  ['10.0.0.231', '/bare', 'bare'],
])('%s%s goes to %s', (host, path, service) => {
  expect(routeOf(RULES, host, path)?.backend.service).toBe(service);
});

test('a default backend takes what no path means', () => {
  const fallback = { service: { name: 'fallback', port: { name: 'http' } } };
  const alone = serversOf([ingress('all', { defaultBackend: fallback })]);
  expect(routeOf(alone, 'any.example', '/x')).toMatchObject({
    backend: { service: 'fallback', port: 'http' },
    path: '/x',
  });
  const rules = [{ host: 'a.example', http: { paths: [to('cart', '/cart')] } }];
  const beside = serversOf([ingress('both', { defaultBackend: fallback, rules })]);
  expect(routeOf(beside, 'a.example', '/cart')?.backend.service).toBe('cart');
  expect(routeOf(beside, 'a.example', '/x')?.backend.service).toBe('fallback');
  expect(routeOf(beside, 'b.example', '/x')).toBeUndefined();
});

test('of two Ingresses that claim a path the older one has it', () => {
  const claim = (name: string, created: string): Ingress => {
    const made = ingress(name, { rules: [{ host: 'a.example', http: { paths: [to(name, '/')] } }] });
    return { ...made, metadata: { ...made.metadata, creationTimestamp: created } };
  };
  const servers = serversOf([claim('young', '2026-01-02T00:00:00Z'), claim('old', '2026-01-01T00:00:00Z')]);
  expect(routeOf(servers, 'a.example', '/')?.backend.service).toBe('old');
});

test('a target is rewritten, with what its pattern has caught', () => {
  const plain = { 'nginx.ingress.kubernetes.io/rewrite-target': '/' };
  const rules = (path: string) => [{ http: { paths: [to('app', path, 'ImplementationSpecific')] } }];
  expect(routeOf(serversOf([ingress('a', { rules: rules('/app') }, plain)]), 'h', '/app?x=1')?.path).toBe('/?x=1');
  const caught = { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' };
  const servers = serversOf([ingress('b', { rules: rules('/app(/|$)(.*)') }, caught)]);
  expect(routeOf(servers, 'h', '/app/list/1')?.path).toBe('/list/1');
  expect(routeOf(servers, 'h', '/other')).toBeUndefined();
});

test('a host with a certificate is asked by https, unless the Ingress says otherwise', () => {
  const spec = { tls: [{ hosts: ['a.example'] }], rules: [{ host: 'a.example', http: { paths: [to('app', '/')] } }] };
  expect(routeOf(serversOf([ingress('a', spec)]), 'a.example', '/')?.forcesTls).toBe(true);
  const lenient = { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' };
  expect(routeOf(serversOf([ingress('a', spec, lenient)]), 'a.example', '/')?.forcesTls).toBe(false);
});
