import { MILLISECOND } from '../../engine/kernel/time.ts';
import type { ApiClient } from '../api-client.ts';
import type { Surroundings } from '../kubectl/command.ts';
import { kubectl } from '../kubectl/kubectl.ts';

/** From the start of the program to its first request. */
const START_US = 50 * MILLISECOND;

/** Runs kubectl as a program that has to be started; answers its exit code. */
export async function startKubectl(
  args: readonly string[],
  surroundings: Surroundings,
  client: ApiClient,
): Promise<number> {
  await client.sleep(START_US, surroundings.signal);
  return kubectl(args, surroundings, client);
}
