// What a frame of the gallery's stage takes in the real window, without a GPU.
import type { Page } from '@playwright/test';
import { idle } from '../e2e/harness/idle.ts';
import type { Desktop } from '../e2e/harness/desktop.ts';
import { percentile } from './measuring.ts';
import { onDesktop } from './window.ts';

const size = { width: 1280, height: 800 };
const settleMs = 4_000;
const watchedMs = 8_000;

export interface Scene {
  readonly nodes: number;
  readonly pods: number;
  /** Requests under way at any time; without them nothing moves by itself. */
  readonly packets?: number;
  /** The camera goes in and out a little, in every frame. */
  readonly zooming?: boolean;
}

/**
 * Milliseconds that 95 of 100 frames stay below. A frame that came in time (its display's next) counts from when it was
 * due to when the page was through with it: scripts, layout and drawing on the canvases. One that came late counts as
 * the time since the frame before, so that what the compositor takes is in it as soon as it is too much.
 */
export function frameMs(scene: Scene): Promise<number> {
  return onDesktop(async (desktop) => {
    await desktop.start();
    await desktop.resize(size.width, size.height);
    const page = await openGallery(desktop, scene);
    await watch(page, settleMs, scene.zooming ?? false);
    return percentile(await watch(page, watchedMs, scene.zooming ?? false), 0.95);
  });
}

async function openGallery(desktop: Desktop, { nodes, pods, packets }: Scene): Promise<Page> {
  const traffic = packets === undefined ? 'still' : `packets=${packets}`;
  const url = `app://kubarium/gallery.html?page=stage&nodes=${nodes}&pods=${pods}&${traffic}`;
  await desktop.app.evaluate(({ BrowserWindow }, address) => BrowserWindow.getAllWindows()[0]?.loadURL(address), url);
  const page = await desktop.page();
  await idle(page);
  return page;
}

/** What each frame took, for so long. */
function watch(page: Page, forMs: number, zooming: boolean): Promise<readonly number[]> {
  return page.evaluate(
    async ({ lastsMs, zoom }) => {
      const onTimeMs = 17;
      const took: number[] = [];
      const stage = document.querySelector('[data-testid=stage]');
      const through = new MessageChannel();
      const beganMs = performance.now();
      let dueMs = 0;
      let lateMs = 0;
      // A message is taken after the page has been drawn.
      through.port1.onmessage = () => took.push(lateMs > 0 ? lateMs : performance.now() - dueMs);
      while (performance.now() - beganMs < lastsMs) {
        const nowMs = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        lateMs = dueMs > 0 && nowMs - dueMs > onTimeMs ? nowMs - dueMs : 0;
        dueMs = nowMs;
        through.port2.postMessage(undefined);
        if (!zoom || !stage) continue;
        const { x, y, width, height } = stage.getBoundingClientRect();
        const deltaY = 12 * Math.sin((nowMs - beganMs) / 400);
        const at = { clientX: x + width / 2, clientY: y + height / 2 };
        stage.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY, bubbles: true, cancelable: true }));
      }
      return took.slice(1);
    },
    { lastsMs: forMs, zoom: zooming },
  );
}
