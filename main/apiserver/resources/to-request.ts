// Models the handlers of apiserver's pkg/endpoints/handlers (v1.35) as far as they read what is asked: from HTTP to a
// request of the API.
import type { Buffer } from 'node:buffer';
import type {
  Address,
  ApiRequest,
  DeleteParameters,
  PatchType,
  ReadRequest,
  SelectParameters,
  WriteParameters,
} from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { badRequest, invalid, unsupportedMediaType } from '../../engine/api/status.ts';
import type { Exchange } from '../http/exchange.ts';
import { count, isSet, parameter } from '../http/exchange.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';
import { methodNotAllowed } from '../http/statuses.ts';
import { mediaTypeOf, objectIn, yamlIn } from './body-object.ts';
import { shallow } from './depth.ts';
import { type ResourcePath, groupVersion } from './path.ts';

export type WatchRequest = ReadRequest & { readonly verb: 'watch' };

/** What is asked of the API at `path`. Throws Refusal when that is nothing that can be asked. */
export async function toRequest(exchange: Exchange, path: ResourcePath, table: boolean): Promise<ApiRequest> {
  const { method = 'GET' } = exchange.request;
  const address: Address = { resource: path.resource, namespace: path.namespace, apiVersion: groupVersion(path) };
  switch (method) {
    case 'GET':
      return readRequest(exchange, address, path, table);
    case 'POST':
    case 'PUT': {
      const { subresource, name } = path;
      const object = objectIn(await readBody(exchange.request), exchange.request.headers['content-type']);
      const parameters = { ...writeParameters(exchange), subresource };
      if (method === 'POST') return { ...address, verb: 'create', name, object, ...parameters };
      return { ...address, verb: 'update', name: named(name), object, ...parameters };
    }
    case 'PATCH':
      return patchRequest(exchange, address, path, await readBody(exchange.request));
    case 'DELETE': {
      const body = await readBody(exchange.request);
      const options = deleteParameters(exchange, body);
      if (path.name !== undefined) return { ...address, verb: 'delete', name: path.name, ...options };
      return { ...address, verb: 'delete-collection', ...options, ...selection(exchange) };
    }
    default:
      throw new Refusal(methodNotAllowed());
  }
}

function named(name: string | undefined): string {
  if (name !== undefined) return name;
  throw new Refusal(methodNotAllowed());
}

function readRequest(exchange: Exchange, address: Address, path: ResourcePath, table: boolean): ReadRequest {
  const { name, subresource } = path;
  if (isSet(exchange, 'watch')) return watchRequest(exchange, address, name, table);
  if (name !== undefined) return { ...address, verb: 'get', name, subresource, table, managedFields: true };
  const resourceVersion = parameter(exchange, 'resourceVersion');
  const limit = count(exchange, 'limit') ?? 0;
  // Without saying how, a revision means that or a later one, unless pages are wanted.
  const lenient = resourceVersion !== undefined && limit === 0 ? 'NotOlderThan' : undefined;
  return {
    ...address,
    ...selection(exchange),
    verb: 'list',
    table,
    managedFields: true,
    resourceVersion,
    resourceVersionMatch: parameter(exchange, 'resourceVersionMatch') ?? lenient,
    limit,
    continue: parameter(exchange, 'continue'),
  };
}

function watchRequest(exchange: Exchange, address: Address, name: string | undefined, table: boolean): WatchRequest {
  const { fieldSelector, labelSelector } = selection(exchange);
  const ofName = name === undefined ? undefined : `metadata.name=${name}`;
  return {
    ...address,
    verb: 'watch',
    since: parameter(exchange, 'resourceVersion') ?? '',
    sendInitialEvents: isSet(exchange, 'sendInitialEvents'),
    table,
    labelSelector,
    fieldSelector: [fieldSelector, ofName].filter((part) => part !== undefined).join(',') || undefined,
  };
}

const selection = (exchange: Exchange): SelectParameters => ({
  labelSelector: parameter(exchange, 'labelSelector'),
  fieldSelector: parameter(exchange, 'fieldSelector'),
});

const VALIDATIONS = ['Strict', 'Warn', 'Ignore'] as const;

function writeParameters(exchange: Exchange): WriteParameters {
  const validation = parameter(exchange, 'fieldValidation') ?? 'Warn';
  const fieldValidation = VALIDATIONS.find((one) => one === validation);
  if (!fieldValidation)
    throw new Refusal(badRequest(`fieldValidation: Unsupported value: ${JSON.stringify(validation)}`));
  return { fieldValidation, dryRun: isDryRun(exchange.query.getAll('dryRun')), fieldManager: managerOf(exchange) };
}

/** `All` is the one thing that can be left undone. */
function isDryRun(values: readonly string[]): boolean {
  const wrong = values.find((value) => value !== 'All' && value !== '');
  if (wrong !== undefined)
    throw new Refusal(badRequest(`dryRun: Unsupported value: ${JSON.stringify(wrong)}: supported values: "All"`));
  return values.includes('All');
}

/** Who owns what is written: as the client says, or the client's own name. */
function managerOf(exchange: Exchange): string | undefined {
  const [product] = (exchange.request.headers['user-agent'] ?? '').split('/');
  return parameter(exchange, 'fieldManager') ?? (product === '' ? undefined : product);
}

const PATCH_TYPES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

function patchRequest(exchange: Exchange, address: Address, path: ResourcePath, body: Buffer): ApiRequest {
  const patchType = PATCH_TYPES[mediaTypeOf(exchange.request.headers['content-type'])];
  if (!patchType) throw new Refusal(unsupportedMediaType(Object.keys(PATCH_TYPES)));
  if (patchType === 'apply' && parameter(exchange, 'fieldManager') === undefined) throw managerRequired();
  return {
    ...address,
    ...writeParameters(exchange),
    verb: 'patch',
    name: named(path.name),
    subresource: path.subresource,
    patchType,
    patch: patchType === 'apply' ? yamlIn(body) : patchIn(body),
    force: isSet(exchange, 'force'),
  };
}

function managerRequired(): Refusal {
  const options = { group: 'meta.k8s.io', resource: '', kind: 'PatchOptions' };
  const message = 'Required value: is required for apply patch';
  return new Refusal(invalid(options, '', [{ field: 'fieldManager', reason: 'FieldValueRequired', message }]));
}

/** What the text says or, where it is no JSON, the text itself. */
function patchIn(body: Buffer): unknown {
  return shallow(jsonOrText(body.toString()));
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text; // the API refuses it in its own words
  }
}

/** Options stand in the body or, where there is none, in the query. */
function deleteParameters(exchange: Exchange, body: Buffer): DeleteParameters {
  const given: DeleteOptions = body.length === 0 ? {} : objectIn(body, exchange.request.headers['content-type']);
  const policy = given.propagationPolicy ?? parameter(exchange, 'propagationPolicy') ?? orphaning(exchange, given);
  const propagationPolicy = POLICIES.find((one) => one === policy);
  if (policy !== undefined && !propagationPolicy) {
    throw new Refusal(badRequest(`propagationPolicy: Unsupported value: ${JSON.stringify(policy)}`));
  }
  return {
    gracePeriodSeconds: seconds(given.gracePeriodSeconds) ?? count(exchange, 'gracePeriodSeconds'),
    propagationPolicy,
    dryRun: isDryRun([...(given.dryRun ?? []), ...exchange.query.getAll('dryRun')]),
    uid: given.preconditions?.uid,
    resourceVersion: given.preconditions?.resourceVersion,
  };
}

interface DeleteOptions extends KubeObject {
  readonly gracePeriodSeconds?: unknown;
  readonly propagationPolicy?: string;
  readonly orphanDependents?: boolean;
  readonly dryRun?: readonly string[];
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
}

const POLICIES = ['Background', 'Foreground', 'Orphan'] as const;

/** The older way to say it. */
function orphaning(exchange: Exchange, { orphanDependents }: DeleteOptions): string | undefined {
  const orphans =
    orphanDependents ?? (exchange.query.has('orphanDependents') ? isSet(exchange, 'orphanDependents') : undefined);
  return orphans === undefined ? undefined : orphans ? 'Orphan' : 'Background';
}

const seconds = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
