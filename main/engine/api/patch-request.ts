// Models apiserver's pkg/endpoints/handlers/patch.go (v1.35): from a patch to an update.
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { JsonObject } from '../kernel/json.ts';
import { escalating } from './authorization/guard.ts';
import { type Call, accepted, placed } from './body.ts';
import { decode } from './decode.ts';
import { goConvert } from './go-convert.ts';
import { goValue } from './go-texts.ts';
import { ownerOfFields } from './managed-fields.ts';
import { invalidValue } from './metadata.ts';
import { withoutRepeatedOwners } from './owner-references.ts';
import { applyPatch } from './patch.ts';
import { type Applied, serverSideApply } from './server-side-apply.ts';
import type { ApiResult } from './results.ts';
import { sortKeys } from './sort-keys.ts';
import { failed, invalidRequest, unknownResource, unsupportedMediaType } from './status.ts';
import { subresourceOf, writeSubresource } from './subresources.ts';

type PatchRequest = WriteRequest & { readonly verb: 'patch' };
type MergingRequest = PatchRequest & { readonly patchType: 'merge' | 'json' | 'strategic' };

/** How custom resources are patched: they have no merge keys, so not strategically. */
const CUSTOM_PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
];

/** Unknown fields of a patch are warned of where nothing else is asked for. */
export function patch(call: Call, request: PatchRequest): Applied {
  if (request.patchType === 'apply') return serverSideApply(call, request);
  return mergingPatch(call, { ...request, patchType: request.patchType });
}

function mergingPatch(call: Call, request: MergingRequest): ApiResult<KubeObject> {
  const { objects, kind } = call;
  if (kind.decode && request.patchType === 'strategic') return failed(unsupportedMediaType(CUSTOM_PATCH_TYPES));
  const current = objects.get(request.name);
  if (request.subresource !== undefined) return patchSubresource(call, request, current);
  if (!current.ok) return current;
  const patched = patchedObject(call, request, kind.model, current.object);
  if (!patched.ok) return patched;
  const raised = escalating(call, patched.object, request.name);
  if (raised) return failed(raised);
  return objects.update(withoutRepeatedOwners(call, patched.object, true), {
    actor: call.actor,
    dryRun: request.dryRun,
    patching: true,
    warn: call.warn,
    finish: ownerOfFields(call, request),
  });
}

function patchSubresource(call: Call, request: MergingRequest, current: ApiResult<KubeObject>): ApiResult<KubeObject> {
  const subresource = request.subresource ?? '';
  const known = ['status', 'scale', 'ephemeralcontainers', 'resize'].includes(subresource);
  if (!known) return failed(unknownResource());
  if (!current.ok) return current;
  const part = subresourceOf(call.kind, subresource, current.object);
  if (!part) return failed(unknownResource());
  const patched = patchedObject(call, request, subresource === 'scale' ? 'Scale' : call.kind.model, part);
  if (!patched.ok) return patched;
  return writeSubresource(call, { ...request, patching: true }, current.object, patched.object);
}

/** `object` after the patch, decoded and checked against the URL. */
function patchedObject(call: Call, request: MergingRequest, model: string, object: KubeObject): ApiResult<KubeObject> {
  const { patchType, patch: body } = request;
  const patched = applyPatch(model, object, patchType, body);
  if (!patched.ok) return patched;
  const raw = patched.object as JsonObject;
  const own = model === call.kind.model ? call.kind.decode : undefined;
  const decoded = own ? own(raw) : decode(model, raw, patchType === 'strategic' ? goConvert : undefined);
  const shown = patchType === 'strategic' ? goValue(body) : JSON.stringify(sortKeys(raw));
  const refuse = (why: string) => failed(invalidRequest([invalidValue('patch', shown, why)]));
  const checked = accepted(call, decoded, request.fieldValidation ?? 'Warn', refuse);
  return checked.ok ? placed(call, checked.object, request.name) : checked;
}
