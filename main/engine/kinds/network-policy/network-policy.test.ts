import { expect, test } from 'vitest';
import { kinds } from '../registry.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import type { Micros } from '../../kernel/time.ts';

const policy = (spec: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: wall}, spec: {${spec}}}`;

test('rules about what goes out make it a policy about that', () => {
  const server = new KindsServer();
  server.apply(policy('egress: [{ports: [{port: 53}]}]'));
  const { spec } = server.get('networkpolicies', 'wall');
  expect(spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    egress: [{ ports: [{ port: 53, protocol: 'TCP' }] }],
  });
});

test.each([
  [
    'podSelector: {}, policyTypes: [Both]',
    'spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"',
  ],
  [
    'podSelector: {}, policyTypes: [Both, Egress, Ingress]',
    'spec.policyTypes: Invalid value: ["Both","Egress","Ingress"]: may not specify more than two policyTypes',
  ],
  [
    'podSelector: {}, ingress: [{ports: [{protocol: ICMP}]}]',
    'spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"',
  ],
  ['podSelector: {}, ingress: [{from: [{}]}]', 'spec.ingress[0].from[0]: Required value: must specify a peer'],
  [
    'podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]',
    'spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer',
  ],
  [
    'podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]',
    'spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
  ],
  [
    'podSelector: {}, egress: [{ports: [{port: 90, endPort: 80}]}]',
    'spec.egress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`',
  ],
])('%s is refused', (spec, message) => {
  expect(new KindsServer().refusal(policy(spec))).toBe(`NetworkPolicy.networking.k8s.io "wall" is invalid: ${message}`);
});

test('is described in both directions', () => {
  const server = new KindsServer();
  server.apply(policy('podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]'));
  const text = kinds.networkpolicies.describe(server.get('networkpolicies', 'wall'), printContext(0 as Micros));
  expect(text.slice(text.indexOf('Spec:'))).toBe(
    [
      'Spec:',
      '  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)',
      '  Allowing ingress traffic:',
      '    To Port: <any> (traffic allowed to all ports)',
      '    From:',
      '      IPBlock:',
      '        CIDR: 10.0.0.0/8',
      '        Except: 10.1.0.0/16',
      '  Not affecting egress traffic',
      '  Policy Types: Ingress',
      '',
    ].join('\n'),
  );
});
