// Models apimachinery's pkg/util/managedfields (v1.35): who last said what, for requests from outside. The writes of the
// cluster's own components are not tracked, so that they cost nothing: what they change keeps its owner.
import type { WriteParameters } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type JsonObject, jsonEqual } from '../kernel/json.ts';
import { toTimestamp } from '../kernel/time.ts';
import type { Call } from './body.ts';
import { fromFieldsV1, joined, leavesOf, toFieldsV1, type Leaves } from './field-paths.ts';
import type { ManagedFieldsEntry } from './generated/types.ts';
import { type AnyKind, type Draft, apiVersionOf } from './resources.ts';

const DEFAULT_MANAGER = 'kubectl';

/** An owner with the paths of the fields that are theirs. */
export interface Owner {
  readonly entry: ManagedFieldsEntry;
  readonly paths: ReadonlySet<string>;
}

const unowned = new Set([
  ...['f:apiVersion', 'f:kind'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((field) => joined(['f:metadata', `f:${field}`])),
]);

/** The leaves that can be owned: of the status only through its subresource, of all else only otherwise. */
export function ownableLeaves(
  kind: AnyKind,
  object: KubeObject,
  options: { readonly subresource?: string | undefined; readonly bringing: boolean },
): Leaves {
  const { metadata, ...rest } = object as KubeObject & JsonObject;
  const { managedFields: _, ...plain } = (metadata ?? {}) as JsonObject;
  const leaves = leavesOf(kind.model, { ...rest, metadata: plain }, options.bringing);
  const ofStatus = (path: string) => path.startsWith('f:status');
  return new Map(
    [...leaves].filter(([path]) => {
      if (unowned.has(path)) return false;
      return options.subresource === 'status' ? ofStatus(path) : !(kind.statusSubresource && ofStatus(path));
    }),
  );
}

export function ownersOf(object: KubeObject | undefined): Owner[] {
  const entries = (object?.metadata as { managedFields?: readonly ManagedFieldsEntry[] } | undefined)?.managedFields;
  return (entries ?? []).map((entry) => ({ entry, paths: fromFieldsV1(entry.fieldsV1) }));
}

/** Writes the owners on an object under construction; who owns nothing is left out. */
export function setOwners(draft: Draft<KubeObject>, owners: readonly Owner[]): void {
  const entries = owners
    .filter(({ paths }) => paths.size > 0)
    .map(({ entry, paths }) => ({ ...entry, fieldsV1: toFieldsV1(paths) }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const metadata: Draft<KubeObject>['metadata'] & { managedFields?: unknown } = { ...draft.metadata };
  delete metadata.managedFields;
  draft.metadata = entries.length === 0 ? metadata : { ...metadata, ...{ managedFields: entries } };
}

/** Applies stand before updates, old ones before new ones. */
const orderOf = ({ operation, time, manager, subresource }: ManagedFieldsEntry): string =>
  JSON.stringify([operation, time, manager, subresource ?? '']);

/** Who an entry belongs to: entries of one owner are one. */
export const identityOf = ({ manager, operation, apiVersion, subresource }: ManagedFieldsEntry): string =>
  JSON.stringify([manager, operation, apiVersion, subresource ?? '']);

/** What the API server does at the end of a create, update or patch: changed fields belong to whose request it was. */
export function ownerOfFields(
  { kind, storedKind, server }: Call,
  parameters: WriteParameters,
): (draft: Draft<KubeObject>, previous: KubeObject | undefined) => void {
  const { subresource, fieldManager } = parameters;
  const entry: ManagedFieldsEntry = {
    manager: fieldManager === undefined || fieldManager === '' ? DEFAULT_MANAGER : fieldManager,
    operation: 'Update',
    apiVersion: apiVersionOf(kind),
    time: toTimestamp(server.now),
    fieldsType: 'FieldsV1',
    ...(subresource !== undefined && { subresource }),
  };
  return (draft, previous) => {
    const options = { subresource, bringing: true };
    const after = ownableLeaves(storedKind, draft, options);
    const before = previous ? ownableLeaves(storedKind, previous, options) : new Map<string, unknown>();
    const changed = [...after.keys()].filter(
      (path) => !before.has(path) || !jsonEqual(before.get(path), after.get(path)),
    );
    const removed = [...before.keys()].filter((path) => !after.has(path));
    const owners = ownersOf(previous);
    setOwners(draft, changed.length + removed.length === 0 ? owners : passedOn(owners, entry, changed, removed));
  };
}

function passedOn(
  owners: readonly Owner[],
  entry: ManagedFieldsEntry,
  changed: readonly string[],
  removed: readonly string[],
): Owner[] {
  const mine = owners.find((owner) => identityOf(owner.entry) === identityOf(entry));
  const others = owners.filter((owner) => owner !== mine).map((owner) => without(owner, [...changed, ...removed]));
  const kept = mine ? without(mine, removed).paths : [];
  if (mine && changed.length === 0) return [...others, { entry: mine.entry, paths: new Set(kept) }];
  return [...others, { entry, paths: new Set([...kept, ...changed]) }];
}

export function without({ entry, paths }: Owner, lost: Iterable<string>): Owner {
  const kept = new Set(paths);
  for (const path of lost) kept.delete(path);
  return { entry, paths: kept };
}
