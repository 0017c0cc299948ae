import { expect, test } from 'vitest';
import { around } from '../geometry.ts';
import { margin, shapeFor } from './shape.ts';
import { layoutStage } from './stage-layout.ts';

const nodes = ['master231', 'worker232', 'worker233'].map((name) => ({ name, controlPlane: name === 'master231' }));
const of = (width: number, height: number) =>
  layoutStage({
    shape: shapeFor({ width, height }, nodes),
    nodes,
    hubs: [],
    innerHubs: [],
    clients: [],
    placed: new Map(),
  });

// The stage at windows of 1280 x 800, 1440 x 900 and 1920 x 1080, without and with the inspector.
test.each([
  [1230, 548],
  [942, 548],
  [1390, 626],
  [1042, 626],
  [1870, 766],
  [1522, 766],
])('at %i x %i the picture fills the stage, and text is not made smaller', (width, height) => {
  const { boards, bottom } = of(width, height);
  const picture = around([{ x: 0, y: 0, width: 1, height: bottom }, ...boards.values()]);
  const [across, down] = [(width - 2 * margin) / picture.width, (height - 2 * margin) / picture.height];
  expect(Math.min(across, down)).toBeGreaterThanOrEqual(1);
  expect(Math.max(across, down) / Math.min(across, down)).toBeLessThan(1.06);
});

test('a window a little larger changes nothing', () => {
  expect(of(1233, 549)).toEqual(of(1230, 548));
});

test.each([5, 23, 200, 201, 5000])('%i nodes stand in columns of about the shape of a window', (count) => {
  const { boards, columns } = layoutStage({
    shape: shapeFor({ width: 1230, height: 548 }, []),
    nodes: Array.from({ length: count }, (_, index) => ({ name: `n${index}`, controlPlane: index === 0 })),
    hubs: [],
    innerHubs: [],
    clients: [],
    placed: new Map(),
  });
  const rects = [...boards.values()];
  expect(rects).toHaveLength(count);
  const { width, height } = around(rects);
  expect(width / height).toBeGreaterThan(count < 10 ? 1 : 1.7);
  expect(width / height).toBeLessThan(count < 10 ? 4 : 2.7);
  expect(Math.min(...rects.map(({ x }) => x))).toBe(columns.board.x);
  rects.slice(1).forEach((rect, index) => {
    const above = rects[index]!;
    expect(rect.x > above.x || rect.y >= above.y + above.height).toBe(true);
  });
});
