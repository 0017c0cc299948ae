// The shape of the picture: as wide and as high as the window has room, so that it fills the stage, and so large that
// its smallest text stays readable. It comes in steps, so that a window a little larger changes nothing.
import { measures } from './measures.ts';

export interface Shape {
  readonly width: number;
  readonly height: number;
}

interface Column {
  readonly x: number;
  readonly width: number;
}

/** The zones from the left to the right. */
export interface Columns {
  readonly client: Column;
  readonly hub: Column;
  readonly board: Column;
  /** Width of everything left of the boards. */
  readonly leftZone: number;
}

/** Screen pixels around the picture. */
export const margin = 14;
/** Fitting never enlarges further than this: three nodes on a wall-sized screen are large enough. */
export const fitMax = 2.2;

const narrow = 900;
const wide = 1100;
const widthMax = 1640;
const steps = { width: 20, height: 10 };
/** Boards of workers are no lower than this: two rows of Pods that tell their address. */
const workerMin = 182;
/** With three of them or more. */
const crowdedWorkerMin = 150;

/** @param size of the stage in CSS pixels */
export function shapeFor(size: Shape, nodes: readonly { readonly controlPlane: boolean }[]): Shape {
  const [width, height] = [size.width - 2 * margin, size.height - 2 * margin];
  const lowest = heightMin(nodes);
  const scale = Math.min(fitMax, Math.max(1, Math.min(width / narrow, height / lowest)));
  return {
    width: Math.min(widthMax, Math.max(narrow, stepped(width / scale, steps.width))),
    height: Math.max(lowest, stepped(height / scale, steps.height)),
  };
}

/** The left zones give way before the boards do. */
export function columnsOf({ width }: Shape): Columns {
  const room = Math.min(1, Math.max(0, (width - narrow) / (wide - narrow)));
  const between = (least: number, most: number): number => Math.round(least + (most - least) * room);
  const client = { x: 0, width: between(104, 148) };
  const hub = { x: client.width + between(10, 18), width: between(150, 166) };
  const leftZone = hub.x + hub.width;
  const x = leftZone + between(60, 68);
  return { client, hub, leftZone, board: { x, width: width - x } };
}

/** The heights of boards that stand in one column: control planes need little, workers share what is left. */
export function boardHeights(shape: Shape, nodes: readonly { readonly controlPlane: boolean }[]): readonly number[] {
  const workers = nodes.filter(({ controlPlane }) => !controlPlane).length;
  const growing = workers === 0 ? nodes.length : workers;
  const more = Math.max(0, Math.floor((shape.height - heightMin(nodes)) / Math.max(1, growing)));
  return nodes.map((node) => leastOf(node, workers) + (node.controlPlane && workers > 0 ? 0 : more));
}

function heightMin(nodes: readonly { readonly controlPlane: boolean }[]): number {
  const workers = nodes.filter(({ controlPlane }) => !controlPlane).length;
  const boards = nodes.reduce((sum, node) => sum + leastOf(node, workers) + measures.board.gap, 0);
  return Math.max(420, measures.captionHeight + boards - measures.board.gap);
}

function leastOf({ controlPlane }: { readonly controlPlane: boolean }, workers: number): number {
  if (controlPlane) return measures.board.controlPlaneHeight;
  return workers > 2 ? crowdedWorkerMin : workerMin;
}

function stepped(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
