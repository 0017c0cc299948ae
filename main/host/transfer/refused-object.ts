// What is done for the person who imports, and what the API says to it.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { Outcome } from '../../../preload/contract/problems.ts';
import { refusal } from '../refusals.ts';

/** On whose account an import is on record. */
export const PERSON = 'person';

/** What the API refused, with its own words and the place in the dump. */
export function refusedObject(status: ApiStatus, where: string): Outcome<never> {
  const refused = refusal(status, where);
  if (refused.ok) return refused;
  const hint = 'No session was made. Mend this object, or take it out of the dump.';
  return { ok: false, problem: { ...refused.problem, hint } };
}
