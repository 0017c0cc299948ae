// The machine at which a terminal stands.
import type { TerminalCluster } from '../cluster-client.ts';
import type { ProgramContext } from './program.ts';

/** Its name: as the shell has it, or the first machine's for a terminal that stands nowhere. */
export function hostOf({ env }: ProgramContext, { cluster }: TerminalCluster): string {
  const names = cluster.runtime.machineNames();
  return names.find((name) => name === env.get('HOSTNAME')) ?? names[0] ?? '';
}
