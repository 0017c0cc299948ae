// Everything that stands on the stage, with its place: what is drawn and what is hit are read from this. Rebuilt whole
// when a view comes; what must outlast a view (who has which slot) is the `StageMemory`.
import type { ClientView, NodeView, PodView, ServiceView, WorkloadView } from '../../../preload/contract/views.ts';
import type { Rect } from '../geometry.ts';
import { layoutBoard, slotRect, type BoardLayout } from './board-layout.ts';
import { measures } from './measures.ts';
import { shapeFor, type Shape } from './shape.ts';
import { appShape, assignSlots, type GridShape, type Slots } from './slots.ts';
import { bottomLeft, layoutStage, type StageLayout } from './stage-layout.ts';
import type { StageView } from './stage-view.ts';
import { isSystem } from './system-namespaces.ts';

export interface Tile {
  readonly pod: PodView;
  readonly rect: Rect;
  readonly system: boolean;
  readonly slot: number;
  readonly dimmed: boolean;
}

export interface Socket {
  readonly port: number;
  readonly service: string;
  readonly rect: Rect;
}

export interface Board {
  readonly node: NodeView;
  readonly layout: BoardLayout;
  readonly sockets: readonly Socket[];
  readonly tiles: readonly Tile[];
}

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
  readonly tiles: ReadonlyMap<string, Tile>;
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly clients: readonly ClientCard[];
  readonly workloads: readonly WorkloadCard[];
  readonly workloadsLeftOut: number;
  /** Pods without a node, as small cards at the bottom left. */
  readonly tray: readonly Tile[];
  readonly trayLeftOut: number;
}

export interface StageMemory {
  readonly slots: Map<string, Slots>;
  readonly shapes: Map<string, GridShape>;
}

const workloadsMax = 4;
/** Room at the very bottom, where the stage can be taken hold of. */
const workloadsLift = 14;
const trayMax = 6;
const socketsMax = 4;

export function createMemory(): StageMemory {
  return { slots: new Map(), shapes: new Map() };
}

/** @param size of the stage in CSS pixels, whose shape the picture takes */
export function buildModel(view: StageView, memory: StageMemory, size: Shape): StageModel {
  const nodes = inOrder(view);
  const layout = layoutStage({
    shape: shapeFor(size, nodes),
    nodes,
    hubs: hubSlots(view, memory, true),
    innerHubs: hubSlots(view, memory, false),
    clients: [...view.clients.keys()].sort(),
    placed: view.placed,
  });
  const podsByNode = groupByNode(view.pods);
  const boards = new Map<string, Board>();
  for (const [name, rect] of layout.boards) {
    const node = view.nodes.get(name);
    if (node) boards.set(name, boardOf(view, memory, node, rect, podsByNode.get(name) ?? []));
  }
  const workloads = workloadCards(view, layout);
  return {
    layout,
    boards,
    hubs: hubsOf(view, layout),
    clients: clientCards(view, layout),
    tiles: new Map([...boards.values()].flatMap(({ tiles }) => tiles.map((tile) => [tile.pod.uid, tile] as const))),
    ...workloads,
    ...trayOf(view, podsByNode.get('') ?? [], workloads.workloads, layout),
  };
}

/** The boards from the back to the front. */
export function inDepth({ boards }: StageModel, raised: string | undefined): readonly Board[] {
  const all = [...boards.values()];
  return [...all.filter(({ node }) => node.name !== raised), ...all.filter(({ node }) => node.name === raised)];
}

function inOrder(view: StageView): readonly NodeView[] {
  const byName = new Intl.Collator('en', { numeric: true });
  return [...view.nodes.values()].sort(
    (a, b) => Number(b.controlPlane) - Number(a.controlPlane) || byName.compare(a.name, b.name),
  );
}

function groupByNode(pods: StageView['pods']): ReadonlyMap<string, readonly PodView[]> {
  const groups = new Map<string, PodView[]>();
  for (const pod of pods.values()) {
    const group = groups.get(pod.node ?? '');
    if (group) group.push(pod);
    else groups.set(pod.node ?? '', [pod]);
  }
  return groups;
}

function boardOf(view: StageView, memory: StageMemory, node: NodeView, rect: Rect, pods: readonly PodView[]): Board {
  const inTime = [...pods].sort((a, b) => a.createdUs - b.createdUs || (a.name < b.name ? -1 : 1));
  const system = inTime.filter((pod) => isSystem(pod.namespace));
  const app = inTime.filter((pod) => !isSystem(pod.namespace));
  const appSlots = podSlots(view, memory, `app ${node.name}`, app);
  const systemSlots = podSlots(view, memory, `system ${node.name}`, system);
  const shape = appShape(appSlots, memory.shapes.get(node.name));
  memory.shapes.set(node.name, shape);
  const layout = layoutBoard(rect, {
    controlPlane: node.controlPlane,
    app: shape,
    appPods: app.length,
    systemSlots: Math.max(0, ...systemSlots.values()) + 1,
  });
  const tileOf = (pod: PodView, isOfSystem: boolean): Tile => {
    const slot = (isOfSystem ? systemSlots : appSlots).get(pod.uid) ?? 0;
    const place = slotRect(isOfSystem ? layout.system : layout.app, slot);
    return { pod, rect: place, system: isOfSystem, slot, dimmed: isDimmed(view, pod.namespace) };
  };
  return {
    node,
    layout,
    sockets: socketsOf(view, layout),
    tiles: [...system.map((pod) => tileOf(pod, true)), ...app.map((pod) => tileOf(pod, false))],
  };
}

/** As history has it; what history does not tell (yet) as it was remembered. */
function podSlots(view: StageView, memory: StageMemory, key: string, pods: readonly PodView[]): Slots {
  const known = pods.flatMap(({ uid }): (readonly [string, number])[] => {
    const slot = view.slotOf(uid);
    return slot === undefined ? [] : [[uid, slot]];
  });
  if (known.length > 0) memory.slots.set(key, new Map(known));
  return remembered(memory, key, pods);
}

function remembered(memory: StageMemory, key: string, items: readonly { readonly uid: string }[]): Slots {
  const slots = assignSlots(
    memory.slots.get(key) ?? new Map(),
    items.map(({ uid }) => uid),
  );
  memory.slots.set(key, slots);
  return slots;
}

function socketsOf(view: StageView, { entry }: BoardLayout): readonly Socket[] {
  const ports = [...view.services.values()].flatMap((service) =>
    nodePortsOf(service).map((port) => ({ port, service: service.uid })),
  );
  const shown = ports.sort((a, b) => a.port - b.port).slice(0, socketsMax);
  const { width, height, outside, pitch } = measures.socket;
  return shown.map((socket, index) => ({
    ...socket,
    rect: { x: entry.x - outside, y: entry.y - height / 2 + (index - (shown.length - 1) / 2) * pitch, width, height },
  }));
}

export function nodePortsOf(service: ServiceView): readonly number[] {
  return service.ports.flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort]));
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
    hubs.set(uid, { service, rect, nodePorts: nodePortsOf(service), dimmed: isDimmed(view, service.namespace) });
  }
  return hubs;
}

function clientCards(view: StageView, layout: StageLayout): readonly ClientCard[] {
  return [...layout.clients].flatMap(([name, rect]) => {
    const client = view.clients.get(name);
    return client ? [{ client, rect }] : [];
  });
}

/** The person's own first; the system's fill what is left of the first row. They stand a little above the bottom. */
function workloadCards(
  view: StageView,
  { bottom, columns }: StageLayout,
): Pick<StageModel, 'workloads' | 'workloadsLeftOut'> {
  const all = [...view.workloads.values()];
  const own = all.filter(({ namespace }) => !isSystem(namespace)).slice(0, workloadsMax);
  const system = all.filter(({ namespace }) => isSystem(namespace)).slice(0, Math.max(0, 2 - own.length));
  const shown = [...own, ...system];
  const rects = bottomLeft(shown.length, bottom - workloadsLift, columns, measures.workload);
  return {
    workloads: shown.flatMap((workload, index) => {
      const rect = rects[index];
      return rect ? [{ workload, rect, dimmed: isDimmed(view, workload.namespace) }] : [];
    }),
    workloadsLeftOut: all.length - shown.length,
  };
}

function trayOf(
  view: StageView,
  pods: readonly PodView[],
  workloads: readonly WorkloadCard[],
  { bottom, columns }: StageLayout,
): Pick<StageModel, 'tray' | 'trayLeftOut'> {
  const top = Math.min(bottom, ...workloads.map(({ rect }) => rect.y)) - (workloads.length > 0 ? 36 : 0);
  const shown = pods.slice(0, trayMax);
  const rects = bottomLeft(shown.length, top, columns, measures.tray);
  return {
    tray: shown.flatMap((pod, slot) => {
      const rect = rects[slot];
      return rect ? [{ pod, rect, system: true, slot, dimmed: isDimmed(view, pod.namespace) }] : [];
    }),
    trayLeftOut: pods.length - shown.length,
  };
}

function isDimmed(view: StageView, namespace: string): boolean {
  return view.namespace !== '' && view.namespace !== namespace;
}
