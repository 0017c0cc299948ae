// Models kubectl's client-side apply (staging/src/k8s.io/kubectl/pkg/cmd/apply, v1.35): a three-way merge of what was
// last applied, what is wanted now and what is there.
import type { ApiStatus, AppliedDocument } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type JsonObject, jsonEqual } from '../kernel/json.ts';
import { Collection } from './collection.ts';
import { type ServedKind, servedAs } from './kind-versions.ts';
import { handleRequest } from './request.ts';
import type { ApiServer } from './server.ts';
import { sortKeys } from './sort-keys.ts';
import { threeWayMerge } from './three-way-merge.ts';

/** Whose the fields are that `kubectl apply` writes. */
const MANAGER = 'kubectl-client-side-apply';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Result =
  | { readonly ok: true; readonly applied: AppliedDocument[] }
  | { readonly ok: false; readonly status: ApiStatus; readonly applied: AppliedDocument[] };

/**
 * Applies all documents or, if the API refuses one of them, none: the whole is rehearsed first. `namespace` is for those
 * that name none. A refusal answers the one document that was refused.
 */
export function applyDocuments(
  server: ApiServer,
  actor: string,
  documents: readonly KubeObject[],
  namespace: string,
): Result {
  const rehearsed = server.store.rehearse(() => applyInOrder(server, actor, documents, namespace));
  if (!rehearsed.ok) return { ...rehearsed, applied: rehearsed.applied.slice(-1) };
  return applyInOrder(server, actor, documents, namespace);
}

/** Stops at the first document that is refused, which then is the last of those applied. */
function applyInOrder(server: ApiServer, actor: string, documents: readonly KubeObject[], namespace: string): Result {
  const applied: AppliedDocument[] = [];
  for (const [index, document] of documents.entries()) {
    const done = applyOne(server, actor, document, { index, namespace });
    applied.push(done.document);
    if (!done.ok) return { ok: false, status: done.status, applied };
  }
  return { ok: true, applied };
}

interface OneOptions {
  readonly index: number;
  readonly namespace: string;
}
type OneResult =
  | { readonly ok: true; readonly document: AppliedDocument }
  | { readonly ok: false; readonly status: ApiStatus; readonly document: AppliedDocument };

function applyOne(server: ApiServer, actor: string, document: KubeObject, options: OneOptions): OneResult {
  const served = kindOf(server, document);
  const name = document.metadata?.name ?? '';
  if (!served) return refusedDocument(options.index, '', '', name, unknownKind(document, name));
  const { kind, storedKind, version } = served;
  const namespace = kind.namespaced ? (document.metadata?.namespace ?? options.namespace) : '';
  const wanted = { ...document, metadata: { ...document.metadata, ...(namespace !== '' && { namespace }) } };
  const marked = withLastApplied(wanted);
  const request = { resource: kind.resource, apiVersion: document.apiVersion, namespace, name };
  const current = new Collection(server, storedKind, namespace, version).get(name);
  if (!current.ok && current.status.code !== 404)
    return refusedDocument(options.index, kind.resource, namespace, name, current.status);
  const result = current.ok
    ? handleRequest(server, actor, {
        ...request,
        verb: 'update',
        fieldManager: MANAGER,
        object: threeWayMerge(kind.model, lastApplied(current.object), marked, current.object),
      })
    : handleRequest(server, actor, {
        ...request,
        verb: 'create',
        object: withoutRevision(marked),
        fieldManager: MANAGER,
      });
  if (!result.ok) return refusedDocument(options.index, kind.resource, namespace, name, result.status);
  const after = 'object' in result ? result.object : undefined;
  const action = !current.ok ? 'created' : after && sameButRevision(after, current.object) ? 'unchanged' : 'configured';
  const title = kind.group === '' ? kind.singular : `${kind.singular}.${kind.group}`;
  return {
    ok: true,
    document: {
      index: options.index,
      resource: kind.resource,
      namespace,
      name,
      action,
      line: `${title}/${name} ${action}`,
    },
  };
}

function refusedDocument(
  index: number,
  resource: string,
  namespace: string,
  name: string,
  status: ApiStatus,
): OneResult {
  const document = { index, resource, namespace, name, action: 'refused' as const, line: status.message };
  return { ok: false, status, document };
}

function kindOf(server: ApiServer, { apiVersion, kind }: KubeObject): ServedKind | undefined {
  for (const one of server.servedKinds()) {
    const served = one.kind === kind ? servedAs(one, apiVersion) : undefined;
    if (served && apiVersion !== undefined) return served;
  }
  return undefined;
}

function unknownKind(document: KubeObject, name: string): ApiStatus {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason: 'NoKindMatch',
    code: 404,
    message:
      `resource mapping not found for name: "${name}" namespace: "${document.metadata?.namespace ?? ''}": ` +
      `no matches for kind "${document.kind ?? ''}" in version "${document.apiVersion ?? ''}"`,
  };
}

/** The document with its own text in the annotation by which the next apply knows what this one set. */
function withLastApplied(document: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } = document.metadata?.annotations ?? {};
  const plain = { ...document, metadata: { ...document.metadata, annotations } };
  const text = `${JSON.stringify(sortKeys(plain))}\n`;
  return { ...plain, metadata: { ...plain.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

function withoutRevision(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}

function lastApplied(object: KubeObject): JsonObject {
  const text = object.metadata?.annotations?.[LAST_APPLIED];
  return text === undefined ? {} : (JSON.parse(text) as JsonObject);
}

function sameButRevision(a: KubeObject, b: KubeObject): boolean {
  const plain = (object: KubeObject) => ({
    ...object,
    metadata: { ...object.metadata, resourceVersion: undefined, generation: undefined },
  });
  return jsonEqual(plain(a), plain(b));
}
