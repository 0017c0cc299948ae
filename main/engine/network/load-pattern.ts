// How the rate of a load goes with time.
import type { LoadSpec } from '../../../preload/contract/inputs.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';

/** A rate is taken for steady for so long. */
const STEP_US = 100 * MILLISECOND;
/** Who has nothing to do for longer looks again then: ten minutes. */
const STEPS_MAX = 6_000;

/** Requests a second, `sinceUs` microseconds after the load was set. */
export function rateAt({ ratePerSecond, pattern }: LoadSpec, sinceUs: number): number {
  if (!pattern) return ratePerSecond;
  const seconds = sinceUs / SECOND;
  switch (pattern.kind) {
    case 'ramp': {
      const { fromPerSecond, overSeconds } = pattern;
      const share = overSeconds <= 0 ? 1 : Math.min(1, seconds / overSeconds);
      return fromPerSecond + share * (ratePerSecond - fromPerSecond);
    }
    case 'spike': {
      const { peakPerSecond, everySeconds, lastsSeconds } = pattern;
      return seconds % everySeconds >= everySeconds - lastsSeconds ? peakPerSecond : ratePerSecond;
    }
  }
}

/** How long until the next request is due, in microseconds: until the rate, added up, makes one. */
export function pauseUs(load: LoadSpec, sinceUs: number): number {
  if (!load.pattern) return SECOND / load.ratePerSecond;
  let owed = 1;
  for (let step = 0; step < STEPS_MAX; step++) {
    const rate = rateAt(load, sinceUs + step * STEP_US);
    const inStep = (rate * STEP_US) / SECOND;
    if (inStep >= owed) return step * STEP_US + (owed / rate) * SECOND;
    owed -= inStep;
  }
  return STEPS_MAX * STEP_US;
}
