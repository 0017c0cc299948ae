// Chance in tests: printed with every run, and repeated with KUBARIUM_E2E_SEED.
import { test } from '@playwright/test';

/** A seed for this test, written into the report. */
export function takeSeed(): number {
  const given = process.env['KUBARIUM_E2E_SEED'];
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  console.log(`${test.info().title}: KUBARIUM_E2E_SEED=${seed}`);
  return seed;
}

/** A whole number from `low` to `high`, both included. */
export type Dice = (low: number, high: number) => number;

/** The same numbers for the same seed. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32: small, and good enough to choose moments.
  return (low, high) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return low + (((mixed ^ (mixed >>> 14)) >>> 0) % (high - low + 1));
  };
}
