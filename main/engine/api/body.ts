// Models the decoding of bodies in apiserver's pkg/endpoints/handlers (v1.35) with field validation strict, warn and ignore.
import type { Requester, WriteParameters } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Collection } from './collection.ts';
import { type Decoded, decode, strictError } from './decode.ts';
import { type AnyKind, apiVersionOf } from './resources.ts';
import type { ApiResult, ApiServer } from './server.ts';
import { badRequest, failed } from './status.ts';

/** A request that writes, on its way. */
export interface Call {
  readonly server: ApiServer;
  readonly actor: string;
  /** Whose rights count; without one everything is allowed. */
  readonly user: Requester | undefined;
  /** With the names of the version that is asked for. */
  readonly kind: AnyKind;
  /** As its objects are stored. */
  readonly storedKind: AnyKind;
  readonly objects: Collection;
  /** Empty for what has none. */
  readonly namespace: string;
  readonly warn: (text: string) => void;
}

export type Validation = NonNullable<WriteParameters['fieldValidation']>;

/** The object of a body, as the model of its kind has it. */
export function readBody(call: Call, body: KubeObject, validation: Validation): ApiResult<KubeObject> {
  const { kind } = call;
  const version = apiVersionOf(kind);
  if (kind.decode === undefined && body.apiVersion !== undefined && body.apiVersion !== version) {
    const fault = `the API version in the data (${body.apiVersion}) does not match the expected API version (${version})`;
    return failed(badRequest(fault));
  }
  if (kind.decode === undefined && body.kind !== undefined && body.kind !== kind.kind) {
    return failed(badRequest(mismatch(kind, body.kind)));
  }
  const full = { apiVersion: version, kind: kind.kind, ...body };
  return readAs(call, kind.kind, kind.decode ? kind.decode(full) : decode(kind.model, full), validation);
}

/** What is said of a body that is of another kind than its URL. */
function mismatch({ kind, version, group }: AnyKind, given: string): string {
  const owner = group === '' ? 'core' : (group.split('.')[0] ?? '');
  const why = `converting (${version}.${given}) to (${owner}.${kind}): unknown conversion`;
  return `${given} in version "${version}" cannot be handled as a ${kind}: ${why}`;
}

/** The body of a subresource that has a model of its own: `Scale`, `Eviction`, `Binding`. */
export function readBodyAs(call: Call, model: string, body: KubeObject, validation: Validation): ApiResult<KubeObject> {
  return readAs(call, model, decode(model, body as JsonObject), validation);
}

function readAs(call: Call, title: string, decoded: Decoded, validation: Validation): ApiResult<KubeObject> {
  return accepted(call, decoded, validation, (why) =>
    failed(badRequest(`${title} in version "${call.kind.version}" cannot be handled as a ${title}: ${why}`)),
  );
}

/** As many strict faults as the real decoder keeps of one body. */
const STRICT_FAULTS_MAX = 100;

/** What was decoded, with warnings where `validation` asks for them; refused for what it does not let through. */
export function accepted(
  call: Call,
  decoded: Decoded,
  validation: Validation,
  refuse: (why: string) => ApiResult<KubeObject>,
): ApiResult<KubeObject> {
  if (!decoded.ok) return refuse(decoded.message);
  const faults = decoded.strict.slice(0, STRICT_FAULTS_MAX);
  if (validation === 'Strict' && faults.length > 0) return refuse(strictError(faults));
  if (validation === 'Warn') faults.forEach(call.warn);
  return { ok: true, object: decoded.object };
}

const NAMESPACE_MISMATCH = 'the namespace of the provided object does not match the namespace sent on the request';

/** The object with the namespace of its URL, or why it does not belong there; `name` is that of the URL. */
export function placed(call: Call, object: KubeObject, name?: string): ApiResult<KubeObject> {
  const { namespace: own = '', name: ownName = '' } = object.metadata ?? {};
  if (name !== undefined && ownName !== name) {
    const fault = `the name of the object (${ownName}) does not match the name on the URL (${name})`;
    return failed(badRequest(fault));
  }
  const { namespace } = call;
  if (namespace !== '' && own !== '' && own !== namespace) return failed(badRequest(NAMESPACE_MISMATCH));
  if (namespace === own) return { ok: true, object };
  const { namespace: _, ...metadata } = object.metadata ?? {};
  return { ok: true, object: { ...object, metadata: namespace === '' ? metadata : { ...metadata, namespace } } };
}
