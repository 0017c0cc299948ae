import type { ClockView } from '../../preload/contract/views.ts';
import type { Caller } from './caller.ts';

const start: ClockView = { mode: 'live', playing: false, speed: 1, timeUs: 0, seq: 0, headUs: 0, headSeq: 0 };

/** What the transport offers; 0 is as fast as it goes. */
export const speeds: readonly number[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 100, 0];

/** While time just passes this often is enough to show it. */
const shownEveryMs = 250;

/** Where in time the window is, and how to go elsewhere. */
export class ClockStore {
  view = $state.raw<ClockView>(start);
  live = $derived(this.view.mode === 'live');
  private readonly caller: Caller;
  private wanted: number | undefined;
  private seeking = false;
  private shownMs = 0;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  take(view: ClockView): void {
    const nowMs = performance.now();
    if (nowMs - this.shownMs < shownEveryMs && onlyRunsOn(this.view, view)) return;
    this.shownMs = nowMs;
    this.view = view;
  }

  toggle(): void {
    void this.caller.call(this.view.playing ? 'clock:pause' : 'clock:play', {});
  }

  step(direction: 'forward' | 'back'): void {
    void this.caller.call('clock:step', { direction });
  }

  setSpeed(speed: number): void {
    void this.caller.call('clock:set-speed', { speed });
  }

  goLive(): void {
    this.wanted = undefined;
    void this.caller.call('clock:go-live', {});
  }

  /** Latest wins: while one seek is under way only the newest wish is kept. */
  seek(timeUs: number): void {
    this.wanted = Math.min(Math.max(0, timeUs), this.view.headUs);
    if (!this.seeking) void this.seekOn();
  }

  private async seekOn(): Promise<void> {
    this.seeking = true;
    while (this.wanted !== undefined) {
      const timeUs = this.wanted;
      this.wanted = undefined;
      await this.caller.call('clock:seek', { timeUs });
    }
    this.seeking = false;
  }
}

function onlyRunsOn(before: ClockView, after: ClockView): boolean {
  return (
    before.mode === after.mode &&
    before.playing &&
    after.playing &&
    before.speed === after.speed &&
    after.timeUs >= before.timeUs
  );
}
