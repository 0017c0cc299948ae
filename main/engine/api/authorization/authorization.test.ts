import { parse } from 'yaml';
import { beforeEach, expect, it } from 'vitest';
import type { ReadRequest, Requester, WriteRequest } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { KindsServer, printContext } from '../../kinds/testing/server.ts';
import { answerRead } from '../read.ts';
import { handleRequest } from '../request.ts';
import { answerReview } from './reviews.ts';
import { userNamed } from './user.ts';

const RBAC = 'rbac.authorization.k8s.io';
const jane = userNamed('jane', []);
let world: KindsServer;

beforeEach(() => {
  world = new KindsServer();
  world.apply(`
apiVersion: ${RBAC}/v1
kind: Role
metadata: {name: reader, namespace: default}
rules:
- {apiGroups: [''], resources: [pods, '*/log'], verbs: [get, list]}
- {apiGroups: [''], resources: [configmaps], resourceNames: [mine], verbs: ['*']}
- {apiGroups: [${RBAC}], resources: [roles, rolebindings], verbs: [create, update, patch]}
`);
  bind('readers', 'reader', '{kind: User, name: jane}');
});

function bind(name: string, role: string, subject: string): void {
  world.apply(`
apiVersion: ${RBAC}/v1
kind: RoleBinding
metadata: {name: ${name}, namespace: default}
roleRef: {apiGroup: ${RBAC}, kind: Role, name: ${role}}
subjects: [${subject}]
`);
}

const read = (user: Requester, request: ReadRequest) => {
  const answer = answerRead(world.server, request, printContext(world.server.now), user);
  return answer.ok ? 'allowed' : answer.status.message;
};
const list = (user: Requester, resource: string, namespace?: string) =>
  read(user, { verb: 'list', resource, namespace });
const write = (user: Requester, request: object) => {
  const answer = handleRequest(world.server, user.name, request as WriteRequest, user);
  return answer.ok ? 'done' : answer.status.message;
};
const create = (user: Requester, resource: string, manifest: string) =>
  write(user, { verb: 'create', resource, namespace: 'default', object: parse(manifest) as KubeObject });

it('allows what a rule of a role allows, in its namespace', () => {
  expect(list(jane, 'pods', 'default')).toBe('allowed');
  expect(list(jane, 'pods')).toBe(
    'pods is forbidden: User "jane" cannot list resource "pods" in API group "" at the cluster scope',
  );
  expect(list(jane, 'deployments', 'default')).toBe(
    'deployments.apps is forbidden: User "jane" cannot list resource "deployments" in API group "apps" in the namespace "default"',
  );
});

it('allows some objects by their names only', () => {
  const named = (name: string) => write(jane, { verb: 'delete', resource: 'configmaps', namespace: 'default', name });
  expect(named('mine')).toBe('configmaps "mine" not found');
  expect(named('other')).toBe(
    'configmaps "other" is forbidden: User "jane" cannot delete resource "configmaps" in API group "" in the namespace "default"',
  );
});

it('says which role a binding misses', () => {
  bind('lost', 'nowhere', '{kind: ServiceAccount, name: robot, namespace: default}');
  const robot = userNamed('system:serviceaccount:default:robot', []);
  expect(robot.groups).toEqual(['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated']);
  expect(list(robot, 'pods', 'default')).toContain(
    '"default": RBAC: role.rbac.authorization.k8s.io "nowhere" not found',
  );
});

it('lets nobody grant what they do not have', () => {
  const role = (verbs: string) =>
    `{metadata: {name: r}, rules: [{apiGroups: [''], resources: [pods], verbs: [${verbs}]}]}`;
  expect(create(jane, 'roles', role('get, delete, watch'))).toBe(
    'roles.rbac.authorization.k8s.io "r" is forbidden: user "jane" (groups=["system:authenticated"]) is attempting to ' +
      'grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["delete" "watch"]}',
  );
  expect(create(jane, 'roles', role('get, list'))).toBe('done');
  const binding = (name: string) =>
    `{metadata: {name: b}, roleRef: {apiGroup: ${RBAC}, kind: Role, name: ${name}}, subjects: [{kind: User, name: joe}]}`;
  expect(create(jane, 'rolebindings', binding('nowhere'))).toBe('role.rbac.authorization.k8s.io "nowhere" not found');
  expect(create(jane, 'rolebindings', binding('reader'))).toBe('done');
});

it('answers reviews without keeping them', () => {
  const before = world.server.store.revision;
  const spec = {
    user: 'jane',
    resourceAttributes: { verb: 'get', resource: 'pods', subresource: 'log', namespace: 'default' },
  };
  const object = { metadata: {}, spec } as KubeObject;
  expect(answerReview(world.server, { verb: 'create', resource: 'subjectaccessreviews', object })).toMatchObject({
    object: {
      status: {
        allowed: true,
        reason: 'RBAC: allowed by RoleBinding "readers/default" of Role "reader" to User "jane"',
      },
    },
  });
  expect(answerReview(world.server, { verb: 'create', resource: 'subjectaccessreviews', object }, jane)).toMatchObject({
    status: { code: 403 },
  });
  const nothing = { metadata: {}, spec: {} } as KubeObject;
  expect(
    answerReview(world.server, { verb: 'create', resource: 'subjectaccessreviews', object: nothing }),
  ).toMatchObject({
    status: {
      message: expect.stringContaining('spec.user: Invalid value: "": at least one of user or group must be specified'),
    },
  });
  expect(world.server.store.revision).toBe(before);
});
