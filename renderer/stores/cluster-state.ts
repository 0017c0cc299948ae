// What is known of the cluster at the moment shown, and how messages change it. Maps of kinds that a patch does not
// touch stay the same objects, so that what is drawn from them need not be drawn anew.
import type { EntityKind, EntityMap, EventView, PatchMessage, SnapshotMessage } from '../../preload/contract/views.ts';

export type Entities = { readonly [K in EntityKind]: ReadonlyMap<string, EntityMap[K]> };

export interface ClusterState extends Entities {
  readonly session: SnapshotMessage['session'];
  /** Newest last. */
  readonly events: readonly EventView[];
}

const eventsMax = 500;

export function emptyCluster(): ClusterState {
  return {
    session: { name: '', path: '', seed: 0, preset: '' },
    nodes: new Map(),
    pods: new Map(),
    services: new Map(),
    workloads: new Map(),
    clients: new Map(),
    commands: new Map(),
    events: [],
  };
}

export function clusterOf({ session, view }: SnapshotMessage): ClusterState {
  const { nodes, pods, services, workloads, clients, commands } = view.entities;
  return {
    session,
    nodes: keyed('nodes', nodes),
    pods: keyed('pods', pods),
    services: keyed('services', services),
    workloads: keyed('workloads', workloads),
    clients: keyed('clients', clients),
    commands: keyed('commands', commands),
    events: view.events.slice(-eventsMax),
  };
}

/** The same state when the patch holds nothing new of the cluster: most only move the clock. */
export function patchCluster(state: ClusterState, patch: PatchMessage): ClusterState {
  const lists = [...Object.values(patch.upserts), ...Object.values(patch.removed), patch.events];
  if (lists.every((list) => list.length === 0)) return state;
  return {
    session: state.session,
    nodes: patched(state, patch, 'nodes'),
    pods: patched(state, patch, 'pods'),
    services: patched(state, patch, 'services'),
    workloads: patched(state, patch, 'workloads'),
    clients: patched(state, patch, 'clients'),
    commands: patched(state, patch, 'commands'),
    events: patch.events.length === 0 ? state.events : [...state.events, ...patch.events].slice(-eventsMax),
  };
}

function patched<K extends EntityKind>(
  state: Entities,
  patch: PatchMessage,
  kind: K,
): ReadonlyMap<string, EntityMap[K]> {
  const { [kind]: upserts = [] } = patch.upserts as { readonly [P in K]?: readonly EntityMap[P][] };
  const removed = patch.removed[kind] ?? [];
  const before: ReadonlyMap<string, EntityMap[K]> = state[kind];
  if (upserts.length === 0 && removed.length === 0) return before;
  const after = new Map(before);
  for (const key of removed) after.delete(key);
  for (const entity of upserts) after.set(keyOf(kind, entity), entity);
  return after;
}

function keyed<K extends EntityKind>(kind: K, list: readonly EntityMap[K][]): ReadonlyMap<string, EntityMap[K]> {
  return new Map(list.map((entity) => [keyOf(kind, entity), entity]));
}

function keyOf<K extends EntityKind>(kind: K, entity: EntityMap[K]): string {
  if (!('name' in entity)) return entity.uid;
  return kind === 'nodes' || kind === 'clients' || !('uid' in entity) ? entity.name : entity.uid;
}
