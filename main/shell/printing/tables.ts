// Models `kubectl get` of several resources at once (staging/src/k8s.io/kubectl/pkg/cmd/get/get.go, v1.35).
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { keyOf, type KindDefinition, type PrintContext, type ResourceName } from '../../engine/api/resources.ts';
import { kinds } from '../../engine/kinds/registry.ts';
import { tableLines, type TableOptions } from './table.ts';

export interface TablesOptions extends Pick<TableOptions, 'wide' | 'showLabels' | 'labelColumns' | 'noHeaders'> {
  /** The namespace to look in; all of them, with a column for it, when undefined. */
  readonly namespace?: string | undefined;
}

/** A table for each resource that has objects, with an empty line between them; an empty text when none has. */
export function printTables(
  context: PrintContext,
  resources: readonly ResourceName[],
  options: TablesOptions = {},
): string {
  const tables = resources
    .map((resource) => printTable(context, resource, options, resources.length > 1))
    .filter((lines) => lines.length > 0);
  return tables.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function printTable(
  context: PrintContext,
  resource: ResourceName,
  { namespace, ...options }: TablesOptions,
  withKind: boolean,
): string[] {
  // What is listed under a resource's name is of that resource's kind.
  const kind: KindDefinition<KubeObject> = kinds[resource];
  const objects: KubeObject[] = [...context.list(resource)].filter(
    ({ metadata }) => !kind.namespaced || namespace === undefined || metadata?.namespace === namespace,
  );
  if (objects.length === 0) return [];
  objects.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  return tableLines(kind, objects, context, {
    ...options,
    withKind,
    withNamespace: kind.namespaced && namespace === undefined,
  });
}
