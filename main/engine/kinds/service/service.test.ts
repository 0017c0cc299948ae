import { describe, expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';
import { serviceWarnings } from './warnings.ts';

const service = (name: string, spec: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {selector: {app: web}, ${spec}}}`;
const nodePort = (name: string, port: string): string => service(name, `type: NodePort, ports: [${port}]`);
const invalid = (name: string, text: string) => `Service "${name}" is invalid: ${text}`;

describe('a new Service', () => {
  test('gets an address in the range and the rest of its fields', () => {
    const server = new KindsServer();
    server.apply(service('web', 'ports: [{port: 8888, targetPort: 80}]'));
    const { spec, status } = server.get('services', 'web');
    expect(spec?.clusterIP).toMatch(/^10\.200\.\d+\.\d+$/);
    expect(spec).toEqual({
      clusterIP: spec?.clusterIP,
      clusterIPs: [spec?.clusterIP],
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ports: [{ port: 8888, protocol: 'TCP', targetPort: 80 }],
      selector: { app: 'web' },
      sessionAffinity: 'None',
      type: 'ClusterIP',
    });
    expect(status).toEqual({ loadBalancer: {} });
  });

  test('of type NodePort gets a port on every node', () => {
    const server = new KindsServer();
    server.apply(nodePort('web', '{port: 80}'));
    const { spec } = server.get('services', 'web');
    expect(spec?.externalTrafficPolicy).toBe('Cluster');
    expect(spec?.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30000);
    expect(spec?.ports?.[0]?.nodePort).toBeLessThanOrEqual(32767);
  });

  test('shares a node port between TCP and UDP', () => {
    const server = new KindsServer();
    server.apply(nodePort('dns', '{name: t, port: 53}, {name: u, port: 53, protocol: UDP, nodePort: 30053}'));
    expect(server.get('services', 'dns').spec?.ports?.map((port) => port.nodePort)).toEqual([30053, 30053]);
  });

  test('without an address or with a name in its place gets none', () => {
    const server = new KindsServer();
    server.apply(service('head', 'clusterIP: None, ports: [{port: 80}]'));
    server.apply(service('ext', 'type: ExternalName, externalName: db.example.com'));
    expect(server.get('services', 'head').spec?.clusterIPs).toEqual(['None']);
    expect(server.get('services', 'ext').spec?.clusterIP).toBeUndefined();
  });
});

test.each([
  [
    'http: 8080 is out of range',
    nodePort('a', '{port: 80, nodePort: 8080}'),
    invalid(
      'a',
      'spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ),
  ],
  [
    'a port that is taken',
    nodePort('a', '{port: 80, nodePort: 30080}'),
    invalid('a', 'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated'),
  ],
  [
    'one port twice',
    nodePort('a', '{name: a, port: 80, nodePort: 31985}, {name: b, port: 81, nodePort: 31985}'),
    invalid('a', 'spec.ports[1].nodePort: Invalid value: 31985: provided port is already allocated'),
  ],
  [
    'a node port without the type',
    service('a', 'ports: [{port: 80, nodePort: 31986}]'),
    invalid('a', "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
  ],
  [
    'an address that is taken',
    service('a', 'clusterIP: 10.200.9.9, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.clusterIPs: Invalid value: ["10.200.9.9"]: failed to allocate IP 10.200.9.9: provided IP is already allocated',
    ),
  ],
  [
    'an address elsewhere',
    service('a', 'clusterIP: 192.168.7.7, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.clusterIPs: Invalid value: ["192.168.7.7"]: failed to allocate IP 192.168.7.7: the provided network does not match the current range',
    ),
  ],
  [
    'the address of the range itself',
    service('a', 'clusterIP: 10.200.0.0, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.clusterIPs: Invalid value: ["10.200.0.0"]: failed to allocate IP 10.200.0.0: the provided IP (10.200.0.0) is not in the valid range. The range of valid IPs is 10.200.0.0/16',
    ),
  ],
  [
    'no address at all',
    service('a', 'clusterIP: 10.200.0, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.clusterIPs[0]: Invalid value: "10.200.0": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ),
  ],
  [
    'a class of load balancers without one',
    service('a', 'loadBalancerClass: a.b/c, ports: [{port: 80}]'),
    invalid('a', "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"),
  ],
  [
    'ranges of sources that are none',
    service('a', 'type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.1], ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.LoadBalancerSourceRanges[0]: Invalid value: "10.0.0.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ),
  ],
  [
    'a health check nobody makes',
    service('a', 'type: NodePort, healthCheckNodePort: 31000, ports: [{port: 80}]'),
    invalid(
      'a',
      "spec.healthCheckNodePort: Invalid value: 31000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ),
  ],
  [
    'an unknown distribution',
    service('a', 'trafficDistribution: Near, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameNode", "PreferSameZone"',
    ),
  ],
  ['no ports', service('a', ''), invalid('a', 'spec.ports: Required value')],
  [
    'ports without names',
    service('a', 'ports: [{port: 80}, {port: 81}]'),
    invalid('a', '[spec.ports[0].name: Required value, spec.ports[1].name: Required value]'),
  ],
  [
    'an unknown type',
    service('a', 'type: Nodeport, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.type: Unsupported value: "Nodeport": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ),
  ],
  [
    'a policy for traffic that cannot come',
    service('a', 'externalTrafficPolicy: Local, ports: [{port: 80}]'),
    invalid(
      'a',
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ),
  ],
])('%s is refused', (_, manifest, message) => {
  const server = new KindsServer();
  server.apply(service('taken', 'type: NodePort, clusterIP: 10.200.9.9, ports: [{port: 80, nodePort: 30080}]'));
  expect(server.refusal(manifest)).toBe(message);
});

describe('a Service that is there', () => {
  test('keeps its address and node port when they are left out', () => {
    const server = new KindsServer();
    server.apply(nodePort('web', '{port: 80}'));
    const before = server.get('services', 'web').spec;
    server.apply(nodePort('web', '{port: 80, targetPort: 8080}'));
    const { spec } = server.get('services', 'web');
    expect(spec?.clusterIP).toBe(before?.clusterIP);
    expect(spec?.ports).toEqual([{ ...before?.ports?.[0], targetPort: 8080 }]);
  });

  test('may not move', () => {
    const server = new KindsServer();
    server.apply(service('web', 'ports: [{port: 80}]'));
    expect(server.refusal(service('web', 'clusterIP: 10.200.9.9, ports: [{port: 80}]'))).toBe(
      invalid('web', 'spec.clusterIPs[0]: Invalid value: ["10.200.9.9"]: may not change once set'),
    );
  });

  test('gives back what its new type has not', () => {
    const server = new KindsServer();
    server.apply(nodePort('web', '{port: 80, nodePort: 30080}'));
    const web = server.get('services', 'web');
    const options = { actor: 'person' };
    const changed = server.server.update('services', { ...web, spec: { ...web.spec, type: 'ClusterIP' } }, options);
    expect(changed.ok && changed.object.spec?.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
    expect(server.refusal(nodePort('other', '{port: 80, nodePort: 30080}'))).toBe('');
  });

  test('gets an address when it turns from a name into a place', () => {
    const server = new KindsServer();
    server.apply(service('web', 'type: ExternalName, externalName: db.example.com'));
    server.apply(service('web', 'type: NodePort, ports: [{port: 80}]'));
    const { spec } = server.get('services', 'web');
    expect(spec?.clusterIP).toMatch(/^10\.200\./);
    expect(spec?.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30000);
  });
});

test('a load balancer with local endpoints only is checked at a port of its own, until it is none', () => {
  const server = new KindsServer();
  server.apply(service('web', 'type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]'));
  const web = server.get('services', 'web');
  expect(web.spec?.healthCheckNodePort).toBeGreaterThanOrEqual(30000);
  expect(web.spec?.healthCheckNodePort).not.toBe(web.spec?.ports?.[0]?.nodePort);
  const changed = { ...web, spec: { ...web.spec, type: 'ClusterIP' } };
  const answer = server.server.update('services', changed, { actor: 'person' });
  expect(answer.ok && answer.object.spec).not.toHaveProperty('healthCheckNodePort');
  expect(answer.ok && answer.object.spec).not.toHaveProperty('allocateLoadBalancerNodePorts');
});

test('what a headless Service cannot do is warned of', () => {
  const spec = { clusterIP: 'None', clusterIPs: ['None'], sessionAffinity: 'ClientIP', externalIPs: ['10.0.0.9'] };
  expect(serviceWarnings({ spec })).toEqual([
    'spec.externalIPs is ignored for headless services',
    'spec.SessionAffinity is ignored for headless services',
  ]);
});

test('ranges are used to the last and then full', () => {
  const server = new KindsServer({ serviceCidr: '10.200.0.0/29', nodePorts: { low: 30000, high: 30001 } });
  for (const name of ['a', 'b']) server.apply(nodePort(name, '{port: 80}'));
  expect(server.refusal(nodePort('c', '{port: 80}'))).toBe(
    'Internal error occurred: failed to allocate a nodePort: range is full',
  );
  for (const name of ['d', 'e', 'f', 'g']) server.apply(service(name, 'ports: [{port: 80}]'));
  expect(server.refusal(service('h', 'ports: [{port: 80}]'))).toBe(
    'Internal error occurred: failed to allocate a serviceIP: range is full',
  );
});
