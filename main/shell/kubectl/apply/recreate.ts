// Models deleteAndCreate of staging/src/k8s.io/kubectl/pkg/cmd/apply/patcher.go (v1.35): `apply --force` of what cannot be
// changed.
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { SECOND } from '../../../engine/kernel/time.ts';
import { ask, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import type { ManifestItem } from '../resources/manifests.ts';
import { createObject } from '../writing/create-object.ts';
import { deleteParameters } from '../writing/delete-flags.ts';
import { deleteWait, waitUntilGone } from '../writing/wait-until-gone.ts';

/** Deletes the object, waits until it is gone and makes it anew. Throws ServerRefusal. */
export async function recreate(
  context: CommandContext,
  { resource, namespace, name }: ManifestItem,
  wanted: KubeObject,
): Promise<KubeObject> {
  const where = { resource: resource.resource, ...scopeOf(resource, namespace) };
  await ask(context, { ...where, ...deleteParameters(context.flags, context.err), verb: 'delete', name });
  await waitUntilGone(context, [{ resource, namespace, name }], { ...deleteWait(context), pollUs: SECOND });
  return await createObject(context, { resource, namespace, object: wanted });
}
