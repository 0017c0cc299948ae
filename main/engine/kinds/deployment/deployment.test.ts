import { expect, test } from 'vitest';
import { START } from '../../kernel/time.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { deploymentKind } from './definition.ts';

const template = 'template: {metadata: {labels: {tier: shop}}, spec: {containers: [{name: till, image: "shop:3"}]}}';
const manifest = (rest: string) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop}, spec: {${rest}, ${template}}}`;
const selector = 'selector: {matchLabels: {tier: shop}}';

test('is completed', () => {
  const server = new KindsServer();
  server.apply(manifest(selector));
  const { spec, status, metadata } = server.get('deployments', 'shop');
  expect(spec).toMatchObject({
    replicas: 1,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  expect(status).toEqual({});
  expect(metadata?.generation).toBe(1);
});

test.each([
  ['replicas: -4', 'spec.replicas: Invalid value: -4: must be greater than or equal to 0'],
  [
    'strategy: {rollingUpdate: {maxSurge: "0%", maxUnavailable: 0}}',
    'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
  ],
  [
    'strategy: {rollingUpdate: {maxUnavailable: "101%"}}',
    'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
  ],
  [
    'strategy: {type: Canary, rollingUpdate: {maxSurge: 2}}',
    'spec.strategy: Unsupported value: {"Type":"Canary","RollingUpdate":{"MaxUnavailable":0,"MaxSurge":2}}: ' +
      'supported values: "Recreate", "RollingUpdate"',
  ],
  ['minReadySeconds: 700', 'spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'],
])('%s is refused', (rest, message) => {
  const refusal = new KindsServer().refusal(manifest(`${selector}, ${rest}`));
  expect(refusal).toBe(`Deployment.apps "shop" is invalid: ${message}`);
});

test('a selector that is missing, empty or of others is refused', () => {
  const refusal = (rest: string) => new KindsServer().refusal(manifest(rest));
  const unmatched =
    'spec.template.metadata.labels: Invalid value: {"tier":"shop"}: `selector` does not match template `labels`';
  expect(refusal('replicas: 1')).toContain(`[spec.selector: Required value, ${unmatched}]`);
  expect(refusal('selector: {}')).toContain(
    'spec.selector: Invalid value: {}: empty selector is invalid for deployment',
  );
  expect(refusal('selector: {matchLabels: {tier: bar}}')).toContain(unmatched);
});

test('the selector stays', () => {
  const server = new KindsServer();
  server.apply(manifest(selector));
  const refusal = server.refusal(manifest('selector: {matchExpressions: [{key: tier, operator: Exists}]}'));
  expect(refusal).toBe(
    'Deployment.apps "shop" is invalid: spec.selector: Invalid value: ' +
      '{"matchExpressions":[{"key":"tier","operator":"Exists"}]}: field is immutable',
  );
});

test('describe tells old ReplicaSets from the new one', () => {
  const server = new KindsServer();
  server.apply(manifest(selector));
  const deployment = server.get('deployments', 'shop');
  const uid = deployment.metadata?.uid ?? '';
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', uid, controller: true };
  const replicaSet = (name: string, image: string) => ({
    metadata: { name, labels: { tier: 'shop' }, ownerReferences: [owner] },
    spec: {
      replicas: 1,
      selector: { matchLabels: { tier: 'shop' } },
      template: {
        metadata: { labels: { tier: 'shop', 'pod-template-hash': name } },
        spec: { ...deployment.spec?.template.spec, containers: [{ ...till, image }] },
      },
    },
    status: { replicas: 1 },
  });
  const till = deployment.spec?.template.spec?.containers[0] ?? { name: '' };
  const replicasets = [replicaSet('a', 'shop:2'), replicaSet('b', 'shop:3')];
  const text = deploymentKind.describe(deployment, printContext(START, { replicasets }));
  expect(text).toContain('OldReplicaSets:    a (1/1 replicas created)\n');
  expect(text).toContain('NewReplicaSet:     b (1/1 replicas created)\n');
  expect(text).toContain('RollingUpdateStrategy:  25% max unavailable, 25% max surge\n');
});
