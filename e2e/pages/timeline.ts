// The timeline and its transport: where in time the window is, and how to go elsewhere.
import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';

export const SECOND_US = 1_000_000;

/** How often the clock is looked at while time is to pass. */
const LOOK_MS = 50;

export class Timeline {
  readonly canvas: Locator;
  readonly clock: Locator;
  readonly mode: Locator;
  readonly play: Locator;
  readonly toLive: Locator;
  readonly speed: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByTestId('timeline');
    this.clock = page.getByTestId('clock');
    this.mode = page.getByTestId('clock-mode');
    this.play = page.getByTestId('clock-play');
    this.toLive = page.getByTestId('clock-live');
    this.speed = page.getByTestId('clock-speed');
  }

  /** The moment shown, in virtual microseconds. */
  async now(): Promise<number> {
    return Number(await this.clock.getAttribute('data-time-us'));
  }

  /** The end of history, in virtual microseconds. */
  async head(): Promise<number> {
    return Number(await this.clock.getAttribute('data-head-us'));
  }

  /** Number of the newest record shown. */
  async seq(): Promise<number> {
    return Number(await this.clock.getAttribute('data-seq'));
  }

  async isPlaying(): Promise<boolean> {
    return (await this.clock.getAttribute('data-playing')) === 'true';
  }

  /** Virtual seconds a second; 0 is as fast as it goes. */
  async setSpeed(speed: number): Promise<void> {
    await this.speed.selectOption(String(speed));
    await expect(this.speed).toHaveValue(String(speed));
  }

  async pause(): Promise<void> {
    if (await this.isPlaying()) await this.play.click();
    await expect(this.clock).toHaveAttribute('data-playing', 'false');
  }

  async resume(): Promise<void> {
    if (!(await this.isPlaying())) await this.play.click();
    await expect(this.clock).toHaveAttribute('data-playing', 'true');
  }

  /** Waits until the moment shown is past `timeUs`. */
  async waitPast(timeUs: number, timeoutMs = 20_000): Promise<void> {
    const options = { message: 'the moment shown', timeout: timeoutMs, intervals: [LOOK_MS] };
    await expect.poll(() => this.now(), options).toBeGreaterThan(timeUs);
  }

  /** Lets `seconds` of virtual time pass from the moment shown. */
  async pass(seconds: number): Promise<void> {
    await this.waitPast((await this.now()) + seconds * SECOND_US);
  }

  async stepBack(): Promise<void> {
    await this.page.getByTestId('clock-back').click();
    await idle(this.page);
  }

  async stepForward(): Promise<void> {
    await this.page.getByTestId('clock-forward').click();
    await idle(this.page);
  }

  /** Puts the playhead with the mouse at `share` (0 to 1) of what has happened, by a drag from the right. */
  async scrubTo(share: number): Promise<void> {
    const box = await this.canvas.boundingBox();
    if (!box) throw new Error('the timeline is folded');
    const labels = Number(await this.canvas.getAttribute('data-labels'));
    // All of time is shown with a little room after the end; 0.9 of the width is certainly before the end.
    const span = (box.width - labels) * 0.9;
    const y = box.y + 12;
    await this.page.mouse.move(box.x + labels + span, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + labels + span * share, y, { steps: 5 });
    await this.page.mouse.up();
    await idle(this.page);
  }
}
