import { beforeEach, expect, it } from 'vitest';
import { KindsServer } from '../kinds/testing/server.ts';
import { answerReview } from './authorization/reviews.ts';
import type { TokenRequest, TokenReview } from './generated/types.ts';
import { handleRequest } from './request.ts';
import { claimsOf } from './tokens.ts';

let world: KindsServer;
beforeEach(() => {
  world = new KindsServer();
  world.apply('{apiVersion: v1, kind: ServiceAccount, metadata: {name: robot}}');
});

const request = (spec: TokenRequest['spec'], name = 'robot', user?: { name: string; groups: readonly string[] }) =>
  handleRequest(
    world.server,
    'person',
    {
      verb: 'create',
      resource: 'serviceaccounts',
      namespace: 'default',
      name,
      subresource: 'token',
      object: { spec } as TokenRequest,
    },
    user,
  );
const refusal = (spec: TokenRequest['spec'], name?: string) => {
  const answer = request(spec, name);
  return answer.ok ? '' : answer.status.message;
};
const tokenOf = (spec: TokenRequest['spec']) => {
  const answer = request(spec);
  if (!answer.ok || !('object' in answer)) throw new Error('no token');
  return (answer.object as TokenRequest).status?.token ?? '';
};
const review = (token: string, audiences?: readonly string[]) => {
  const object: TokenReview = { spec: { token, ...(audiences && { audiences }) } };
  const answer = answerReview(world.server, { verb: 'create', resource: 'tokenreviews', object });
  return answer?.ok ? (answer.object as TokenReview).status : answer?.status.message;
};

it('issues a token for an hour, for the API server', () => {
  const answer = request({});
  expect(answer).toMatchObject({
    object: {
      spec: { audiences: ['https://kubernetes.default.svc.cluster.local'], expirationSeconds: 3600 },
      status: { expirationTimestamp: '2026-01-05T09:00:00Z' },
    },
  });
  expect(claimsOf(tokenOf({}))).toMatchObject({ sub: 'system:serviceaccount:default:robot', exp: 1_767_603_600 });
});

it.each<[TokenRequest['spec'], string]>([
  [{ expirationSeconds: 60 }, 'may not specify a duration less than 10 minutes'],
  [{ expirationSeconds: 2 ** 33 }, 'may not specify a duration larger than 2^32 seconds'],
  [{ boundObjectRef: { kind: 'Pod', apiVersion: 'v1', name: 'none' } }, 'pods "none" not found'],
  [
    { boundObjectRef: { kind: 'ConfigMap', apiVersion: 'v1', name: 'x' } },
    'cannot bind token to object of type v1, Kind=ConfigMap',
  ],
])('refuses %j', (spec, message) => {
  expect(refusal(spec)).toContain(message);
});

it('knows whose token it is', () => {
  const token = tokenOf({});
  expect(review(token)).toMatchObject({
    authenticated: true,
    user: {
      username: 'system:serviceaccount:default:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    },
  });
  expect(review('nonsense')).toEqual({ user: {}, error: 'invalid bearer token' });
  expect(review(tokenOf({ audiences: ['vault'] }))).toMatchObject({
    error: expect.stringContaining('["vault"]') as string,
  });
  expect(review(tokenOf({ audiences: ['vault'] }), ['vault'])).toMatchObject({ audiences: ['vault'] });
  world.server.delete('serviceaccounts', 'default', 'robot', { actor: 'person' });
  expect(review(token)).toMatchObject({ error: '[invalid bearer token, serviceaccounts "robot" not found]' });
});

it('is for those who may create them', () => {
  const answer = request({}, 'robot', { name: 'somebody', groups: [] });
  expect(answer.ok ? '' : answer.status.message).toContain(
    'cannot create resource "serviceaccounts/token" in API group "" in the namespace "default"',
  );
});
