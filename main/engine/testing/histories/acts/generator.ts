// How the generators of acts are put together: each has a weight, and chance picks one.
import type { RandomStream } from '../../../kernel/random.ts';
import type { Act } from '../step.ts';

export interface Generator {
  /** How often it is picked, compared with the others. */
  readonly weight: number;
  /** Whether it makes something that was not there: histories begin with a few of these. */
  readonly creates?: boolean;
  make(random: RandomStream): Act;
}

/** Lets one of the generators make an act. */
export function oneOf(generators: readonly Generator[], random: RandomStream): Act {
  let left = random.int(
    1,
    generators.reduce((sum, { weight }) => sum + weight, 0),
  );
  const picked = generators.find(({ weight }) => (left -= weight) <= 0);
  if (!picked) throw new Error('histories: no generator has a weight');
  return picked.make(random);
}
