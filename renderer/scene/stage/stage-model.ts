// Everything that stands on the stage, with its place: what is drawn and what is hit are read from this. Rebuilt when a
// view comes; what must outlast a view (who has which slot, boards on which nothing has changed) is the `StageMemory`.
import type { ClientView, PodView, ServiceView, WorkloadView } from '../../../preload/contract/views.ts';
import type { Rect } from '../geometry.ts';
import { Boards, isDimmed, nodePortsOf, type Board } from './board.ts';
import { measures } from './measures.ts';
import { NodeOrder } from './node-order.ts';
import { PodsByNode } from './pods-by-node.ts';
import { shapeFor, type Shape } from './shape.ts';
import { assignSlots, type Slots } from './slots.ts';
import { bottomLeft, layoutStage, type StageLayout } from './stage-layout.ts';
import type { StageView } from './stage-view.ts';
import { isSystem } from './system-namespaces.ts';
import type { Tile } from './tile.ts';

export type { Board, Socket } from './board.ts';
export type { Tile };

export interface Hub {
  readonly service: ServiceView;
  readonly rect: Rect;
  readonly nodePorts: readonly number[];
  readonly dimmed: boolean;
}

export interface ClientCard {
  readonly client: ClientView;
  readonly rect: Rect;
}

export interface WorkloadCard {
  readonly workload: WorkloadView;
  readonly rect: Rect;
  readonly dimmed: boolean;
}

export interface StageModel {
  readonly layout: StageLayout;
  readonly boards: ReadonlyMap<string, Board>;
  readonly pods: ReadonlyMap<string, PodView>;
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly clients: readonly ClientCard[];
  readonly workloads: readonly WorkloadCard[];
  readonly workloadsLeftOut: number;
  /** Pods without a node, as small cards at the bottom left. */
  readonly tray: readonly Tile[];
  readonly trayLeftOut: number;
}

export interface StageMemory {
  /** Of the hubs. */
  readonly slots: Map<string, Slots>;
  readonly boards: Boards;
  readonly nodes: NodeOrder;
  readonly pods: PodsByNode;
}

const workloadsMax = 4;
/** On a picture this high a second row of workloads comes near nothing else. */
const workloadsRoomy = 500;
/** Room at the very bottom, where the stage can be taken hold of. */
const workloadsLift = 14;
const trayMax = 6;

export function createMemory(): StageMemory {
  return { slots: new Map(), boards: new Boards(), nodes: new NodeOrder(), pods: new PodsByNode() };
}

/** @param size of the stage in CSS pixels, whose shape the picture takes */
export function buildModel(view: StageView, memory: StageMemory, size: Shape): StageModel {
  const nodes = memory.nodes.of(view.nodes);
  const layout = layoutStage({
    shape: shapeFor(size, nodes),
    nodes,
    hubs: hubSlots(view, memory, true),
    innerHubs: hubSlots(view, memory, false),
    clients: [...view.clients.keys()].sort(),
    placed: view.placed,
  });
  const podsByNode = memory.pods.of(view.pods);
  const waiting = podsByNode.get('') ?? [];
  const workloads = workloadCards(view, layout, waiting.length > 0);
  return {
    layout,
    pods: view.pods,
    boards: memory.boards.of(view, layout.boards, podsByNode),
    hubs: hubsOf(view, layout),
    clients: clientCards(view, layout),
    ...workloads,
    ...trayOf(view, waiting, workloads.workloads, layout),
  };
}

/** The place of a Pod on its node's board. */
export function tileOf({ pods, boards }: StageModel, uid: string): Tile | undefined {
  return boards.get(pods.get(uid)?.node ?? '')?.byUid.get(uid);
}

/** The boards from the back to the front. */
export function inDepth(boards: readonly Board[], raised: string | undefined): readonly Board[] {
  const front = raised === undefined ? -1 : boards.findIndex(({ node }) => node.name === raised);
  return front < 0
    ? boards
    : [...boards.slice(0, front), ...boards.slice(front + 1), ...boards.slice(front, front + 1)];
}

function remembered(memory: StageMemory, key: string, items: readonly { readonly uid: string }[]): Slots {
  const slots = assignSlots(
    memory.slots.get(key) ?? new Map(),
    items.map(({ uid }) => uid),
  );
  memory.slots.set(key, slots);
  return slots;
}

function hubSlots(view: StageView, memory: StageMemory, open: boolean): readonly { uid: string; slot: number }[] {
  const services = [...view.services.values()].filter((service) => nodePortsOf(service).length > 0 === open);
  const slots = remembered(memory, open ? 'hubs' : 'inner hubs', services);
  return services.map(({ uid }) => ({ uid, slot: slots.get(uid) ?? 0 }));
}

function hubsOf(view: StageView, layout: StageLayout): ReadonlyMap<string, Hub> {
  const hubs = new Map<string, Hub>();
  for (const [uid, rect] of layout.hubs) {
    const service = view.services.get(uid);
    if (!service) continue;
    hubs.set(uid, {
      service,
      rect,
      nodePorts: nodePortsOf(service),
      dimmed: isDimmed(view.namespace, service.namespace),
    });
  }
  return hubs;
}

function clientCards(view: StageView, layout: StageLayout): readonly ClientCard[] {
  return [...layout.clients].flatMap(([name, rect]) => {
    const client = view.clients.get(name);
    return client ? [{ client, rect }] : [];
  });
}

/**
 * The person's own first; the system's fill what is left of the first row, or of two where there is room that no waiting
 * Pods need. They stand a little above the bottom.
 */
function workloadCards(
  view: StageView,
  { bottom, columns }: StageLayout,
  podsWait: boolean,
): Pick<StageModel, 'workloads' | 'workloadsLeftOut'> {
  const all = [...view.workloads.values()];
  const own = all.filter(({ namespace }) => !isSystem(namespace)).slice(0, workloadsMax);
  const system = all
    .filter(({ namespace }) => isSystem(namespace))
    .slice(0, Math.max(0, (bottom >= workloadsRoomy && !podsWait ? workloadsMax : 2) - own.length));
  const shown = [...own, ...system];
  const rects = bottomLeft(shown.length, bottom - workloadsLift, columns, measures.workload);
  return {
    workloads: shown.flatMap((workload, index) => {
      const rect = rects[index];
      return rect ? [{ workload, rect, dimmed: isDimmed(view.namespace, workload.namespace) }] : [];
    }),
    workloadsLeftOut: all.length - shown.length,
  };
}

function trayOf(
  view: StageView,
  pods: readonly PodView[],
  workloads: readonly WorkloadCard[],
  { bottom, columns, clients, hubs }: StageLayout,
): Pick<StageModel, 'tray' | 'trayLeftOut'> {
  const top = Math.min(bottom, ...workloads.map(({ rect }) => rect.y)) - (workloads.length > 0 ? 36 : 0);
  // As many rows as come near nothing else, but one in any case.
  const taken = Math.max(0, ...[...clients.values(), ...hubs.values()].map(({ y, height }) => y + height));
  const rows = Math.max(
    1,
    Math.floor((top - taken - measures.captionHeight) / (measures.tray.height + measures.tray.gap)),
  );
  const shown = pods.slice(0, Math.min(trayMax, 2 * rows));
  const rects = bottomLeft(shown.length, top, columns, measures.tray);
  return {
    tray: shown.flatMap((pod, slot) => {
      const rect = rects[slot];
      return rect ? [{ pod, rect, system: true, slot, dimmed: isDimmed(view.namespace, pod.namespace) }] : [];
    }),
    trayLeftOut: pods.length - shown.length,
  };
}
