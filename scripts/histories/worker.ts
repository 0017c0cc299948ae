// One process that plays histories: it is sent seeds and answers what was wrong with each.
import { BootedClusters } from '../../main/engine/testing/histories/booted.ts';
import type { Fault } from '../../main/engine/testing/histories/fault.ts';
import { verdictOf } from '../../main/engine/testing/histories/verdict.ts';

export interface Played {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

const booted = new BootedClusters();

process.on('message', (seed: number) => {
  const played: Played = { seed, faults: verdictOf(seed, booted) };
  process.send?.(played);
});
