import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { endpointSliceMirroringController } from './mirroring-controller.ts';

const manifests = (addresses: string) => `
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {ports: [{port: 5432}]}
---
apiVersion: v1
kind: Endpoints
metadata: {name: db, labels: {team: blue}}
subsets:
- {addresses: ${addresses}, notReadyAddresses: [{ip: 192.0.2.9}], ports: [{port: 5432}]}
`;

it('copies hand-made Endpoints into slices, and follows them', () => {
  const world = new World([endpointSliceMirroringController]).start();
  world.apply(manifests('[{ip: 192.0.2.1, hostname: a}]'));
  world.run(0.1);
  const [slice] = world.all('endpointslices');
  expect(slice).toMatchObject({
    addressType: 'IPv4',
    metadata: {
      generateName: 'db-',
      labels: {
        team: 'blue',
        'kubernetes.io/service-name': 'db',
        'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      },
      ownerReferences: [{ kind: 'Endpoints', name: 'db' }],
    },
    endpoints: [
      { addresses: ['192.0.2.1'], conditions: { ready: true }, hostname: 'a' },
      { addresses: ['192.0.2.9'], conditions: { ready: false } },
    ],
    ports: [{ name: '', port: 5432, protocol: 'TCP' }],
  });
  world.apply(manifests('[{ip: 192.0.2.1}, {ip: 192.0.2.2}]'));
  world.run(0.1);
  expect(world.all('endpointslices')).toHaveLength(1);
  expect(world.all('endpointslices')[0]?.endpoints).toHaveLength(3);
  world.server.delete('endpoints', 'default', 'db', { actor: 'person' });
  world.run(0.1);
  expect(world.all('endpointslices')).toEqual([]);
});

it('leaves the Endpoints of Services with a selector alone', () => {
  const world = new World([endpointSliceMirroringController]).start();
  world.apply(manifests('[{ip: 192.0.2.1}]').replace('spec: {', 'spec: {selector: {app: db}, '));
  world.run(0.1);
  expect(world.all('endpointslices')).toEqual([]);
});
