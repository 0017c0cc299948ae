import { describe, expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { rootCaController } from './root-ca-controller.ts';

describe('root CA publisher', () => {
  it('keeps the certificate in every namespace', () => {
    const world = new World([rootCaController]).start();
    world.apply('{apiVersion: v1, kind: Namespace, metadata: {name: new}}');
    world.run(1);
    const maps = () =>
      world.all('configmaps').map(({ metadata }) => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`);
    expect(maps()).toEqual(expect.arrayContaining(['default/kube-root-ca.crt', 'new/kube-root-ca.crt']));
    expect(world.get('configmaps', 'new/kube-root-ca.crt')?.data?.['ca.crt']).toContain('BEGIN CERTIFICATE');
    world.server.delete('configmaps', 'new', 'kube-root-ca.crt', { actor: 'person' });
    world.run(1);
    expect(maps()).toContain('new/kube-root-ca.crt');
  });
});
