import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { handleRequest } from '../../api/request.ts';
import { KindsServer } from '../testing/server.ts';

const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } };
const definition = (versions: readonly object[], spec: object = {}, metadata: object = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'boats.example.com', ...metadata },
  spec: { group: 'example.com', scope: 'Namespaced', names: { plural: 'boats', kind: 'Boat' }, versions, ...spec },
});
const withSchema = (schema: object, more: object = {}) =>
  definition([{ ...version, schema: { openAPIV3Schema: { type: 'object', properties: schema } }, ...more }]);
const faultsOf = (object: object) => new KindsServer().refusal(stringify(object)).replace(/^.* is invalid: /, '');

test('names follow from the kind', () => {
  const server = new KindsServer();
  server.apply(stringify(definition([version])));
  const { spec, status } = server.get('customresourcedefinitions', 'boats.example.com');
  expect(spec.names).toEqual({ plural: 'boats', kind: 'Boat', singular: 'boat', listKind: 'BoatList' });
  expect(spec.conversion).toEqual({ strategy: 'None' });
  expect(status?.storedVersions).toEqual(['v1']);
});

const root = 'spec.validation.openAPIV3Schema';
const item = { type: 'object', properties: { port: { type: 'integer' } } };
test.each<[object, string]>([
  [
    definition([version], {}, { name: 'boats' }),
    'metadata.name: Invalid value: "boats": must be spec.names.plural+"."+spec.group',
  ],
  [
    definition([{ name: 'v1', served: true, storage: true }]),
    'spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required',
  ],
  [
    definition([version], { scope: 'Global' }),
    'spec.scope: Unsupported value: "Global": supported values: "Cluster", "Namespaced"',
  ],
  [
    withSchema({ spec: {} }),
    `${root}.properties[spec].type: Required value: must not be empty for specified object fields`,
  ],
  [withSchema({ list: { type: 'array' } }), `${root}.properties[list].items: Required value: must be specified`],
  [
    withSchema({ list: { type: 'array', items: {} } }),
    `${root}.properties[list].items.type: Required value: must not be empty for specified array items`,
  ],
  [
    withSchema({ a: { type: 'text' } }),
    `${root}.properties[a].type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"`,
  ],
  [
    withSchema({
      a: { type: 'object', properties: { b: { type: 'string' } }, additionalProperties: { type: 'string' } },
    }),
    `${root}.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
  ],
  [
    withSchema({ a: { type: 'string', anyOf: [{ type: 'string', pattern: 'x' }] } }),
    `${root}.properties[a].anyOf[0].type: Forbidden: must be empty to be structural`,
  ],
  [
    definition([
      { ...version, schema: { openAPIV3Schema: { type: 'object', oneOf: [{ properties: { b: { minimum: 1 } } }] } } },
    ]),
    `${root}.properties[b]: Required value: because it is defined in ${root}.oneOf[0].properties[b]`,
  ],
  [
    withSchema({ a: { type: 'integer', default: 'x' } }),
    `${root}.properties[a].default: Invalid value: "string":  in body must be of type integer: "string"`,
  ],
  [
    withSchema({ a: { type: 'object', default: { b: 1 } } }),
    `${root}.properties[a].default: Invalid value: {"b":1}: must not have unknown fields`,
  ],
  [
    withSchema({ metadata: { type: 'object', properties: { labels: { type: 'object' } } } }),
    `${root}.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
  ],
  [
    withSchema({
      a: { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['port'], items: item },
    }),
    `${root}.properties[a].items.properties[port].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
  ],
  [
    withSchema(
      {},
      { subresources: { scale: { specReplicasPath: 'spec.replicas', statusReplicasPath: '.spec.replicas' } } },
    ),
    '[spec.subresources.scale.specReplicasPath: Invalid value: "spec.replicas": must be a simple json path starting with ., ' +
      'spec.subresources.scale.statusReplicasPath: Invalid value: ".spec.replicas": should be a json path under .status]',
  ],
  [
    withSchema({}, { additionalPrinterColumns: [{ name: 'A', type: 'text', jsonPath: '.a' }] }),
    'spec.additionalPrinterColumns[0].type: Invalid value: "text": must be one of boolean,date,integer,number,string',
  ],
  [
    withSchema({ a: { type: 'object' } }, { selectableFields: [{ jsonPath: '.a' }] }),
    'spec.selectableFields[0].jsonPath: Invalid value: ".a": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
  ],
  [
    definition([version], { preserveUnknownFields: true }),
    'spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
  ],
  [
    definition([version], { group: 'x.k8s.io' }, { name: 'boats.x.k8s.io' }),
    'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
  ],
])('%# %j', (object, message) => {
  expect(faultsOf(object)).toBe(message);
});

const spec = (rule: object, more: object = {}) =>
  withSchema({
    spec: { type: 'object', properties: { min: { type: 'integer' } }, ...more, 'x-kubernetes-validations': [rule] },
  });
const ruleAt = `${root}.properties[spec].x-kubernetes-validations[0]`;
const inGo = (rule: string) =>
  `{"Rule":${JSON.stringify(rule)},"Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}`;

test.each<[object, string]>([
  [{ rule: 'self.min > 1' }, ''],
  [{ rule: 'self == oldSelf || self.min in [1, 2]' }, ''],
  [
    { rule: 'self.max > 1' },
    `${ruleAt}.rule: Invalid value: ${inGo('self.max > 1')}: compilation failed: ERROR: <input>:1:5: undefined field 'max'\n | self.max > 1\n | ....^`,
  ],
  [
    { rule: 'own.min > 1' },
    `${ruleAt}.rule: Invalid value: ${inGo('own.min > 1')}: compilation failed: ERROR: <input>:1:1: undeclared reference to 'own' (in container '')\n | own.min > 1\n | ^`,
  ],
  [{ rule: 'self.min' }, `${ruleAt}.rule: Invalid value: ${inGo('self.min')}: cel expression must evaluate to a bool`],
  [{ rule: ' ' }, `${ruleAt}.rule: Required value: rule is not specified`],
  [
    { rule: 'true', reason: 'Because' },
    `${ruleAt}.reason: Unsupported value: "Because": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"`,
  ],
  [
    { rule: 'self.min > 1', optionalOldSelf: true },
    `${ruleAt}.optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule`,
  ],
])('the rule %j', (rule, message) => {
  expect(faultsOf(spec(rule))).toBe(message);
});

test('old items of lists without keys are not known', () => {
  const items = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf' }] };
  expect(faultsOf(withSchema({ list: { type: 'array', items } }))).toBe(
    `${root}.properties[list].items.x-kubernetes-validations[0].rule: Invalid value: "self >= oldSelf": ` +
      `oldSelf cannot be used on the uncorrelatable portion of the schema within ${root}.properties[list]`,
  );
});

test('what versions say differently is told of where they say it', () => {
  const second = {
    ...version,
    name: 'v2',
    storage: false,
    schema: { openAPIV3Schema: { type: 'object', properties: { a: {} } } },
  };
  expect(faultsOf(definition([version, second]))).toBe(
    'spec.versions[1].schema.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields',
  );
});

test('the usual way to say integer or text is structural', () => {
  const port = { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] };
  expect(faultsOf(withSchema({ port }))).toBe('');
});

test('versions in which objects are stored must stay', () => {
  const server = new KindsServer();
  server.apply(stringify(definition([version])));
  expect(server.refusal(stringify(definition([{ ...version, name: 'v2' }])))).toContain(
    'status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was previously a storage version',
  );
  server.apply(
    stringify(
      definition([
        { ...version, storage: false },
        { ...version, name: 'v2' },
      ]),
    ),
  );
  expect(server.get('customresourcedefinitions', 'boats.example.com').status?.storedVersions).toEqual(['v1', 'v2']);
});

test('formats that are not known are warned of', () => {
  const object = withSchema({ a: { type: 'string', format: 'cider' }, b: { type: 'integer', format: 'int32' } });
  const answer = handleRequest(new KindsServer().server, 'person', {
    verb: 'create',
    resource: 'customresourcedefinitions',
    object,
  });
  expect(answer.warnings).toEqual(['unrecognized format "cider"']);
});
