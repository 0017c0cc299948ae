// Virtual against wall time: how far the clock should be by now. Time that could not be kept up with, or that passed
// while the computer slept, is not made up for: the pacer just goes on from where the cluster is.
import { after, type Micros } from '../engine/kernel/time.ts';

/** How far behind wall time the cluster may fall before that time is given up, in milliseconds. */
const LAG_MAX_MS = 500;
export const SPEED_MAX = 1000;

export class Pacer {
  #playing = false;
  /** Virtual seconds a second; 0 is as fast as it goes. */
  #speed = 1;
  #anchorMs = 0;
  #anchorUs = 0 as Micros;

  get playing(): boolean {
    return this.#playing;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Begins to count from the moment `now` at `wallMs`. */
  play(wallMs: number, now: Micros): void {
    this.#playing = true;
    this.#anchor(wallMs, now);
  }

  pause(): void {
    this.#playing = false;
  }

  setSpeed(speed: number, wallMs: number, now: Micros): void {
    this.#speed = Math.min(Math.max(speed, 0), SPEED_MAX);
    this.#anchor(wallMs, now);
  }

  /** Where the clock should be at `wallMs`, when it is at `now`; undefined when no end is set. */
  target(wallMs: number, now: Micros): Micros | undefined {
    if (!this.#playing) return now;
    if (this.#speed === 0) return undefined;
    const target = after(this.#anchorUs, Math.max(0, wallMs - this.#anchorMs) * 1000 * this.#speed);
    if (target - now <= LAG_MAX_MS * 1000 * this.#speed) return target;
    const most = after(now, LAG_MAX_MS * 1000 * this.#speed);
    this.#anchor(wallMs, most);
    return most;
  }

  /** How many milliseconds of wall time it takes until the clock is at `due`, when it is at `now`. */
  waitMs(now: Micros, due: Micros): number {
    return this.#speed === 0 ? 0 : Math.max(0, (due - now) / 1000 / this.#speed);
  }

  #anchor(wallMs: number, now: Micros): void {
    this.#anchorMs = wallMs;
    this.#anchorUs = now;
  }
}
