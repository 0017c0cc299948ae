// Where the arrow keys lead: to the nearest Pod in that direction.
import { centre, type Rect } from '../geometry.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Without a start, or with nothing in that direction, the first or the same. */
export function neighbour(
  rects: ReadonlyMap<string, Rect>,
  from: string | undefined,
  direction: Direction,
): string | undefined {
  const start = from === undefined ? undefined : rects.get(from);
  if (!start) return rects.keys().next().value;
  const origin = centre(start);
  let best: { readonly key: string; readonly cost: number } | undefined;
  for (const [key, rect] of rects) {
    if (key === from) continue;
    const { x, y } = centre(rect);
    const [along, aside] = components(x - origin.x, y - origin.y, direction);
    if (along <= 1) continue;
    // Straight ahead is worth more than near.
    const cost = along + 3 * Math.abs(aside);
    if (!best || cost < best.cost) best = { key, cost };
  }
  return best?.key ?? from;
}

function components(dx: number, dy: number, direction: Direction): readonly [along: number, aside: number] {
  switch (direction) {
    case 'left':
      return [-dx, dy];
    case 'right':
      return [dx, dy];
    case 'up':
      return [-dy, dx];
    case 'down':
      return [dy, dx];
  }
}
