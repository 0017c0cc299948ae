import { parse } from 'yaml';
import { beforeEach, expect, it } from 'vitest';
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { KindsServer } from '../kinds/testing/server.ts';
import { handleRequest, type WriteAnswer } from './request.ts';

let world: KindsServer;
beforeEach(() => {
  world = new KindsServer();
  world.apply(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: main, image: 'nginx:1.25'}]}
`);
});

/** A request about something in `default`. */
function send(resource: string, request: object): WriteAnswer {
  return handleRequest(world.server, 'person', { resource, namespace: 'default', ...request } as WriteRequest);
}
const refusal = (answer: WriteAnswer) => (answer.ok ? 'done' : answer.status.message);
const objectOf = (answer: WriteAnswer) => (answer.ok && 'object' in answer ? answer.object : undefined);
const yaml = (text: string) => parse(text) as KubeObject;
const patch = (patchType: string, body: unknown, more: object = {}) =>
  send('deployments', { verb: 'patch', name: 'shop', patchType, patch: body, ...more });

const typo = yaml(`{metadata: {name: a}, data: {k: v}, dtaa: {}}`);

it('refuses, warns of or overlooks unknown fields', () => {
  expect(refusal(send('configmaps', { verb: 'create', object: typo }))).toBe(
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dtaa"',
  );
  const warned = send('configmaps', { verb: 'create', object: typo, fieldValidation: 'Warn', dryRun: true });
  expect(warned).toMatchObject({ ok: true, warnings: ['unknown field "dtaa"'] });
  expect(send('configmaps', { verb: 'create', object: typo, fieldValidation: 'Ignore' })).not.toHaveProperty(
    'warnings',
  );
});

it('refuses to create what has a revision already', () => {
  const object = yaml(`{metadata: {name: a, resourceVersion: '7'}}`);
  expect(refusal(send('configmaps', { verb: 'create', object }))).toBe(
    'resourceVersion should not be set on objects to be created',
  );
});

it('refuses another namespace than that of the URL', () => {
  const object = yaml(`{metadata: {name: a, namespace: other}}`);
  expect(refusal(send('configmaps', { verb: 'create', object }))).toBe(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
});

it('warns of a deprecated resource at every access', () => {
  expect(send('endpoints', { verb: 'delete', name: 'none' })).toMatchObject({
    ok: false,
    warnings: ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice'],
  });
});

it('tells a stale revision from one that is none, and an object from another of its name', () => {
  const object = (metadata: object) => ({ metadata: { name: 'a', ...metadata } });
  send('configmaps', { verb: 'create', object: object({}) });
  const update = (metadata: object) => send('configmaps', { verb: 'update', name: 'a', object: object(metadata) });
  expect(refusal(update({ resourceVersion: '1' }))).toContain('the object has been modified');
  expect(refusal(update({ resourceVersion: 'x' }))).toBe('strconv.ParseUint: parsing "x": invalid syntax');
  expect(refusal(update({ uid: 'other' }))).toMatch(
    /StorageError: invalid object, Code: 4, Key: \/registry\/configmaps\/default\/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in object meta: /,
  );
});

it('takes an owner that is named twice once, and refuses a body of another kind', () => {
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u1' };
  const object = { metadata: { name: 'a', ownerReferences: [owner, owner] } };
  expect(send('configmaps', { verb: 'create', object })).toMatchObject({
    object: { metadata: { ownerReferences: [owner] } },
    warnings: [expect.stringMatching(/^\.metadata\.ownerReferences contains duplicate entries; .* observed: u1$/)],
  });
  const foreign = { kind: 'Secret', metadata: { name: 'b' } };
  expect(refusal(send('configmaps', { verb: 'create', object: foreign }))).toBe(
    'Secret in version "v1" cannot be handled as a ConfigMap: ' +
      'converting (v1.Secret) to (core.ConfigMap): unknown conversion',
  );
});

it('warns of unknown fields of a patch, and refuses them when told to', () => {
  expect(patch('strategic', { spec: { replica: 3 } })).toMatchObject({ warnings: ['unknown field "spec.replica"'] });
  const strict = patch('strategic', { spec: { replica: 3 } }, { fieldValidation: 'Strict' });
  expect(refusal(strict)).toBe(
    ' "" is invalid: patch: Invalid value: "map[spec:map[replica:3]]": strict decoding error: unknown field "spec.replica"',
  );
});

const refusedPatches: [string, string, unknown, number, string][] = [
  [
    'a wrong type',
    'strategic',
    { spec: { paused: 'no' } },
    422,
    'patch: Invalid value: "map[spec:map[paused:no]]": unrecognized type: bool',
  ],
  ['a number for text', 'strategic', { spec: { strategy: { type: 1 } } }, 422, 'cannot convert int64 to string'],
  [
    'text for a list',
    'strategic',
    { spec: { template: { spec: { containers: 'x' } } } },
    422,
    'cannot restore slice from string',
  ],
  [
    'a wrong type in a merge',
    'merge',
    { spec: { replicas: 'x' } },
    422,
    'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    'an object for operations',
    'json',
    { a: 1 },
    400,
    'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  ],
  [
    'a missing path',
    'json',
    [{ op: 'remove', path: '/spec/none' }],
    422,
    'the server rejected our request due to an error in our request',
  ],
  [
    'a missing merge key',
    'strategic',
    { spec: { template: { spec: { containers: [{ image: 'x' }] } } } },
    500,
    'map: map[image:x] does not contain declared merge key: name',
  ],
  [
    'another name',
    'merge',
    { metadata: { name: 'other' } },
    400,
    'the name of the object (other) does not match the name on the URL (shop)',
  ],
  [
    'another UID',
    'merge',
    { metadata: { uid: 'other' } },
    422,
    'metadata.uid: Invalid value: "other": field is immutable',
  ],
];

it.each(refusedPatches)('refuses %s in a patch', (_, type, body, code, message) => {
  const answer = patch(type, body);
  expect(answer.ok ? 0 : answer.status.code).toBe(code);
  expect(refusal(answer)).toContain(message);
});

it('scales, and refuses to scale below nothing', () => {
  const scaled = patch('merge', { spec: { replicas: 5 } }, { subresource: 'scale' });
  expect(objectOf(scaled)).toMatchObject({ kind: 'Scale', spec: { replicas: 5 }, status: { selector: 'app=shop' } });
  expect(world.get('deployments', 'shop').spec?.replicas).toBe(5);
  expect(refusal(patch('merge', { spec: { replicas: -1 } }, { subresource: 'scale' }))).toBe(
    'Scale.autoscaling "shop" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
  );
  expect(refusal(patch('merge', {}, { subresource: 'nosuch' }))).toBe(
    'the server could not find the requested resource',
  );
});

it('deletes what is selected, and only what was meant', () => {
  for (const name of ['a', 'b', 'c']) {
    const object = { metadata: { name, labels: { tier: name === 'c' ? 'back' : 'front' } } };
    send('configmaps', { verb: 'create', object });
  }
  const answer = send('configmaps', { verb: 'delete-collection', labelSelector: 'tier=front' });
  expect(answer.ok && 'items' in answer && answer.items.map(({ metadata }) => metadata?.name)).toEqual(['a', 'b']);
  expect(refusal(send('configmaps', { verb: 'delete', name: 'c', uid: 'x' }))).toContain(
    'the UID in the precondition (x) does not match the UID in record (',
  );
});

it('leaves finalizers for the garbage collector as the propagation policy says', () => {
  const policies = ['Orphan', 'Foreground'].map((propagationPolicy) =>
    objectOf(send('deployments', { verb: 'delete', name: 'shop', propagationPolicy, dryRun: true })),
  );
  expect(policies.map((object) => object?.metadata?.finalizers)).toEqual([['orphan'], ['foregroundDeletion']]);
});

it('says that a name is taken by what is going', () => {
  const object = { metadata: { name: 'a', finalizers: ['example.com/hold'] } };
  send('configmaps', { verb: 'create', object });
  send('configmaps', { verb: 'delete', name: 'a' });
  expect(refusal(send('configmaps', { verb: 'create', object }))).toBe(
    'object is being deleted: configmaps "a" already exists',
  );
});

it('binds a Pod, adds ephemeral containers and resizes', () => {
  const main = { name: 'main', image: 'nginx', resources: { requests: { cpu: '50m' } } };
  send('pods', { verb: 'create', object: { metadata: { name: 'web' }, spec: { containers: [main] } } });
  const target = { kind: 'Node', name: 'a' };
  const binding = { metadata: { name: 'web' }, target };
  expect(send('pods', { verb: 'create', name: 'web', subresource: 'binding', object: binding }).ok).toBe(true);
  const change = (subresource: string, spec: object) =>
    refusal(send('pods', { verb: 'patch', name: 'web', patchType: 'strategic', patch: { spec }, subresource }));
  expect(change('ephemeralcontainers', { ephemeralContainers: [{ name: 'look', image: 'busybox' }] })).toBe('done');
  const resources = { requests: { cpu: '100m' } };
  expect(change('resize', { containers: [{ name: 'main', resources, image: 'other' }] })).toBe('done');
  expect(change('resize', { containers: [{ name: 'main', resources: { limits: { cpu: 1, memory: '1Gi' } } }] })).toBe(
    'done',
  );
  expect(send('pods', { verb: 'create', name: 'web', subresource: 'binding', object: binding })).toMatchObject({
    status: {
      message: 'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "a"',
    },
  });
  expect(world.get('pods', 'web').spec).toMatchObject({
    nodeName: 'a',
    containers: [{ image: 'nginx', resources }],
    ephemeralContainers: [{ name: 'look' }],
  });
});

it('tells what is no JSON at all', () => {
  expect(refusal(patch('strategic', '{bad'))).toBe("invalid character 'b' looking for beginning of object key string");
});
