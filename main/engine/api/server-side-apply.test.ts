import { beforeEach, expect, it } from 'vitest';
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import { KindsServer } from '../kinds/testing/server.ts';
import { handleRequest } from './request.ts';

let world: KindsServer;
beforeEach(() => {
  world = new KindsServer();
});

const deployment = (container: object, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'shop' },
  spec: {
    ...spec,
    selector: { matchLabels: { app: 'shop' } },
    template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'main', ...container }] } },
  },
});

function send(request: object) {
  const full = { resource: 'deployments', namespace: 'default', name: 'shop', ...request };
  return handleRequest(world.server, 'person', full as WriteRequest);
}
const apply = (fieldManager: string, patch: unknown, more: object = {}) =>
  send({ verb: 'patch', patchType: 'apply', patch, fieldManager, ...more });
const owners = () =>
  (world.get('deployments', 'shop').metadata?.managedFields ?? []).map(
    ({ manager = '', operation = '' }) => `${operation} ${manager}`,
  );

it('creates what is not there and owns what was said', () => {
  expect(apply('one', deployment({ image: 'nginx:1' })).ok).toBe(true);
  expect(world.get('deployments', 'shop').metadata?.managedFields).toMatchObject([
    {
      manager: 'one',
      operation: 'Apply',
      apiVersion: 'apps/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:spec': {
          'f:selector': {},
          'f:template': {
            'f:metadata': { 'f:labels': { 'f:app': {} } },
            'f:spec': { 'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
          },
        },
      },
    },
  ]);
});

it('refuses what others own with another value, unless forced', () => {
  send({ verb: 'create', object: deployment({ image: 'nginx:1' }, { replicas: 2 }), fieldManager: 'kubectl-create' });
  const answer = apply('two', deployment({ image: 'nginx:2' }, { replicas: 3 }));
  expect(answer.ok ? undefined : answer.status).toMatchObject({
    code: 409,
    reason: 'Conflict',
    message:
      'Apply failed with 2 conflicts: conflicts with "kubectl-create" using apps/v1:\n- .spec.replicas\n' +
      '- .spec.template.spec.containers[name="main"].image',
    details: {
      causes: [
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "kubectl-create" using apps/v1',
          field: '.spec.replicas',
        },
        {},
      ],
    },
  });
  expect(apply('two', deployment({ image: 'nginx:2' }, { replicas: 3 }), { force: true }).ok).toBe(true);
  expect(world.get('deployments', 'shop').spec?.replicas).toBe(3);
  expect(owners()).toEqual(['Apply two', 'Update kubectl-create']);
});

it('names the one field of a single conflict', () => {
  apply('one', deployment({ image: 'nginx:1' }));
  const answer = apply('two', deployment({ image: 'nginx:2' }));
  expect(answer.ok ? '' : answer.status.message).toBe(
    'Apply failed with 1 conflict: conflict with "one": .spec.template.spec.containers[name="main"].image',
  );
});

it('takes away what its manager does not say any more and nobody else owns', () => {
  apply('one', deployment({ image: 'nginx:1', workingDir: '/a' }, { paused: true }));
  apply('one', deployment({ image: 'nginx:1' }));
  const { spec } = world.get('deployments', 'shop');
  expect(spec?.paused).toBeUndefined();
  expect(spec?.template.spec?.containers[0]).not.toHaveProperty('workingDir');
});

it('gives changed fields to who changes them', () => {
  apply('one', deployment({ image: 'nginx:1' }, { replicas: 1 }));
  send({ verb: 'patch', patchType: 'merge', patch: { spec: { replicas: 4 } }, fieldManager: 'kubectl-patch' });
  const [first, second] = world.get('deployments', 'shop').metadata?.managedFields ?? [];
  expect(first?.fieldsV1).not.toHaveProperty(['f:spec', 'f:replicas']);
  expect(second).toMatchObject({ manager: 'kubectl-patch', fieldsV1: { 'f:spec': { 'f:replicas': {} } } });
});

it('refuses unknown fields, and to be nobody', () => {
  const unknown = apply('one', deployment({ image: 'nginx:1' }, { replica: 1 }));
  expect(unknown.ok ? '' : unknown.status.message).toBe(
    'failed to create typed patch object (default/shop; apps/v1, Kind=Deployment): .spec.replica: field not declared in schema',
  );
  const nobody = apply('', deployment({ image: 'nginx:1' }));
  expect(nobody.ok ? '' : nobody.status.message).toContain('fieldManager: Required value: is required for apply patch');
});
