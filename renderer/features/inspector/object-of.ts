import type { ObjectKey } from '../../../preload/contract/objects.ts';
import type { EntityRef } from '../../scene/entity.ts';
import type { ClusterState } from '../../stores/cluster-state.ts';

/** How the API names a thing, and its view, which is another object whenever the thing has changed. */
export function objectOf(
  state: ClusterState,
  { kind, key }: EntityRef,
): { readonly key: ObjectKey; readonly view: object } | undefined {
  switch (kind) {
    case 'pod':
      return named('pods', state.pods.get(key));
    case 'node':
      return named('nodes', state.nodes.get(key));
    case 'service':
      return named('services', state.services.get(key));
    case 'workload': {
      const workload = state.workloads.get(key);
      return workload && named(`${workload.kind.toLowerCase()}s`, workload);
    }
    case 'client':
      return undefined;
  }
}

function named(
  resource: string,
  view: { readonly name: string; readonly namespace?: string } | undefined,
): { readonly key: ObjectKey; readonly view: object } | undefined {
  return view && { key: { resource, namespace: view.namespace ?? '', name: view.name }, view };
}
