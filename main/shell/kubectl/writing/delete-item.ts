// Models deleteResource and PrintObj of staging/src/k8s.io/kubectl/pkg/cmd/delete/delete.go (v1.35).
import type { DeleteParameters } from '../../../../preload/contract/inputs.ts';
import { ask, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { asFailure, withSource } from '../errors/errors.ts';
import { qualifiedName } from '../resources/mapper.ts';
import type { Item } from '../resources/visit.ts';
import type { Going } from './wait-until-gone.ts';
import { dryRunOf } from './write-flags.ts';

/** How something is deleted. */
export interface Deletion extends DeleteParameters {
  /** -1 leaves it to the object. */
  readonly gracePeriodSeconds: number;
}

/** Deletes one object and says so. Throws failures that name the file the object stood in. */
export async function deleteItem(context: CommandContext, item: Item, deletion: Deletion): Promise<Going> {
  const { resource, namespace, name } = item;
  const uid = dryRunOf(context.flags) === 'client' ? undefined : await askToDelete(context, item, deletion);
  printDeleted(context, item, deletion.gracePeriodSeconds);
  return { resource, namespace, name, uid };
}

/** Deletes one object without a word; answers its UID. */
export async function askToDelete(
  context: CommandContext,
  { resource, namespace, name, source }: Item,
  { gracePeriodSeconds, ...others }: Deletion,
): Promise<string | undefined> {
  const asked = { ...others, ...(gracePeriodSeconds >= 0 && { gracePeriodSeconds }) };
  const request = { ...asked, verb: 'delete', resource: resource.resource, name } as const;
  try {
    const { object } = await ask(context, { ...request, ...scopeOf(resource, namespace) });
    return object?.metadata?.uid;
  } catch (caught) {
    throw withSource(asFailure(caught), 'deleting', source);
  }
}

function printDeleted({ flags, out }: CommandContext, { resource, namespace, name }: Item, seconds: number): void {
  const title = qualifiedName(resource, '').slice(0, -1);
  if (flags.text('output') === 'name') {
    out(`${title}/${name}\n`);
    return;
  }
  const where = resource.namespaced ? ` from ${namespace} namespace` : '';
  const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRunOf(flags)];
  out(`${title} "${name}" ${seconds === 0 ? 'force deleted' : 'deleted'}${where}${suffix}\n`);
}
