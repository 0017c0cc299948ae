import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { serviceAccountController } from './service-account-controller.ts';

const accounts = (world: World) =>
  world.all('serviceaccounts').map(({ metadata }) => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`);

it('keeps an account in every namespace that is not ending', () => {
  const world = new World([serviceAccountController]).start();
  expect(accounts(world)).toEqual(['default/default', 'kube-node-lease/default', 'kube-system/default']);
  world.apply('{apiVersion: v1, kind: Namespace, metadata: {name: new}}');
  world.run(1);
  expect(accounts(world)).toContain('new/default');
  world.server.delete('serviceaccounts', 'new', 'default', { actor: 'person' });
  world.run(1);
  expect(accounts(world)).toContain('new/default');
  world.server.delete('namespaces', '', 'new', { actor: 'person' });
  world.server.delete('serviceaccounts', 'new', 'default', { actor: 'person' });
  world.run(1);
  expect(accounts(world)).not.toContain('new/default');
});
