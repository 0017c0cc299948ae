// Models InfoObject.Merged of staging/src/k8s.io/kubectl/pkg/cmd/diff/diff.go (v1.35): what an object would be if it were
// applied.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { askObject, scopeOf } from '../api.ts';
import { patchOf } from '../apply/client-side.ts';
import { withoutLastApplied } from '../apply/last-applied.ts';
import { fieldManagerOf } from '../apply/server-side.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, withSource } from '../errors/errors.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { modelOf } from '../writing/models.ts';

/** The object after a rehearsed apply; `live` is what is there now, if anything is. Throws ServerRefusal. */
export async function mergedObject(
  context: CommandContext,
  item: ManifestItem,
  live: KubeObject | undefined,
): Promise<KubeObject> {
  const { flags } = context;
  const { resource, namespace, name, object, source } = item;
  const where = { resource: resource.resource, ...scopeOf(resource, namespace), dryRun: true } as const;
  if (flags.bool('server-side')) {
    const how = { patchType: 'apply', patch: object, force: flags.bool('force-conflicts') } as const;
    return await askObject(context, { ...where, ...how, verb: 'patch', name, fieldManager: fieldManagerOf(flags) });
  }
  const fieldManager = flags.text('field-manager');
  if (!live) return await askObject(context, { ...where, verb: 'create', object, fieldManager });
  const patch = patchOf(item, withoutLastApplied(object), live);
  if (Object.keys(patch).length === 0) return live;
  const patchType = modelOf(resource) === undefined ? 'merge' : 'strategic';
  try {
    return await askObject(context, { ...where, verb: 'patch', name, patchType, patch, fieldManager });
  } catch (caught) {
    throw withSource(asFailure(caught), 'patching', source);
  }
}
