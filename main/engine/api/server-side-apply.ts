// Models server-side apply of apimachinery's pkg/util/managedfields and structured-merge-diff's merge/update.go (v1.35).
import type { WriteRequest } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject, jsonEqual } from '../kernel/json.ts';
import { toTimestamp } from '../kernel/time.ts';
import { mergeApplied, withoutPaths } from './applied-merge.ts';
import { escalating } from './authorization/guard.ts';
import { type Call, placed } from './body.ts';
import { decode } from './decode.ts';
import { type Leaves, pathText } from './field-paths.ts';
import type { ManagedFieldsEntry } from './generated/types.ts';
import { type Owner, identityOf, ownableLeaves, ownersOf, setOwners, without } from './managed-fields.ts';
import { apiVersionOf } from './resources.ts';
import type { ApiResult } from './results.ts';
import { applyConflict, badRequest, failed, invalid, unclassified, unknownResource } from './status.ts';

type ApplyRequest = WriteRequest & { readonly verb: 'patch' };

/** `created`: whether there was no such object before. */
export type Applied = ApiResult<KubeObject> & { readonly created?: boolean };

/** Merges what a manager wants into what is there; fields that others own with other values are conflicts. */
export function serverSideApply(call: Call, request: ApplyRequest): Applied {
  if (request.subresource !== undefined && request.subresource !== 'status') return failed(unknownResource());
  const config = readConfig(call, request);
  if (!config.ok) return config;
  const { objects, kind, actor } = call;
  const found = objects.get(request.name);
  const live = found.ok ? found.object : undefined;
  const { subresource, dryRun } = request;
  const said = ownableLeaves(kind, config.object, { subresource, bringing: false });
  const entry = entryOf(call, request);
  const owners = ownersBefore(call, live);
  const conflicts = live
    ? conflictsOf(owners, entry, said, ownableLeaves(kind, live, { subresource, bringing: true }))
    : [];
  if (conflicts.length > 0 && !request.force) return failed(applyConflict(conflicts));
  const taken = owners.map((owner) =>
    without(
      owner,
      conflicts.filter((each) => each.owner === owner).map(({ path }) => path),
    ),
  );
  const mine = taken.find((owner) => identityOf(owner.entry) === identityOf(entry));
  const others = taken.filter((owner) => owner !== mine);
  const dropped = [...(mine?.paths ?? [])].filter(
    (path) => !said.has(path) && !others.some(({ paths }) => paths.has(path)),
  );
  const same = mine?.paths.size === said.size && [...said.keys()].every((path) => mine.paths.has(path));
  const after: Owner[] = [...others, { entry: same ? mine.entry : entry, paths: new Set(said.keys()) }];
  const options = {
    actor,
    dryRun,
    subresource,
    patching: true,
    warn: call.warn,
    finish: (draft: Parameters<typeof setOwners>[0]) => {
      setOwners(draft, after);
    },
  };
  const raised = escalating(call, config.object, live && request.name);
  if (raised) return failed(raised);
  if (!live) {
    const made = objects.create(config.object, { ...options, subresource: undefined });
    return made.ok ? { ...made, created: true } : made;
  }
  const merged = mergeApplied(kind.model, live as JsonObject, config.object as JsonObject);
  return objects.update(withoutPaths(merged, dropped), options);
}

function readConfig(call: Call, request: ApplyRequest): ApiResult<KubeObject> {
  const { kind } = call;
  if (!request.fieldManager) {
    const named = { group: 'meta.k8s.io', resource: '', kind: 'PatchOptions' };
    const message = 'Required value: is required for apply patch';
    return failed(invalid(named, '', [{ field: 'fieldManager', reason: 'FieldValueRequired', message }]));
  }
  if (!isJsonObject(request.patch)) return failed(badRequest('error decoding YAML: the patch is not an object'));
  const own = request.patch as KubeObject & JsonObject;
  if ((own.metadata as { managedFields?: unknown } | undefined)?.managedFields !== undefined) {
    return failed(badRequest('metadata.managedFields must be nil'));
  }
  const title = `${call.namespace}/${request.name}; ${apiVersionOf(kind)}, Kind=${kind.kind}`;
  const refuse = (why: string) => failed(unclassified(`failed to create typed patch object (${title}): ${why}`));
  const decoded = kind.decode ? kind.decode(own) : decode(kind.model, own);
  if (!decoded.ok) return refuse(decoded.message);
  const unknown = decoded.strict.map((fault) => /"(.*)"/.exec(fault)?.[1] ?? fault);
  if (unknown.length > 0 && request.fieldValidation !== 'Ignore') {
    return refuse(unknown.map((path) => `.${path}: field not declared in schema`).join('\n'));
  }
  return placed(call, decoded.object, request.name);
}

function entryOf({ kind, server }: Call, { fieldManager = '', subresource }: ApplyRequest): ManagedFieldsEntry {
  return {
    manager: fieldManager,
    operation: 'Apply',
    apiVersion: apiVersionOf(kind),
    time: toTimestamp(server.now),
    fieldsType: 'FieldsV1',
    ...(subresource !== undefined && { subresource }),
  };
}

/** What nobody has owned so far counts as somebody's from before the first apply. */
function ownersBefore({ kind }: Call, live: KubeObject | undefined): Owner[] {
  const owners = ownersOf(live);
  if (!live || owners.length > 0) return owners;
  const entry = {
    manager: 'before-first-apply',
    operation: 'Update',
    apiVersion: apiVersionOf(kind),
    fieldsType: 'FieldsV1',
  };
  return [{ entry, paths: new Set(ownableLeaves(kind, live, { bringing: true }).keys()) }];
}

/** A field that somebody else owns and that is to be another. */
export interface Conflict {
  readonly owner: Owner;
  readonly path: string;
  /** As messages print them. */
  readonly field: string;
  readonly manager: string;
}

function conflictsOf(owners: readonly Owner[], entry: ManagedFieldsEntry, said: Leaves, there: Leaves): Conflict[] {
  return owners
    .filter((owner) => identityOf(owner.entry) !== identityOf(entry))
    .flatMap((owner) =>
      [...said]
        .filter(([path, value]) => owner.paths.has(path) && there.has(path) && !jsonEqual(there.get(path), value))
        .map(([path]) => ({ owner, path, field: pathText(path), manager: managerText(owner.entry) })),
    );
}

function managerText({ manager = '', operation, apiVersion = '', subresource }: ManagedFieldsEntry): string {
  const name =
    JSON.stringify(manager) + (subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`);
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
