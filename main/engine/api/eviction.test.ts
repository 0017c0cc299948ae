import { beforeEach, expect, it } from 'vitest';
import { KindsServer } from '../kinds/testing/server.ts';
import { handleRequest } from './request.ts';

let world: KindsServer;
beforeEach(() => {
  world = new KindsServer();
  world.apply(`
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {nodeName: a, containers: [{name: main, image: nginx}]}
`);
  const conditions = [{ type: 'Ready', status: 'True' }];
  const web = world.get('pods', 'web');
  const pod = { ...web, status: { ...web.status, phase: 'Running', conditions } };
  world.server.update('pods', pod, { actor: 'kubelet', subresource: 'status' });
  world.apply(`
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: guard}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
`);
});

const evict = () =>
  handleRequest(world.server, 'person', {
    verb: 'create',
    resource: 'pods',
    namespace: 'default',
    name: 'web',
    subresource: 'eviction',
    object: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } },
  });

function allow(disruptionsAllowed: number, more: object = {}): void {
  const budget = world.get('poddisruptionbudgets', 'guard');
  const healthy = { currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };
  const status = { ...healthy, disruptionsAllowed, observedGeneration: budget.metadata?.generation, ...more };
  world.server.update('poddisruptionbudgets', { ...budget, status }, { actor: 'x', subresource: 'status' });
}

it('waits for the controller that counts', () => {
  expect(evict()).toMatchObject({
    ok: false,
    status: {
      code: 429,
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: { causes: [{ message: 'The disruption budget guard is still being processed by the server.' }] },
    },
  });
});

it('refuses while the budget is spent', () => {
  allow(0);
  expect(evict()).toMatchObject({
    ok: false,
    status: {
      details: { causes: [{ message: 'The disruption budget guard needs 1 healthy pods and has 1 currently' }] },
    },
  });
});

it.each([
  ['SyncFailed', {}, 'does not allow evicting pods currently because it failed sync: found no controller'],
  ['Other', {}, 'needs 1 healthy pods and has 1 currently'],
  ['Other', { currentHealthy: 2 }, 'does not allow evicting pods currently (Other): found no controller'],
])('says what the budget says of itself: %s %j', (reason, numbers, why) => {
  const refusal = { type: 'DisruptionAllowed', status: 'False', reason, message: 'found no controller' };
  allow(0, { ...numbers, conditions: [{ ...refusal, lastTransitionTime: '2026-01-05T08:00:00Z' }] });
  expect(evict()).toMatchObject({
    status: { details: { causes: [{ message: `The disruption budget guard ${why}` }] } },
  });
});

it('spends the budget and deletes with grace', () => {
  allow(1);
  expect(evict().ok).toBe(true);
  expect(world.get('poddisruptionbudgets', 'guard').status).toMatchObject({
    disruptionsAllowed: 0,
    disruptedPods: { web: expect.any(String) as string },
  });
  expect(world.get('pods', 'web')).toMatchObject({
    metadata: { deletionGracePeriodSeconds: 30 },
    status: { conditions: [{ type: 'Ready' }, { type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' }] },
  });
});
