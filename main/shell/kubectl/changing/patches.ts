// Models CreateTwoWayMergePatch of apimachinery's pkg/util/strategicpatch/patch.go and Helper.Patch of
// staging/src/k8s.io/cli-runtime/pkg/resource/helper.go (v1.35): what was changed of an object is sent as a patch.
import type { PatchType } from '../../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { copyJson, isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { askObject, scopeOf } from '../api.ts';
import { diffMaps } from '../apply/diff-maps.ts';
import type { CommandContext } from '../command.ts';
import { modelOf } from '../writing/models.ts';
import { dryRunOf } from '../writing/write-flags.ts';
import type { Target } from './targets.ts';

/** What makes `after` of the target; empty when nothing is changed. */
export function patchTo({ resource, object }: Target, after: KubeObject): JsonObject {
  return diffMaps(modelOf(resource) ?? '', plain(object), plain(after), 'all');
}

/** Without what is undefined. */
function plain(object: KubeObject): JsonObject {
  const copy = copyJson(object);
  return isJsonObject(copy) ? copy : {};
}

export interface PatchTarget extends Pick<Target, 'resource' | 'namespace' | 'name'> {
  readonly subresource?: string | undefined;
}

/** Patches the target as `--dry-run` and `--field-manager` say; answers what it is then. Throws ServerRefusal. */
export async function sendPatch(
  context: CommandContext,
  { resource, namespace, name, subresource }: PatchTarget,
  patchType: PatchType,
  patch: unknown,
): Promise<KubeObject> {
  const { flags } = context;
  return await askObject(context, {
    verb: 'patch',
    resource: resource.resource,
    name,
    ...scopeOf(resource, namespace),
    subresource,
    patchType,
    patch,
    ...(flags.has('dry-run') && dryRunOf(flags) === 'server' && { dryRun: true }),
    ...(flags.has('field-manager') && { fieldManager: flags.text('field-manager') }),
  });
}
