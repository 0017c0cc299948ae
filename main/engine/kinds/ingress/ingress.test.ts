import { expect, test } from 'vitest';
import type { Micros } from '../../kernel/time.ts';
import { kinds } from '../registry.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { ingressWarnings } from './warnings.ts';

const ingress = (spec: string, annotations = '{}') =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: site, annotations: ${annotations}}, spec: {${spec}}}`;
const backend = 'backend: {service: {name: web, port: {number: 80}}}';
const rule = (host: string) => `{host: ${host}, http: {paths: [{path: /, pathType: Prefix, ${backend}}]}}`;

test.each([
  [
    ingress(`rules: [${rule('10.1.2.3')}]`),
    'spec.rules[0].host: Invalid value: "10.1.2.3": must be a DNS name, not an IP address',
  ],
  [
    ingress(`rules: [{http: {paths: [{path: /a//b, pathType: Exact, ${backend}}]}}]`),
    'spec.rules[0].http.paths[0].path: Invalid value: "/a//b": must not contain \'//\'',
  ],
  [
    ingress(`rules: [{http: {paths: [{path: /, pathType: Glob, ${backend}}]}}]`),
    'spec.rules[0].http.paths[0].pathType: Unsupported value: "Glob": supported values: "Exact", "ImplementationSpecific", "Prefix"',
  ],
  [ingress('rules: [{http: {paths: []}}]'), 'spec.rules[0].http.paths: Required value'],
  [
    ingress('defaultBackend: {service: {name: web, port: {name: http, number: 80}}}'),
    'spec.defaultBackend: Invalid value: "": cannot set both port name & port number',
  ],
  [ingress('defaultBackend: {}'), 'spec.defaultBackend: Invalid value: "": resource or service backend is required'],
  [
    ingress(
      `ingressClassName: a, defaultBackend: {service: {name: web, port: {number: 80}}}`,
      '{kubernetes.io/ingress.class: b}',
    ),
    'annotations.kubernetes.io/ingress.class: Invalid value: "b": must match `ingressClassName` when both are specified',
  ],
  [
    ingress('defaultBackend: {resource: {apiGroup: a.b, kind: a/b, name: ""}}'),
    '[spec.defaultBackend.resource.kind: Invalid value: "a/b": may not contain \'/\', spec.defaultBackend.resource.name: Required value: name is required]',
  ],
])('%s is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toBe(`Ingress.networking.k8s.io "site" is invalid: ${message}`);
});

test('gets the class that is marked as default', () => {
  const server = new KindsServer();
  server.apply(
    '{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: edge, annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}, spec: {controller: a.b/c}}',
  );
  server.apply(ingress(`rules: [${rule('a.example.com')}]`));
  expect(server.get('ingresses', 'site').spec?.ingressClassName).toBe('edge');
});

test('names three hosts and counts the others', () => {
  const server = new KindsServer();
  server.apply(ingress(`rules: [${['a.b', 'c.d', 'e.f', 'g.h'].map(rule).join(', ')}]`));
  const site = server.get('ingresses', 'site');
  const context = printContext(0 as Micros);
  expect(kinds.ingresses.columns.map(({ cell }) => cell(site, context)).slice(1, 5)).toEqual([
    ...['<none>', 'a.b,c.d,e.f + 1 more...', '', '80'],
  ]);
});

test('is described with the endpoints behind it', () => {
  const server = new KindsServer();
  server.apply(ingress(`rules: [${rule('a.example.com')}]`));
  const services = [{ metadata: { name: 'web', namespace: 'default' }, spec: { ports: [{ port: 80 }] } }];
  const labels = { 'kubernetes.io/service-name': 'web' };
  const endpointslices = [
    {
      metadata: { name: 'web-1', namespace: 'default', labels },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.0.4'], conditions: { ready: true } }],
      ports: [{ name: '', port: 8080 }],
    },
  ];
  const text = kinds.ingresses.describe(
    server.get('ingresses', 'site'),
    printContext(0 as Micros, { services, endpointslices }),
  );
  expect(text).toContain('  a.example.com  \n                 /   web:80 (10.1.0.4:8080)\n');
});

test('the old annotation is warned of on creation', () => {
  const site = { metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } } };
  expect(ingressWarnings(site, site)).toEqual([]);
  expect(ingressWarnings(site, undefined)).toEqual([
    'annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead',
  ]);
});
