// Models apiserver's pkg/endpoints/handlers/response.go asTable (v1.35): answers as tables, whose rows carry as much of
// their objects as is asked for.
import type { ApiTable } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface ListMeta {
  readonly resourceVersion?: string | undefined;
  readonly continue?: string | undefined;
  readonly remainingItemCount?: number | undefined;
}

export function tableAnswer({ columns, rows }: ApiTable, metadata: ListMeta, include: IncludeObject): object {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, priority }) => ({
      ...{ name, type: 'string', format: name === 'Name' ? 'name' : '' },
      ...{ description: '', priority },
    })),
    rows: rows.map(({ cells, object }) => ({ cells, object: included(object, include) })),
  };
}

function included(object: KubeObject, include: IncludeObject): object | null {
  if (include === 'None') return null;
  return include === 'Object' ? object : partialObject(object);
}

/** An object of which only the metadata are told. */
export const partialObject = ({ metadata }: KubeObject): KubeObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
});
