// A node's board with its Pods, each in its place. Thousands of boards are made once and kept while what they are made
// of stays the same, so that a change of one Pod costs one board.
import type { NodeView, PodView, ServiceView } from '../../../preload/contract/views.ts';
import type { Rect } from '../geometry.ts';
import { layoutBoard, slotRect, type BoardLayout } from './board-layout.ts';
import { cellOf, type Cell } from './cell.ts';
import { measures } from './measures.ts';
import { appShape, assignSlots, type GridShape, type Slots } from './slots.ts';
import type { StageView } from './stage-view.ts';
import { isSystem } from './system-namespaces.ts';
import type { Tile } from './tile.ts';

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
  /** The tiles by their Pods' UIDs. */
  readonly byUid: ReadonlyMap<string, Tile>;
  /** The same from afar. */
  readonly cell: Cell;
}

/** What a board is made of. */
interface Parts {
  readonly node: NodeView;
  readonly rect: Rect;
  readonly pods: readonly PodView[];
  readonly ports: readonly OpenPort[];
  readonly namespace: string;
}

interface OpenPort {
  readonly port: number;
  readonly service: string;
}

const socketsMax = 4;

export class Boards {
  private readonly made = new Map<string, { readonly parts: Parts; readonly board: Board }>();
  private readonly slots = new Map<string, Slots>();
  private readonly shapes = new Map<string, GridShape>();

  /** The boards of all nodes that have a place, in the order of their places. */
  of(
    view: StageView,
    rects: ReadonlyMap<string, Rect>,
    podsByNode: ReadonlyMap<string, readonly PodView[]>,
  ): ReadonlyMap<string, Board> {
    const boards = new Map<string, Board>();
    const ports = openPorts(view.services);
    for (const [name, rect] of rects) {
      const node = view.nodes.get(name);
      if (!node) continue;
      const parts = { node, rect, ports, pods: podsByNode.get(name) ?? [], namespace: view.namespace };
      boards.set(name, this.board(view, parts));
    }
    for (const name of this.made.keys()) if (!boards.has(name)) this.made.delete(name);
    return boards;
  }

  private board(view: StageView, parts: Parts): Board {
    const { name } = parts.node;
    const known = this.made.get(name);
    if (known && sameParts(known.parts, parts)) return known.board;
    const board = this.make(view, parts);
    this.made.set(name, { parts, board });
    return board;
  }

  private make(view: StageView, { node, rect, pods, ports, namespace }: Parts): Board {
    const inTime = [...pods].sort((a, b) => a.createdUs - b.createdUs || (a.name < b.name ? -1 : 1));
    const system = inTime.filter((pod) => isSystem(pod.namespace));
    const app = inTime.filter((pod) => !isSystem(pod.namespace));
    const appSlots = this.podSlots(view, `app ${node.name}`, app);
    const systemSlots = this.podSlots(view, `system ${node.name}`, system);
    const shape = appShape(appSlots, this.shapes.get(node.name));
    this.shapes.set(node.name, shape);
    const layout = layoutBoard(rect, {
      controlPlane: node.controlPlane,
      app: shape,
      appPods: app.length,
      systemSlots: Math.max(0, ...systemSlots.values()) + 1,
    });
    const tileOf = (pod: PodView, isOfSystem: boolean): Tile => {
      const slot = (isOfSystem ? systemSlots : appSlots).get(pod.uid) ?? 0;
      const place = slotRect(isOfSystem ? layout.system : layout.app, slot);
      return { pod, rect: place, system: isOfSystem, slot, dimmed: isDimmed(namespace, pod.namespace) };
    };
    const tiles = [...system.map((pod) => tileOf(pod, true)), ...app.map((pod) => tileOf(pod, false))];
    const byUid = new Map(tiles.map((tile) => [tile.pod.uid, tile]));
    return { node, layout, sockets: socketsOf(ports, layout), tiles, byUid, cell: cellOf(tiles) };
  }

  /** As history has it; what history does not tell (yet) as it was remembered. */
  private podSlots(view: StageView, key: string, pods: readonly PodView[]): Slots {
    const known = pods.flatMap(({ uid }): (readonly [string, number])[] => {
      const slot = view.slotOf(uid);
      return slot === undefined ? [] : [[uid, slot]];
    });
    const before = known.length > 0 ? new Map(known) : (this.slots.get(key) ?? new Map<string, number>());
    const uids = pods.map(({ uid }) => uid);
    const slots = assignSlots(before, uids);
    this.slots.set(key, slots);
    return slots;
  }
}

/** Whether it is of a namespace that the person does not look at. */
export function isDimmed(shown: string, namespace: string): boolean {
  return shown !== '' && shown !== namespace;
}

export function nodePortsOf(service: ServiceView): readonly number[] {
  return service.ports.flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort]));
}

function sameParts(a: Parts, b: Parts): boolean {
  return (
    a.node === b.node &&
    a.namespace === b.namespace &&
    sameRect(a.rect, b.rect) &&
    sameItems(a.pods, b.pods, (one, other) => one === other) &&
    sameItems(a.ports, b.ports, (one, other) => one.port === other.port && one.service === other.service)
  );
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function sameItems<T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((one, index) => {
    const other = b[index];
    return other !== undefined && same(one, other);
  });
}

/** The node ports that have room at a board's edge, the lowest first. */
function openPorts(services: StageView['services']): readonly OpenPort[] {
  return [...services.values()]
    .flatMap((service) => nodePortsOf(service).map((port) => ({ port, service: service.uid })))
    .sort((a, b) => a.port - b.port)
    .slice(0, socketsMax);
}

function socketsOf(ports: readonly OpenPort[], { entry }: BoardLayout): readonly Socket[] {
  const { width, height, outside, pitch } = measures.socket;
  return ports.map((open, index) => ({
    ...open,
    rect: { x: entry.x - outside, y: entry.y - height / 2 + (index - (ports.length - 1) / 2) * pitch, width, height },
  }));
}
