import { MILLISECOND } from '../../engine/kernel/time.ts';
import type { ApiClient } from '../api-client.ts';
import type { Surroundings } from '../kubectl/command.ts';
import { kubectl } from '../kubectl/kubectl.ts';

/** From the start of the program to its first request. */
export const START_US = 50 * MILLISECOND;

/** Runs kubectl as a program that has to be started, for so many microseconds; answers its exit code. */
export async function startKubectl(
  args: readonly string[],
  surroundings: Surroundings,
  client: ApiClient,
  startUs = START_US,
): Promise<number> {
  if (startUs > 0) await client.sleep(startUs, surroundings.signal);
  return kubectl(args, surroundings, client);
}
