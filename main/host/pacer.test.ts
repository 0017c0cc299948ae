import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND, START, type Micros } from '../engine/kernel/time.ts';
import { Pacer } from './pacer.ts';

const at = (us: number) => us as Micros;

describe('the pacer', () => {
  it('keeps virtual time at the speed asked for', () => {
    const pacer = new Pacer();
    pacer.setSpeed(2, 1000, START);
    pacer.play(1000, START);
    expect(pacer.target(1100, START)).toBe(200_000);
    expect(pacer.target(1200, at(200_000))).toBe(400_000);
  });

  it('stands still while paused', () => {
    const pacer = new Pacer();
    expect(pacer.target(5000, at(7))).toBe(7);
    pacer.play(5000, at(7));
    pacer.pause();
    expect(pacer.target(9000, at(7))).toBe(7);
  });

  it('has no end at full speed', () => {
    const pacer = new Pacer();
    pacer.setSpeed(0, 0, START);
    pacer.play(0, START);
    expect(pacer.target(10, START)).toBeUndefined();
  });

  it('gives up time that it could not keep up with: after a sleep of an hour it goes on from where it was', () => {
    const pacer = new Pacer();
    pacer.play(0, START);
    const hourMs = 3_600_000;
    const target = pacer.target(hourMs, START) ?? START;
    expect(target).toBeLessThanOrEqual(SECOND);
    expect(pacer.target(hourMs + 100, target)).toBe(target + 100_000);
  });

  it('says how long it takes until something is due', () => {
    const pacer = new Pacer();
    pacer.setSpeed(0.5, 0, START);
    expect(pacer.waitMs(START, at(1_000_000))).toBe(2000);
  });

  it('never goes back, whatever speeds, pauses and hiccups come', () => {
    const event = fc.oneof(
      fc.record({ speed: fc.double({ min: 0.1, max: 1000, noNaN: true }) }),
      fc.record({ waitMs: fc.integer({ min: 0, max: 5000 }) }),
      fc.constantFrom({ playing: true }, { playing: false }),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const pacer = new Pacer();
        let wallMs = 0;
        let now = START;
        for (const happening of events) {
          if ('speed' in happening) pacer.setSpeed(happening.speed, wallMs, now);
          else if ('waitMs' in happening) wallMs += happening.waitMs;
          else if (happening.playing) pacer.play(wallMs, now);
          else pacer.pause();
          const target = pacer.target(wallMs, now) ?? now;
          expect(target).toBeGreaterThanOrEqual(now);
          now = target;
        }
      }),
    );
  });
});
