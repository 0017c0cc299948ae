// Where the window was, as far as it can be seen there still.
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import type { Remembered } from './preferences.ts';
import type { JsonFile } from './json-file.ts';

const WIDTH = 1400;
const HEIGHT = 900;
/** How much of a remembered window must lie on a display, in pixels each way. */
const VISIBLE_MIN = 120;

export function startBounds({ bounds }: Remembered): Partial<Rectangle> {
  if (bounds && screen.getAllDisplays().some(({ workArea }) => overlaps(bounds, workArea))) return bounds;
  const { width, height } = screen.getPrimaryDisplay().workArea;
  return { width: Math.min(WIDTH, width), height: Math.min(HEIGHT, height) };
}

/** Writes the window's place when it closes. */
export function rememberBounds(window: BrowserWindow, remembered: JsonFile<Remembered>): void {
  window.on('close', () => {
    remembered.set({ ...remembered.value, bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= VISIBLE_MIN && height >= VISIBLE_MIN;
}
