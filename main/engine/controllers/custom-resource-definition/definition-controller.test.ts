import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { customResourceDefinitionController } from './definition-controller.ts';

const definition = (plural: string, kind: string, short: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${plural}.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: ${plural}, kind: ${kind}, shortNames: [${short}]}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;
const status = (world: World, plural: string) =>
  world.get('customresourcedefinitions', `${plural}.example.com`)?.status;
const conditions = (world: World, plural: string) =>
  status(world, plural)?.conditions?.map(({ type, status: value, reason }) => `${type} ${value} ${reason ?? ''}`);

it('accepts the names of a definition and establishes it', () => {
  const world = new World([customResourceDefinitionController]).start();
  world.apply(definition('crontabs', 'CronTab', 'ct'));
  world.run(0.1);
  expect(conditions(world, 'crontabs')).toEqual([
    'NamesAccepted True NoConflicts',
    'Established True InitialNamesAccepted',
  ]);
  expect(status(world, 'crontabs')?.acceptedNames).toMatchObject({ plural: 'crontabs', kind: 'CronTab' });
});

it('refuses what another definition of the group is called, until that is gone', () => {
  const world = new World([customResourceDefinitionController]).start();
  world.apply(definition('crontabs', 'CronTab', 'ct'));
  world.run(0.1);
  world.apply(definition('carts', 'Cart', 'ct'));
  world.run(0.1);
  expect(conditions(world, 'carts')).toEqual([
    'NamesAccepted False ShortNamesConflict',
    'Established False NotAccepted',
  ]);
  expect(status(world, 'carts')?.conditions?.[0]?.message).toBe('"ct" is already in use');
  world.server.delete('customresourcedefinitions', '', 'crontabs.example.com', { actor: 'person' });
  world.run(0.1);
  expect(conditions(world, 'carts')).toEqual([
    'NamesAccepted True NoConflicts',
    'Established True InitialNamesAccepted',
  ]);
});

it('takes the objects of a definition away before it goes, and waits for those that are held back', () => {
  const world = new World([customResourceDefinitionController]).start();
  world.apply(definition('crontabs', 'CronTab', 'ct'));
  world.run(0.1);
  const table = 'crontabs.example.com' as 'configmaps';
  for (const [name, finalizers] of [
    ['free', []],
    ['held', ['example.com/hold']],
  ] as const) {
    const object = {
      apiVersion: 'example.com/v1',
      kind: 'CronTab',
      metadata: { name, namespace: 'default', finalizers },
    };
    world.server.create(table, object, { actor: 'person' });
  }
  world.server.delete('customresourcedefinitions', '', 'crontabs.example.com', { actor: 'person' });
  expect(conditions(world, 'crontabs')).toContain('Terminating True InstanceDeletionPending');
  world.run(0.1);
  expect(conditions(world, 'crontabs')).toContain('Terminating True InstanceDeletionInProgress');
  const [held, ...others] = [...world.server.store.all(table)];
  const late = { apiVersion: 'example.com/v1', kind: 'CronTab', metadata: { name: 'late', namespace: 'default' } };
  expect(world.server.create(table, late, { actor: 'person' })).toMatchObject({
    status: { code: 405, message: 'create not allowed while custom resource definition is terminating' },
  });
  expect([held?.metadata?.name, others]).toEqual(['held', []]);
  world.server.update(table, { ...held, metadata: { ...held?.metadata, finalizers: [] } }, { actor: 'person' });
  world.run(6);
  expect(status(world, 'crontabs')).toBeUndefined();
});

it('tells how a definition stands to the groups of the Kubernetes community', () => {
  const world = new World([customResourceDefinitionController]).start();
  const approved = 'annotations: {api-approved.kubernetes.io: "unapproved, for a test"}';
  const manifest = definition('crontabs', 'CronTab', 'ct').replaceAll('example.com', 'test.k8s.io');
  world.apply(manifest.replace('metadata: {', `metadata: {${approved}, `));
  world.run(0.1);
  const found = world.get('customresourcedefinitions', 'crontabs.test.k8s.io')?.status?.conditions?.at(-1);
  expect(found).toMatchObject({
    status: 'False',
    reason: 'UnapprovedAnnotation',
    message: 'not approved: "unapproved, for a test"',
  });
});
