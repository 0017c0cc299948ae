import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const ingressClass = (parameters: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: edge}, spec: {controller: a.b/c, parameters: ${parameters}}}`;

test.each([
  [
    '{apiGroup: A_b, kind: "", name: a/b}',
    /^\[spec\.parameters\.apiGroup: Invalid value: "A_b": a lowercase RFC 1123 subdomain .*, spec\.parameters\.kind: Required value: kind is required, spec\.parameters\.name: Invalid value: "a\/b": may not contain '\/'\]$/,
  ],
  [
    '{kind: K, name: n, scope: Galaxy}',
    /^spec\.parameters\.scope: Unsupported value: "Galaxy": supported values: "Cluster", "Namespace"$/,
  ],
  [
    '{kind: K, name: n, scope: Namespace}',
    /^spec\.parameters\.namespace: Required value: `parameters\.scope` is set to 'Namespace'$/,
  ],
  [
    '{kind: K, name: n, scope: Namespace, namespace: A}',
    /^spec\.parameters\.namespace: Invalid value: "A": a lowercase RFC 1123 label /,
  ],
  [
    '{kind: K, name: n, namespace: a}',
    /^spec\.parameters\.namespace: Forbidden: `parameters\.scope` is set to 'Cluster'$/,
  ],
])('parameters %s are refused', (parameters, message) => {
  const refusal = new KindsServer().refusal(ingressClass(parameters));
  expect(refusal.replace('IngressClass.networking.k8s.io "edge" is invalid: ', '')).toMatch(message);
});
