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
