// Everything that is wrong with the history of a seed: rules broken and, for some seeds, laws of the engine too, which
// take a second playing.
import type { BootedClusters } from './booted.ts';
import type { Fault } from './fault.ts';
import { historyOf } from './generate.ts';
import { lawFaults } from './laws.ts';
import { faultsOf } from './play.ts';

/** Every so many seeds the laws are looked at. */
const LAWS_EVERY = 10;

export function verdictOf(seed: number, booted: BootedClusters): readonly Fault[] {
  const history = historyOf(seed);
  const faults = faultsOf(history, booted.fresh(seed));
  return seed % LAWS_EVERY === 0 ? [...faults, ...lawFaults(history, booted)] : faults;
}
