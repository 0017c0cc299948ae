import { beforeEach, expect, it } from 'vitest';
import type { ApiRequest } from '../../../../preload/contract/inputs.ts';
import { answerRead } from '../../api/read.ts';
import { handleRequest, type WriteAnswer } from '../../api/request.ts';
import { KindsServer, printContext } from '../testing/server.ts';
import { valuesAt } from './columns.ts';
import { byPriority } from './version-order.ts';

let world: KindsServer;
beforeEach(() => {
  world = new KindsServer();
  world.apply(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: bakeries.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: bakeries, singular: bakery, kind: Bakery, shortNames: [bk]}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [bread]
            properties:
              bread: {type: string, enum: [rye, wheat]}
              ovens: {type: integer, minimum: 1, maximum: 9, default: 2}
              street: {type: string, pattern: '^[A-Z]', maxLength: 8}
          status: {type: object, x-kubernetes-preserve-unknown-fields: true}
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.ovens, statusReplicasPath: .status.ovens}
    additionalPrinterColumns:
    - {name: Bread, type: string, jsonPath: .spec.bread}
    - {name: Ovens, type: integer, jsonPath: .spec.ovens, priority: 1}
`);
});

const send = (request: object): WriteAnswer =>
  handleRequest(world.server, 'person', { resource: 'bakeries', namespace: 'default', ...request } as never);
const create = (spec: object, more: object = {}) => {
  const object = { apiVersion: 'example.com/v1', kind: 'Bakery', metadata: { name: 'corner' }, spec };
  return send({ verb: 'create', object, ...more });
};
const refusal = (answer: WriteAnswer) => (answer.ok ? '' : answer.status.message);
const read = (request: object) =>
  answerRead(
    world.server,
    { resource: 'bakeries', namespace: 'default', ...request } as ApiRequest & { verb: 'get' },
    printContext(world.server.now),
  );

it('serves what is defined, with defaults and columns', () => {
  expect(create({ bread: 'rye' })).toMatchObject({
    ok: true,
    object: { kind: 'Bakery', spec: { bread: 'rye', ovens: 2 } },
  });
  const answer = read({ verb: 'list', table: true });
  expect(answer.ok && answer.table?.rows.map(({ cells }) => cells)).toEqual([['corner', 'rye', '2']]);
  expect(read({ verb: 'get', name: 'other' })).toMatchObject({
    status: { message: 'bakeries.example.com "other" not found' },
  });
});

it.each([
  [{ bread: 'white' }, 'spec.bread: Unsupported value: "white": supported values: "rye", "wheat"'],
  [{}, 'spec.bread: Required value'],
  [{ bread: 'rye', ovens: 0 }, 'spec.ovens: Invalid value: 0: spec.ovens in body should be greater than or equal to 1'],
  [
    { bread: 'rye', ovens: 'x' },
    '[spec.ovens: Invalid value: "string": spec.ovens in body must be of type integer: "string", ' +
      '.spec.ovens: Invalid value: 0: .spec.ovens accessor error: x is of the type string, expected int64]',
  ],
  [{ bread: 'rye', street: 'main' }, `spec.street: Invalid value: "main": spec.street in body should match '^[A-Z]'`],
  [{ bread: 'rye', street: 'Mainstreet' }, 'spec.street: Too long: may not be more than 8 bytes'],
])('refuses %j', (spec, message) => {
  expect(refusal(create(spec))).toBe(`Bakery.example.com "corner" is invalid: ${message}`);
});

it('prunes what the schema does not know, or refuses it', () => {
  expect(refusal(create({ bread: 'rye', cake: 1 }))).toBe(
    'Bakery in version "v1" cannot be handled as a Bakery: strict decoding error: unknown field "spec.cake"',
  );
  const answer = create({ bread: 'rye', cake: 1 }, { fieldValidation: 'Warn' });
  expect(answer).toMatchObject({ warnings: ['unknown field "spec.cake"'] });
  expect(answer.ok && 'object' in answer && answer.object).not.toHaveProperty(['spec', 'cake']);
});

it('has a status and a size of its own', () => {
  create({ bread: 'rye' });
  const patch = (body: object, subresource: string) =>
    send({ verb: 'patch', name: 'corner', patchType: 'merge', patch: body, subresource });
  expect(patch({ status: { ovens: 1, warm: true } }, 'status')).toMatchObject({ object: { status: { warm: true } } });
  expect(patch({ spec: { replicas: 4 } }, 'scale')).toMatchObject({
    object: { kind: 'Scale', status: { replicas: 1 } },
  });
  expect(read({ verb: 'get', name: 'corner' })).toMatchObject({
    object: { spec: { ovens: 4 }, metadata: { generation: 2 } },
  });
});

it('takes no strategic patches', () => {
  create({ bread: 'rye' });
  const answer = send({ verb: 'patch', name: 'corner', patchType: 'strategic', patch: {} });
  expect(answer.ok ? 0 : answer.status.code).toBe(415);
});

it('keeps the rules of its schema, unless more is wrong', () => {
  const definition = world.get('customresourcedefinitions', 'bakeries.example.com');
  const [version] = definition.spec.versions;
  if (!version) throw new Error('no version');
  const spec = {
    type: 'object',
    properties: { bread: { type: 'string' }, ovens: { type: 'integer' } },
    'x-kubernetes-validations': [{ rule: "self.bread != 'none' || self.ovens == 0", message: 'no bread, no ovens' }],
  };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  const versions = [{ ...version, schema, subresources: {} }];
  const changed = { ...definition, spec: { ...definition.spec, versions } };
  expect(world.server.update('customresourcedefinitions', changed, { actor: 'person' }).ok).toBe(true);
  expect(refusal(create({ bread: 'none', ovens: 1 }))).toBe(
    'Bakery.example.com "corner" is invalid: spec: Invalid value: no bread, no ovens',
  );
  expect(refusal(create({ bread: 'none', ovens: 'x' }))).toBe(
    'Bakery.example.com "corner" is invalid: [spec.ovens: Invalid value: "string": spec.ovens in body must be of type ' +
      'integer: "string", <nil>: Invalid value: null: some validation rules were not checked because the object was ' +
      'invalid; correct the existing errors to complete validation]',
  );
  expect(refusal(create({ bread: 'none', ovens: 0 }))).toBe('');
});

it('follows paths', () => {
  const object = {
    status: {
      conditions: [
        { type: 'A', on: 1 },
        { type: 'B', on: 2 },
      ],
    },
    list: ['x', 'y'],
  };
  expect(valuesAt(object, '.status.conditions[?(@.type=="B")].on')).toEqual([2]);
  expect([valuesAt(object, '.list[1]'), valuesAt(object, '.list[*]'), valuesAt(object, '.none')]).toEqual([
    ['y'],
    ['x', 'y'],
    [],
  ]);
});

it('prefers what is finished and new', () => {
  expect(['v1alpha1', 'v1', 'v2beta1', 'v10', 'foo', 'v2'].sort(byPriority)).toEqual([
    'v10',
    'v2',
    'v1',
    'v2beta1',
    'v1alpha1',
    'foo',
  ]);
});

it('serves every version, with its own columns and warning', () => {
  const definition = world.get('customresourcedefinitions', 'bakeries.example.com');
  const old = {
    name: 'v1beta1',
    served: true,
    storage: false,
    deprecated: true,
    schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  };
  const spec = { ...definition.spec, versions: [...definition.spec.versions, old] };
  world.server.update('customresourcedefinitions', { ...definition, spec }, { actor: 'person' });
  const object = {
    apiVersion: 'example.com/v1beta1',
    kind: 'Bakery',
    metadata: { name: 'old' },
    spec: { bread: 'rye' },
  };
  expect(send({ verb: 'create', apiVersion: 'example.com/v1beta1', object })).toMatchObject({
    object: { apiVersion: 'example.com/v1beta1' },
    warnings: ['example.com/v1beta1 Bakery is deprecated'],
  });
  expect(read({ verb: 'get', name: 'old' })).toMatchObject({ object: { apiVersion: 'example.com/v1' } });
  const shown = read({ verb: 'get', name: 'old', apiVersion: 'example.com/v1beta1', table: true });
  expect(shown).toMatchObject({ object: { apiVersion: 'example.com/v1beta1' } });
  expect(shown.ok && shown.table?.columns.map(({ name }) => name)).toEqual(['Name', 'Age']);
});
