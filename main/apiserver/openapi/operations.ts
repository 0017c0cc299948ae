// Models kube-openapi's builder3 (v1.35): what can be done at the paths of a resource.
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { JSON_TYPE } from '../http/reply.ts';
import { gvk, schemaNameOf } from './resource-schemas.ts';

const ROOT = '#/components/schemas/';
/** Strategic merge is left to what clients know of the built-in kinds. */
const PATCH_TYPES = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];

const query = (name: string, type: string, description: string): object => ({
  ...{ name, in: 'query', description },
  schema: { type, uniqueItems: true },
});
const DRY_RUN = query('dryRun', 'string', 'All: nothing is kept.');
const MANAGER = query('fieldManager', 'string', 'Whose changes these are.');
const VALIDATION = query(
  'fieldValidation',
  'string',
  'What is done about unknown and duplicate fields: Ignore, Warn or Strict.',
);
const WRITING = [DRY_RUN, MANAGER, VALIDATION];
const SELECTING = [
  query('labelSelector', 'string', 'Only objects with such labels.'),
  query('fieldSelector', 'string', 'Only objects with such fields.'),
];
const LISTING = [
  ...SELECTING,
  query('limit', 'integer', 'So many objects at most.'),
  query('continue', 'string', 'How to go on with a list that was cut.'),
  query('resourceVersion', 'string', 'The state at this revision, or a later one.'),
  query('watch', 'boolean', 'Tell of changes.'),
];
const FORCE = query('force', 'boolean', 'Take fields that others own.');

type Action = 'list' | 'post' | 'deletecollection' | 'get' | 'put' | 'patch' | 'delete';

const PARAMETERS: Readonly<Record<Action, readonly object[]>> = {
  list: LISTING,
  post: WRITING,
  deletecollection: [DRY_RUN, ...SELECTING],
  get: [],
  put: WRITING,
  patch: [...WRITING, FORCE],
  delete: [DRY_RUN],
};

/** At the path of all objects; of all namespaces together they can only be listed. */
export function collectionOperations(resource: DiscoveredResource): object {
  const can = (verb: string) => resource.verbs.includes(verb);
  return {
    ...(can('list') && { get: operation(resource, 'list') }),
    ...(can('create') && { post: operation(resource, 'post') }),
    ...(can('deletecollection') && { delete: operation(resource, 'deletecollection') }),
  };
}

export const listOperation = (resource: DiscoveredResource): object => ({ get: operation(resource, 'list') });

/** At the path of one object. */
export function objectOperations(resource: DiscoveredResource): object {
  const can = (verb: string) => resource.verbs.includes(verb);
  return {
    ...(can('get') && { get: operation(resource, 'get') }),
    ...(can('update') && { put: operation(resource, 'put') }),
    ...(can('patch') && { patch: operation(resource, 'patch') }),
    ...(can('delete') && { delete: operation(resource, 'delete') }),
  };
}

function operation(resource: DiscoveredResource, action: Action): object {
  const name = schemaNameOf(resource);
  const answered = action === 'list' ? `${name}List` : name;
  const body = { $ref: `${ROOT}${name}` };
  return {
    operationId: `${action}${resource.namespaced ? 'Namespaced' : ''}${resource.kind}`,
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk(resource),
    parameters: PARAMETERS[action],
    ...((action === 'post' || action === 'put') && { requestBody: { content: { [JSON_TYPE]: { schema: body } } } }),
    ...(action === 'patch' && {
      requestBody: { content: Object.fromEntries(PATCH_TYPES.map((type) => [type, { schema: { type: 'object' } }])) },
    }),
    responses: {
      200: { description: 'OK', content: { [JSON_TYPE]: { schema: { $ref: `${ROOT}${answered}` } } } },
      401: { description: 'Unauthorized' },
    },
  };
}
