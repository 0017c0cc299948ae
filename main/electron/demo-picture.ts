// Pictures of the page, taken when it shows what it should.
import type { BrowserWindow } from 'electron';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClockView } from '../../preload/contract/views.ts';

const PATIENCE_MS = 15_000;

/** A PNG of the window once it shows the moment of `clock` and has nothing left to draw; throws if it never does. */
export async function pictureAt(window: BrowserWindow, clock: ClockView): Promise<Buffer> {
  const wanted = `true ${clock.mode} ${String(clock.playing)} ${String(clock.seq)}`;
  const deadline = Date.now() + PATIENCE_MS;
  for (let shown = ''; shown !== wanted; shown = await pageState(window)) {
    if (Date.now() > deadline) throw new Error(`the page showed "${shown}" instead of "${wanted}"`);
    await sleep(20);
  }
  // What has just been put in place is drawn a frame later.
  await pageState(window);
  return (await window.webContents.capturePage()).toPNG();
}

/** What the page says of itself, two frames from now: whether it is idle, and which moment it shows. */
async function pageState(window: BrowserWindow): Promise<string> {
  const script = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => {
    const { mode, playing, seq } = document.querySelector('[data-testid="clock"]')?.dataset ?? {};
    return [document.documentElement.dataset.idle, mode, playing, seq].join(' ');
  })`;
  return String(await window.webContents.executeJavaScript(script));
}
