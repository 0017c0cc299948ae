import { expect, it } from 'vitest';
import { decodeBase64Ascii, decodeBase64Url } from '../../kernel/base64.ts';
import { World } from '../testing/world.ts';
import { serviceAccountTokenController } from './token-controller.ts';

const secret =
  '{apiVersion: v1, kind: Secret, metadata: {name: robot-token, annotations: {kubernetes.io/service-account.name: robot}}, type: kubernetes.io/service-account-token}';
const account = '{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}, secrets: [{name: robot-token}]}';

it('fills the token of an account', () => {
  const world = new World([serviceAccountTokenController]).start();
  world.apply(account);
  world.apply(secret);
  world.run(1);
  const { metadata, data = {} } = world.get('secrets', 'default/robot-token')!;
  expect(metadata?.annotations).toEqual({
    'kubernetes.io/service-account.name': 'robot',
    'kubernetes.io/service-account.uid': world.get('serviceaccounts', 'default/robot')?.metadata?.uid,
  });
  expect(decodeBase64Ascii(data['namespace'] ?? '')).toBe('default');
  expect(decodeBase64Ascii(data['ca.crt'] ?? '')).toContain('BEGIN CERTIFICATE');
  const [, claims = ''] = decodeBase64Ascii(data['token'] ?? '').split('.');
  expect(JSON.parse(decodeBase64Url(claims))).toMatchObject({
    iss: 'kubernetes/serviceaccount',
    sub: 'system:serviceaccount:default:robot',
  });
});

it('forgets a token that is deleted', () => {
  const world = new World([serviceAccountTokenController]).start();
  world.apply(account);
  world.apply(secret);
  world.run(1);
  world.server.delete('secrets', 'default', 'robot-token', { actor: 'person' });
  world.run(1);
  expect(world.get('serviceaccounts', 'default/robot')?.secrets).toBeUndefined();
});

it('deletes tokens of accounts that are not there', () => {
  const world = new World([serviceAccountTokenController]).start();
  world.apply(account);
  world.apply(secret);
  world.run(1);
  world.server.delete('serviceaccounts', 'default', 'robot', { actor: 'person' });
  world.run(1);
  expect(world.all('secrets')).toEqual([]);
  world.apply(secret);
  world.run(1);
  expect(world.all('secrets')).toEqual([]);
});
