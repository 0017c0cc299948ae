import { expect, it } from 'vitest';
import { World } from '../testing/world.ts';
import { clusterRoleAggregationController } from './aggregation-controller.ts';

const role = (name: string, labels: string, resources: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ${name}, labels: {${labels}}}
rules: [{apiGroups: [''], resources: [${resources}], verbs: [get]}]
`;
const gathering = (name: string, labels: string, wanted: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ${name}, labels: {${labels}}}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {${wanted}}}]}
`;
const resourcesOf = (world: World, name: string) =>
  world.get('clusterroles', name)?.rules?.map(({ resources }) => resources?.join(' '));

it('gathers the rules of what is selected, also of roles that gather themselves', () => {
  const world = new World([clusterRoleAggregationController]).start();
  world.apply(gathering('view', 'to: edit', 'to: view'));
  world.apply(gathering('edit', '', 'to: edit'));
  world.apply(role('a-pods', 'to: view', 'pods'));
  world.apply(role('b-secrets', 'to: edit', 'secrets'));
  world.run(0.1);
  expect(resourcesOf(world, 'view')).toEqual(['pods']);
  expect(resourcesOf(world, 'edit')).toEqual(['secrets', 'pods']);
  world.server.delete('clusterroles', '', 'a-pods', { actor: 'person' });
  world.run(0.1);
  expect(resourcesOf(world, 'edit')).toEqual(['secrets']);
});
