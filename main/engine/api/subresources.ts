// Models the subresources of apiserver's registries (v1.35): status, scale, binding, eviction, ephemeralcontainers, resize.
import type { WriteParameters } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Call, type Validation, placed, readBody, readBodyAs } from './body.ts';
import { evict } from './eviction.ts';
import type { Binding, Pod } from './generated/types.ts';
import { ownerOfFields } from './managed-fields.ts';
import type { AnyKind } from './resources.ts';
import { readScale, scalePathsOf, withScale } from './scale.ts';
import type { ApiResult } from './results.ts';
import { badRequest, failed, unknownResource } from './status.ts';
import { requestToken } from './token-request.ts';

interface SubresourceRequest extends WriteParameters {
  readonly name?: string | undefined;
  readonly object: KubeObject;
}

/** `binding` and `eviction` of Pods, `token` of service accounts. */
export function createSubresource(call: Call, request: SubresourceRequest): ApiResult<KubeObject> {
  const { object, subresource } = request;
  const name = request.name ?? object.metadata?.name ?? '';
  const validation = request.fieldValidation ?? 'Strict';
  if (call.kind.kind === 'ServiceAccount' && subresource === 'token') {
    const body = readBodyAs(call, 'TokenRequest', object, validation);
    return body.ok ? requestToken(call, name, body.object) : body;
  }
  if (call.kind.kind !== 'Pod') return failed(unknownResource());
  if (subresource === 'eviction') {
    const body = readBodyAs(call, 'Eviction', object, validation);
    return body.ok ? evict(call, name, body.object, request.dryRun) : body;
  }
  if (STREAMS.includes(subresource ?? '')) return refuseStream(call, name);
  if (subresource !== 'binding') return failed(unknownResource());
  const body = readBodyAs(call, 'Binding', object, validation);
  if (!body.ok) return body;
  const { target } = body.object as Binding;
  return call.server.bind(call.namespace, name, target.name ?? '', call.actor);
}

/** What is talked over once the connection is no longer HTTP. */
const STREAMS = ['attach', 'exec', 'portforward'];

/** Streams are opened elsewhere; here their callers learn whether they might, and that a plain request opens none. */
function refuseStream({ objects }: Call, name: string): ApiResult<KubeObject> {
  const pod = objects.get(name);
  return pod.ok ? failed(badRequest('Upgrade request required')) : pod;
}

export function updateSubresource(
  call: Call,
  request: SubresourceRequest & { readonly name: string },
): ApiResult<KubeObject> {
  const current = call.objects.get(request.name);
  if (!current.ok) return current;
  const validation = request.fieldValidation ?? 'Strict';
  const body = readSubresource(call, request.subresource, request.object, validation);
  if (!body.ok) return body;
  const object = placed(call, body.object, request.name);
  return object.ok ? writeSubresource(call, request, current.object, object.object) : object;
}

/** What a subresource of an object is at present; undefined when it has no such subresource. */
export function subresourceOf(kind: AnyKind, subresource: string, object: KubeObject): KubeObject | undefined {
  switch (subresource) {
    case 'scale':
      return readScale(kind, object);
    case 'status':
      return kind.statusSubresource ? object : undefined;
    case 'ephemeralcontainers':
    case 'resize':
      return kind.kind === 'Pod' ? object : undefined;
    default:
      return undefined;
  }
}

function readSubresource(
  call: Call,
  subresource: string | undefined,
  body: KubeObject,
  validation: Validation,
): ApiResult<KubeObject> {
  if (subresource !== 'scale') return readBody(call, body, validation);
  return scalePathsOf(call.kind) ? readBodyAs(call, 'Scale', body, validation) : failed(unknownResource());
}

/** Takes over what a subresource may change; `wanted` is the subresource as it shall be. Answers the subresource. */
export function writeSubresource(
  call: Call,
  parameters: WriteParameters & { readonly patching?: boolean },
  current: KubeObject,
  wanted: KubeObject,
): ApiResult<KubeObject> {
  const { subresource = '', dryRun, patching } = parameters;
  if (!subresourceOf(call.kind, subresource, current)) return failed(unknownResource());
  const options = { actor: call.actor, dryRun, patching, finish: ownerOfFields(call, parameters) };
  const { objects, kind } = call;
  switch (subresource) {
    case 'scale': {
      const scaled = withScale(kind, current, wanted);
      if (!scaled.ok) return scaled;
      const written = objects.update(scaled.object, { ...options, warn: call.warn });
      return written.ok ? { ok: true, object: readScale(kind, written.object) ?? written.object } : written;
    }
    case 'ephemeralcontainers':
    case 'resize':
      return objects.update(mixed(current, wanted, subresource), { ...options, subresource });
    default:
      return objects.update(wanted, { ...options, subresource });
  }
}

/** A Pod with the parts of another one that a subresource may change. */
function mixed(current: Pod, wanted: Pod, subresource: 'ephemeralcontainers' | 'resize'): Pod {
  if (!current.spec || !wanted.spec) return current;
  const metadata = { ...current.metadata, resourceVersion: wanted.metadata?.resourceVersion };
  if (subresource === 'ephemeralcontainers') {
    const { ephemeralContainers } = wanted.spec;
    return { ...current, metadata, spec: { ...current.spec, ephemeralContainers } };
  }
  const containers = current.spec.containers.map((container) => {
    const resources = wanted.spec?.containers.find(({ name }) => name === container.name)?.resources;
    return resources ? { ...container, resources } : container;
  });
  return { ...current, metadata, spec: { ...current.spec, containers } };
}
