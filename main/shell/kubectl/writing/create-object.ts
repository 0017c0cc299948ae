import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { DiscoveredResource } from '../../api-client.ts';
import { askObject, scopeOf } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { dryRunOf, writeParameters } from './write-flags.ts';

export interface NewObject {
  readonly resource: DiscoveredResource;
  readonly namespace: string;
  readonly object: KubeObject;
}

/**
 * Creates an object as `--dry-run` says, and answers it as it is then. What was read from a cluster before is created
 * anew: its resourceVersion is left out. Throws ServerRefusal.
 */
export async function createObject(
  context: CommandContext,
  { resource, namespace, object }: NewObject,
): Promise<KubeObject> {
  if (dryRunOf(context.flags) === 'client') return object;
  const request = {
    ...writeParameters(context.flags),
    verb: 'create',
    resource: resource.resource,
    object: withoutRevision(object),
  } as const;
  return await askObject(context, { ...request, ...scopeOf(resource, namespace) });
}

function withoutRevision(object: KubeObject): KubeObject {
  if (object.metadata?.resourceVersion === undefined) return object;
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
