import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const quota = (spec: string) => `{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {${spec}}}`;
const invalid = (message: string) => `ResourceQuota "q" is invalid: ${message}`;

test.each([
  [
    'hard: {widgets: 1}',
    '[spec.hard[widgets]: Invalid value: "widgets": must be a standard resource type or fully qualified, spec.hard[widgets]: Invalid value: "widgets": must be a standard resource for quota]',
  ],
  ['hard: {pods: 500m}', 'spec.hard[pods]: Invalid value: "500m": must be an integer'],
  ['hard: {pods: -1}', 'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0'],
  [
    'hard: {requests.cpu: 1}, scopes: [BestEffort]',
    'spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource',
  ],
  [
    'hard: {pods: 1}, scopes: [BestEffort, NotBestEffort]',
    'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
  ],
])('%s is refused', (spec, message) => {
  const refusal = new KindsServer().refusal(quota(spec));
  expect(refusal.startsWith(invalid('')), refusal).toBe(true);
  expect(refusal).toContain(message.replace(/, spec.hard.*/, ''));
});

test('scopes stay', () => {
  const server = new KindsServer();
  server.apply(quota('hard: {pods: 1000m, count/deployments.apps: 2}'));
  expect(server.get('resourcequotas', 'q').spec?.hard).toEqual({ pods: '1', 'count/deployments.apps': '2' });
  expect(server.refusal(quota('hard: {pods: 1}, scopes: [Terminating]'))).toBe(
    invalid('spec.scopes: Invalid value: ["Terminating"]: field is immutable'),
  );
});
