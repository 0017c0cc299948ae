import { expect, test } from 'vitest';
import { contains, type Point, type Rect } from '../geometry.ts';
import { layoutBoard, pathToSlot, slotRect } from './board-layout.ts';
import { measured, pointAt, smooth } from './routes.ts';

const board = (app: { columns: number; rows: number }) =>
  layoutBoard({ x: 0, y: 0, width: 752, height: 188 }, { controlPlane: false, app, appPods: 1, systemSlots: 3 });

const shapes = [
  { columns: 3, rows: 2 },
  { columns: 4, rows: 3 },
  { columns: 6, rows: 4 },
  { columns: 8, rows: 5 },
  { columns: 10, rows: 6 },
];

function shrunk({ x, y, width, height }: Rect): Rect {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

function samples(points: readonly Point[]): readonly Point[] {
  const route = measured(points);
  return Array.from({ length: 101 }, (_, index) => pointAt(route, index / 100));
}

test.each(shapes)('in a grid of $columns by $rows no line crosses a tile', (shape) => {
  const { app, ...rest } = board(shape);
  const slots = Array.from({ length: shape.columns * shape.rows }, (_, slot) => slot);
  for (const slot of slots) {
    const way = samples(smooth(pathToSlot({ app, ...rest }, app, slot)));
    for (const other of slots) {
      expect(
        way.some((point) => contains(shrunk(slotRect(app, other)), point)),
        `to ${slot} over ${other}`,
      ).toBe(false);
    }
  }
});

test('tiles do not overlap and stay on their board', () => {
  for (const shape of shapes) {
    const { app, rect } = board(shape);
    const tiles = Array.from({ length: shape.columns * shape.rows }, (_, slot) => slotRect(app, slot));
    for (const tile of tiles) {
      expect(contains(rect, tile)).toBe(true);
      expect(contains(rect, { x: tile.x + tile.width, y: tile.y + tile.height })).toBe(true);
      expect(
        tiles.filter((other) => other !== tile && contains(shrunk(other), { x: tile.x + 2, y: tile.y + 2 })),
      ).toEqual([]);
    }
  }
});

test('a packet moves evenly along its way', () => {
  const route = measured([
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
  ]);
  expect(pointAt(route, 0)).toEqual({ x: 0, y: 0 });
  expect(pointAt(route, 0.25)).toEqual({ x: 50, y: 0 });
  expect(pointAt(route, 0.75)).toEqual({ x: 100, y: 50 });
  expect(pointAt(route, 1)).toEqual({ x: 100, y: 100 });
});
