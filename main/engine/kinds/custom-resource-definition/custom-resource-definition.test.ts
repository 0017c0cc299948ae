import { expect, test } from 'vitest';
import { KindsServer } from '../testing/server.ts';

const definition = (name: string, versions: string) =>
  `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ${name}}, spec: {group: example.com, scope: Namespaced, names: {plural: boats, kind: Boat}, versions: [${versions}]}}`;
const version = '{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}';

test('names follow from the kind', () => {
  const server = new KindsServer();
  server.apply(definition('boats.example.com', version));
  const { spec, status } = server.get('customresourcedefinitions', 'boats.example.com');
  expect(spec.names).toEqual({ plural: 'boats', kind: 'Boat', singular: 'boat', listKind: 'BoatList' });
  expect(spec.conversion).toEqual({ strategy: 'None' });
  expect(status?.storedVersions).toEqual(['v1']);
});

test.each([
  [definition('boats', version), 'metadata.name: Invalid value: "boats": must be spec.names.plural+"."+spec.group'],
  [
    definition('boats.example.com', '{name: v1, served: true, storage: true}'),
    'spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required',
  ],
])('%s is refused', (manifest, message) => {
  expect(new KindsServer().refusal(manifest)).toContain(message);
});
