// The world as the API server of a cluster has it stored.
import type { Cluster } from '../../cluster.ts';
import type { World } from './world.ts';

export function worldOf({ now, server }: Cluster): World {
  return {
    now,
    all: (resource) => [...server.store.all(resource)],
    everything: () =>
      server.servedKinds().flatMap((kind) => {
        const resource = server.tableOf(kind);
        return [...server.store.all(resource)].map((object) => [resource, object] as const);
      }),
  };
}
