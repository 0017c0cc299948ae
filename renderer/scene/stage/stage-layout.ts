// Where boards, hubs and clients stand by default: outside on the left, the way in in the middle, nodes on the right.
// It depends on the names of what is there alone, so that it never jumps; what the person placed stays there.
import type { Point, Rect } from '../geometry.ts';
import { leftZone, measures } from './measures.ts';

export interface LayoutInput {
  /** In the order in which they stand. */
  readonly nodes: readonly { readonly name: string; readonly controlPlane: boolean }[];
  /** UIDs with their slots. */
  readonly hubs: readonly { readonly uid: string; readonly slot: number }[];
  readonly innerHubs: readonly { readonly uid: string; readonly slot: number }[];
  readonly clients: readonly string[];
  readonly placed: ReadonlyMap<string, Point>;
}

export interface StageLayout {
  readonly boards: ReadonlyMap<string, Rect>;
  readonly hubs: ReadonlyMap<string, Rect>;
  readonly clients: ReadonlyMap<string, Rect>;
  /** The height of the way in. */
  readonly middle: number;
  /** Bottom of the default layout. */
  readonly bottom: number;
}

export function layoutStage(input: LayoutInput): StageLayout {
  const boards = layoutBoards(input.nodes);
  const bottom = Math.max(...[...boards.values()].map((rect) => rect.y + rect.height), 420);
  const middle = Math.round((measures.captionHeight + bottom) / 2);
  const place = (key: string, rect: Rect): Rect => ({ ...rect, ...input.placed.get(key) });
  const hubs = [...layoutHubs(input.hubs, middle), ...layoutInnerHubs(input.innerHubs)];
  return {
    boards: new Map([...boards].map(([name, rect]) => [name, place(`node:${name}`, rect)])),
    hubs: new Map(hubs.map(([uid, rect]) => [uid, place(`service:${uid}`, rect)])),
    clients: new Map(
      input.clients.map((name, index) => [
        name,
        place(`client:${name}`, clientRect(index, input.clients.length, middle)),
      ]),
    ),
    middle,
    bottom,
  };
}

/** Up to four nodes stand in one column; more make columns, so that the whole is about twice as wide as high. */
function layoutBoards(nodes: LayoutInput['nodes']): ReadonlyMap<string, Rect> {
  const { x, width, height, controlPlaneHeight, gap } = measures.board;
  const rows = nodes.length <= 4 ? 4 : Math.ceil(Math.sqrt(nodes.length * 2));
  return new Map(
    nodes.map(({ name, controlPlane }, index) => {
      const column = Math.floor(index / rows);
      const above = nodes.slice(column * rows, index).map((node) => (node.controlPlane ? controlPlaneHeight : height));
      const y = measures.captionHeight + above.reduce((sum, one) => sum + one + gap, 0);
      // Columns after the first keep the room in which sockets stand and traffic goes round.
      const left = x + column * (width + measures.socket.outside + 60);
      return [name, { x: left, y, width, height: controlPlane ? controlPlaneHeight : height }];
    }),
  );
}

/** Services with a way in: the first at the middle, the next below and above it by turns. */
function layoutHubs(hubs: LayoutInput['hubs'], middle: number): readonly (readonly [string, Rect])[] {
  const { x, width, height, gap } = measures.hub;
  return hubs.map(({ uid, slot }) => {
    const turn = slot % 2 === 1 ? Math.ceil(slot / 2) : -Math.ceil(slot / 2);
    return [uid, { x, y: middle - height / 2 + turn * (height + gap), width, height }];
  });
}

/** Services for the inside: a quiet list from the top down, compact when there are many. */
function layoutInnerHubs(hubs: LayoutInput['innerHubs']): readonly (readonly [string, Rect])[] {
  const { height, compactHeight, gap } = measures.innerHub;
  const high = hubs.some(({ slot }) => slot >= 3) ? compactHeight : height;
  return hubs.map(({ uid, slot }) => [
    uid,
    { x: measures.hub.x, y: measures.captionHeight + slot * (high + gap), width: measures.hub.width, height: high },
  ]);
}

function clientRect(index: number, count: number, middle: number): Rect {
  const { x, width, height } = measures.client;
  const top = middle - (count * height + (count - 1) * measures.hub.gap) / 2;
  return { x, y: top + index * (height + measures.hub.gap), width, height };
}

/** Places at the bottom left, two in a row, the last row lowest. */
export function bottomLeft(
  count: number,
  bottom: number,
  size: { readonly width: number; readonly height: number; readonly gap: number },
): readonly Rect[] {
  const rows = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, index) => ({
    x: (index % 2) * (leftZone - size.width),
    y: bottom - (rows - Math.floor(index / 2)) * (size.height + size.gap) + size.gap,
    width: size.width,
    height: size.height,
  }));
}
