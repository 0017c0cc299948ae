// The way a request takes over the stage: from the client through its Service's hub to the socket of the node that it
// came to, from there perhaps to another node, and along that board's lanes to the Pod. Curves outside, lanes inside.
import { bisectLeft } from 'd3';
import type { RequestView } from '../../../preload/contract/views.ts';
import { centre, type Point, type Rect } from '../geometry.ts';
import { pathToSlot } from './board-layout.ts';
import { measures } from './measures.ts';
import { tileOf, type Board, type StageModel, type Tile } from './stage-model.ts';

export interface Route {
  readonly points: readonly Point[];
  /** Length of the way up to each point, in stage units. */
  readonly lengths: readonly number[];
}

const curveSteps = 18;

/** Undefined when the client is not on the stage. */
export function routeOf(model: StageModel, request: RequestView): Route | undefined {
  const card = model.clients.find(({ client }) => client.name === request.client);
  if (!card) return undefined;
  const points: Point[] = [];
  const nodes = request.hops.filter((hop) => hop.at === 'node').map((hop) => hop.id);
  const port = Number(request.destination.split(':').at(-1));
  const [first, ...others] = nodes.flatMap((name) => model.boards.get(name) ?? []);
  addApproach(
    points,
    model,
    rightOf(card.rect),
    first ?? boardByAddress(model, request.destination),
    port,
    first !== undefined,
  );
  let board = first;
  for (const next of others) {
    if (board) points.push(...bracket(board.layout.entry, next.layout.entry));
    board = next;
  }
  const tile = board && takerOf(model, board, request);
  if (tile && board) points.push(...smooth(pathInside(board, tile)));
  // What the node itself refuses, and what was sent to a Pod that is not there any more, ends just inside the board.
  else if (board) points.push({ x: board.layout.entry.x + measures.lane, y: board.layout.entry.y });
  return measured(points);
}

/** The Pod that took the request, or the one that refused it: behind the address there is somebody, who does not listen. */
function takerOf(model: StageModel, board: Board, { backend, hops, podUid }: RequestView): Tile | undefined {
  const taker = hops.find((hop) => hop.at === 'pod');
  if (taker) return tileOf(model, podUid ?? taker.id);
  const ip = backend?.slice(0, backend.lastIndexOf(':'));
  if (ip === undefined || ip === board.node.ip) return undefined;
  return board.tiles.find(({ pod }) => pod.ip === ip);
}

function addApproach(
  points: Point[],
  model: StageModel,
  from: Point,
  board: Board | undefined,
  port: number,
  arrives: boolean,
): void {
  const hub = [...model.hubs.values()].find(({ nodePorts }) => nodePorts.includes(port));
  const socket = board?.sockets.find((one) => one.port === port);
  const target = socket ? leftOf(socket.rect) : board?.layout.entry;
  if (hub) points.push(...curve(from, leftOf(hub.rect)));
  const start = hub ? rightOf(hub.rect) : from;
  if (!target) return void points.push(start);
  const way = curve(start, target);
  // What never reached the node ends before it.
  points.push(...(arrives ? way : way.slice(0, Math.ceil(way.length * 0.8))));
  if (arrives && board) points.push(board.layout.entry);
}

function boardByAddress(model: StageModel, destination: string): Board | undefined {
  const ip = destination.slice(0, destination.lastIndexOf(':'));
  return [...model.boards.values()].find(({ node }) => node.ip === ip);
}

export function pathInside(board: Board, tile: { readonly system: boolean; readonly slot: number }): readonly Point[] {
  return pathToSlot(board.layout, tile.system ? board.layout.system : board.layout.app, tile.slot);
}

/** The point of a route after a share of its length, 0 to 1. */
export function pointAt({ points, lengths }: Route, share: number): Point {
  const wanted = share * (lengths.at(-1) ?? 0);
  const index = bisectLeft(lengths, wanted, 1, lengths.length - 1);
  const [from, to] = [points[index - 1], points[index]];
  if (!from || !to) return from ?? { x: 0, y: 0 };
  const [start, end] = [lengths[index - 1] ?? 0, lengths[index] ?? 0];
  const within = end === start ? 1 : (wanted - start) / (end - start);
  return { x: from.x + (to.x - from.x) * within, y: from.y + (to.y - from.y) * within };
}

export function measured(points: readonly Point[]): Route {
  const lengths = [0];
  points.slice(1).forEach((point, index) => {
    const before = points[index];
    lengths.push((lengths[index] ?? 0) + (before ? Math.hypot(point.x - before.x, point.y - before.y) : 0));
  });
  return { points, lengths };
}

/** From left to right with level ends. */
export function curve(from: Point, to: Point): readonly Point[] {
  const reach = Math.max(24, Math.abs(to.x - from.x) / 2);
  return bezier(from, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y }, to);
}

/** Out of one board's left edge and into another's. */
function bracket(from: Point, to: Point): readonly Point[] {
  const x = Math.min(from.x, to.x) - 26 - Math.min(18, Math.abs(to.y - from.y) / 20);
  return bezier(from, { x, y: from.y }, { x, y: to.y }, to);
}

/** How much each of the four points of a curve counts at each step. */
const curveWeights = Array.from({ length: curveSteps + 1 }, (_, step) => {
  const t = step / curveSteps;
  const s = 1 - t;
  return [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t] as const;
});

function bezier(a: Point, b: Point, c: Point, d: Point): readonly Point[] {
  return curveWeights.map(([wa, wb, wc, wd]) => ({
    x: wa * a.x + wb * b.x + wc * c.x + wd * d.x,
    y: wa * a.y + wb * b.y + wc * c.y + wd * d.y,
  }));
}

/** Takes the sharpness from corners. */
export function smooth(points: readonly Point[], radius = 7): readonly Point[] {
  const result: Point[] = [];
  points.forEach((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return void result.push(point);
    const start = toward(point, before, radius);
    const end = toward(point, after, radius);
    result.push(start, { x: (start.x + end.x + 2 * point.x) / 4, y: (start.y + end.y + 2 * point.y) / 4 }, end);
  });
  return result;
}

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(0.5, distance / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

export function leftOf(rect: Rect): Point {
  return { x: rect.x, y: centre(rect).y };
}

export function rightOf(rect: Rect): Point {
  return { x: rect.x + rect.width, y: centre(rect).y };
}
