// Where boards, hubs and clients stand by default: outside on the left, the way in in the middle, nodes on the right.
// It depends on the names of what is there and on the shape of the window alone, so that it never jumps; what the person
// placed stays there.
import type { Point, Rect } from '../geometry.ts';
import { measures } from './measures.ts';
import { boardHeights, columnsOf, type Columns, type Shape } from './shape.ts';

export interface LayoutInput {
  readonly shape: Shape;
  /** In the order in which they stand. */
  readonly nodes: readonly { readonly name: string; readonly controlPlane: boolean }[];
  /** UIDs with their slots. */
  readonly hubs: readonly { readonly uid: string; readonly slot: number }[];
  readonly innerHubs: readonly { readonly uid: string; readonly slot: number }[];
  readonly clients: readonly string[];
  readonly placed: ReadonlyMap<string, Point>;
}

export interface StageLayout {
  readonly columns: Columns;
  readonly boards: ReadonlyMap<string, Rect>;
  readonly hubs: ReadonlyMap<string, Rect>;
  readonly clients: ReadonlyMap<string, Rect>;
  /** The height of the way in. */
  readonly middle: number;
  /** Bottom of the default layout. */
  readonly bottom: number;
}

/** More nodes than these do not stand in one column. */
const stackMax = 4;
/** With more nodes than `smallMax` boards are seen as cells of a map: higher and further apart, with a mark each Pod. */
const fleet = { smallMax: 200, boardHeight: 300, gap: 40, aspect: 2.2 };

export function layoutStage(input: LayoutInput): StageLayout {
  const columns = columnsOf(input.shape);
  const boards = input.nodes.length <= stackMax ? stackBoards(input, columns) : layoutFleet(input.nodes, columns);
  const bottom = [...boards.values()].reduce((lowest, { y, height }) => Math.max(lowest, y + height), 420);
  const middle = Math.round((measures.captionHeight + bottom) / 2);
  const place = (key: string, rect: Rect): Rect => ({ ...rect, ...input.placed.get(key) });
  const hubs = [...layoutHubs(input.hubs, columns, middle), ...layoutInnerHubs(input.innerHubs, columns)];
  return {
    columns,
    boards: new Map([...boards].map(([name, rect]) => [name, place(`node:${name}`, rect)])),
    hubs: new Map(hubs.map(([uid, rect]) => [uid, place(`service:${uid}`, rect)])),
    clients: new Map(
      input.clients.map((name, index) => [
        name,
        place(`client:${name}`, clientRect(columns, index, input.clients.length, middle)),
      ]),
    ),
    middle,
    bottom,
  };
}

/** One column, as high as the picture. */
function stackBoards({ nodes, shape }: LayoutInput, { board }: Columns): ReadonlyMap<string, Rect> {
  const heights = boardHeights(shape, nodes);
  let y: number = measures.captionHeight;
  return new Map(
    nodes.map(({ name }, index) => {
      const height = heights[index] ?? measures.board.height;
      const rect = { ...board, y, height };
      y += height + measures.board.gap;
      return [name, rect];
    }),
  );
}

/** More nodes make columns, so that the whole has about the shape of a window. */
function layoutFleet(nodes: LayoutInput['nodes'], columns: Columns): ReadonlyMap<string, Rect> {
  const { width, height, controlPlaneHeight } = measures.board;
  const large = nodes.length > fleet.smallMax;
  const workerHeight = large ? fleet.boardHeight : height;
  const gap = large ? fleet.gap : measures.board.gap;
  // Columns after the first keep the room in which sockets stand and traffic goes round.
  const pitch = width + measures.socket.outside + 60;
  const rows = Math.ceil(Math.sqrt((nodes.length * pitch) / (fleet.aspect * (workerHeight + gap))));
  const boards = new Map<string, Rect>();
  let y: number = measures.captionHeight;
  nodes.forEach(({ name, controlPlane }, index) => {
    if (index % rows === 0) y = measures.captionHeight;
    const x = columns.board.x + Math.floor(index / rows) * pitch;
    const high = controlPlane && !large ? controlPlaneHeight : workerHeight;
    boards.set(name, { x, y, width, height: high });
    y += high + gap;
  });
  return boards;
}

/** Services with a way in: the first at the middle, the next below and above it by turns. */
function layoutHubs(
  hubs: LayoutInput['hubs'],
  { hub: { x, width } }: Columns,
  middle: number,
): readonly (readonly [string, Rect])[] {
  const { height, gap } = measures.hub;
  return hubs.map(({ uid, slot }) => {
    const turn = slot % 2 === 1 ? Math.ceil(slot / 2) : -Math.ceil(slot / 2);
    return [uid, { x, y: middle - height / 2 + turn * (height + gap), width, height }];
  });
}

/** Services for the inside: a quiet list from the top down, compact when there are many. */
function layoutInnerHubs(hubs: LayoutInput['innerHubs'], { hub }: Columns): readonly (readonly [string, Rect])[] {
  const { height, compactHeight, gap } = measures.innerHub;
  const high = hubs.some(({ slot }) => slot >= 3) ? compactHeight : height;
  return hubs.map(({ uid, slot }) => [uid, { ...hub, y: measures.captionHeight + slot * (high + gap), height: high }]);
}

function clientRect({ client }: Columns, index: number, count: number, middle: number): Rect {
  const { height } = measures.client;
  const top = middle - (count * height + (count - 1) * measures.hub.gap) / 2;
  return { ...client, y: top + index * (height + measures.hub.gap), height };
}

/** Places at the bottom left, two in a row, the last row lowest. */
export function bottomLeft(
  count: number,
  bottom: number,
  { leftZone }: Columns,
  { height, gap }: { readonly height: number; readonly gap: number },
): readonly Rect[] {
  const rows = Math.ceil(count / 2);
  const width = Math.floor((leftZone - gap) / 2);
  return Array.from({ length: count }, (_, index) => ({
    x: (index % 2) * (leftZone - width),
    y: bottom - (rows - Math.floor(index / 2)) * (height + gap) + gap,
    width,
    height,
  }));
}
