// Models applyOneObject and Patcher of staging/src/k8s.io/kubectl/pkg/cmd/apply/{apply,patcher}.go (v1.35): kubectl
// itself works out what has to be changed.
import type { PatchType } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { SECOND } from '../../../engine/kernel/time.ts';
import { askObject, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, isNotFound, ServerRefusal, withSource } from '../errors/errors.ts';
import { jsonText } from '../printers/json-text.ts';
import { groupVersionOf } from '../resources/mapper.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { getNamed } from '../resources/visit.ts';
import { createObject } from '../writing/create-object.ts';
import { modelOf } from '../writing/models.ts';
import { dryRunOf, writeParameters } from '../writing/write-flags.ts';
import { recreate } from './recreate.ts';
import { LAST_APPLIED, lastAppliedOf, lastAppliedText, withLastApplied } from './last-applied.ts';
import { threeWayMergePatch, threeWayPatch } from './three-way-patch.ts';

/** What became of an object. */
export interface Applied {
  readonly object: KubeObject;
  readonly operation: 'created' | 'configured' | 'unchanged' | 'serverside-applied';
}

/** Applies one object. Throws failures that name the file it stood in. */
export async function applyClientSide(context: CommandContext, item: ManifestItem): Promise<Applied> {
  const wanted = withLastApplied(item.object);
  const current = await currentOf(context, item);
  if (!current) return { object: await createFirst(context, item, wanted), operation: 'created' };
  if (dryRunOf(context.flags) === 'client') return { object: current, operation: 'configured' };
  if (lastAppliedText(current) === '') warnOfMissingAnnotation(context, item);
  const { patch, object } = await patchExisting(context, item, wanted, current);
  warnIfDeleting(context, object);
  return { object, operation: Object.keys(patch).length === 0 ? 'unchanged' : 'configured' };
}

async function currentOf(context: CommandContext, item: ManifestItem): Promise<KubeObject | undefined> {
  try {
    return await getNamed(context, item);
  } catch (caught) {
    const failure = asFailure(caught);
    if (isNotFound(failure)) return undefined;
    throw withSource(failure, `retrieving current configuration of:\n${titleOf(item)}\nfrom server for:`, item.source);
  }
}

async function createFirst(context: CommandContext, item: ManifestItem, wanted: KubeObject): Promise<KubeObject> {
  const object: KubeObject = withoutNulls(wanted);
  try {
    return await createObject(context, { ...item, object });
  } catch (caught) {
    throw withSource(asFailure(caught), 'creating', item.source);
  }
}

function withoutNulls<T extends object>(value: T): T {
  const children = Object.entries(value).filter(([, child]) => child !== null);
  return Object.fromEntries(children.map(([key, child]) => [key, prunedValue(child)])) as T;
}

function prunedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(prunedValue);
  return isJsonObject(value) ? withoutNulls(value) : value;
}

interface Patched {
  readonly patch: JsonObject;
  readonly object: KubeObject;
}

/** How often a patch is tried again that met another change, and how long kubectl waits after the first time. */
const RETRIES_MAX = 5;
const RETRY_US = SECOND;

async function patchExisting(
  context: CommandContext,
  item: ManifestItem,
  wanted: KubeObject,
  current: KubeObject,
): Promise<Patched> {
  let live = current;
  for (let tries = 0; ; tries++) {
    const patch = patchOf(item, wanted, live);
    try {
      return { patch, object: await sendPatch(context, item, patch, live) };
    } catch (caught) {
      const failure = asFailure(caught);
      const reason = failure instanceof ServerRefusal ? failure.status.reason : '';
      if (reason !== 'Conflict' || tries === RETRIES_MAX) {
        const isForced = context.flags.bool('force') && ['Conflict', 'Invalid'].includes(reason);
        if (isForced) return { patch, object: await recreate(context, item, wanted) };
        throw refusedPatch(item, patch, failure);
      }
    }
    if (tries > 0) await context.client.sleep(RETRY_US, context.signal);
    live = await getNamed(context, item);
  }
}

/** The patch that makes `wanted` of what is there. Throws PlainError where items of lists lack their key. */
export function patchOf({ resource }: ManifestItem, wanted: KubeObject, current: KubeObject): JsonObject {
  const model = modelOf(resource);
  // An object of the API is plain JSON.
  const sides = { original: lastAppliedOf(current), modified: { ...wanted }, current: { ...current } };
  return model === undefined ? threeWayMergePatch(sides) : threeWayPatch(model, sides);
}

async function sendPatch(
  context: CommandContext,
  { resource, namespace, name }: ManifestItem,
  patch: JsonObject,
  live: KubeObject,
): Promise<KubeObject> {
  if (Object.keys(patch).length === 0) return live;
  const patchType: PatchType = modelOf(resource) === undefined ? 'merge' : 'strategic';
  const request = { ...writeParameters(context.flags), verb: 'patch', resource: resource.resource, name } as const;
  return await askObject(context, { ...request, ...scopeOf(resource, namespace), patchType, patch });
}

function refusedPatch(item: ManifestItem, patch: JsonObject, failure: Error): Error {
  const patching = withSource(failure, 'patching', item.source);
  return withSource(patching, `applying patch:\n${jsonText(patch)}\nto:\n${titleOf(item)}\nfor:`, item.source);
}

/** `Resource: "/v1, Resource=pods", GroupVersionKind: "/v1, Kind=Pod"` and the name, on two lines. */
function titleOf({ resource, name, namespace }: ManifestItem): string {
  const groupVersion = resource.group === '' ? `/${resource.version}` : groupVersionOf(resource);
  return [
    `Resource: "${groupVersion}, Resource=${resource.resource}", GroupVersionKind: "${groupVersion}, Kind=${resource.kind}"`,
    `Name: "${name}", Namespace: "${namespace}"`,
  ].join('\n');
}

function warnOfMissingAnnotation(context: CommandContext, { resource, name }: ManifestItem): void {
  context.err(
    `Warning: resource ${resource.resource}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`,
  );
}

/** Tells that an object which was changed is going anyway. */
export function warnIfDeleting({ err }: CommandContext, { metadata }: KubeObject): void {
  if (metadata?.deletionTimestamp === undefined) return;
  err(`Warning: Detected changes to resource ${metadata.name ?? ''} which is currently being deleted.\n`);
}
