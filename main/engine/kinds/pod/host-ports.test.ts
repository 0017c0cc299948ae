import { expect, it } from 'vitest';
import { hostPortsOf, portsClash } from './host-ports.ts';

const port = (ip: string, number = 8080, protocol = 'TCP') => ({ ip, protocol, port: number });

it.each([
  [port('0.0.0.0'), port('0.0.0.0'), true],
  [port('0.0.0.0'), port('10.0.0.232'), true],
  [port('127.0.0.1'), port('0.0.0.0'), true],
  [port('127.0.0.1'), port('127.0.0.1'), true],
  [port('127.0.0.1'), port('10.0.0.232'), false],
  [port('0.0.0.0'), port('0.0.0.0', 8081), false],
  [port('0.0.0.0'), port('0.0.0.0', 8080, 'UDP'), false],
])('%j and %j clash: %s', (a, b, expected) => {
  expect(portsClash(a, b)).toBe(expected);
  expect(portsClash(b, a)).toBe(expected);
});

it('init containers ask for ports as long as they stay', () => {
  const ports = (hostPort: number) => [{ containerPort: 80, hostPort }];
  const spec = {
    initContainers: [
      { name: 'once', ports: ports(1) },
      { name: 'staying', restartPolicy: 'Always', ports: ports(2) },
    ],
    containers: [{ name: 'web', ports: [...ports(3), { containerPort: 81 }] }],
  };
  expect(hostPortsOf(spec)).toEqual([port('0.0.0.0', 2), port('0.0.0.0', 3)]);
});
