// The machine at which a terminal stands.
import type { TerminalCluster } from '../cluster-client.ts';
import type { ProgramContext } from './program.ts';

/** What the person's own machine is called, which is none of the cluster's. */
export const OUTSIDE = 'outside';

/** Its name: as the shell has it, empty outside the cluster, or the first machine's for a terminal that stands nowhere. */
export function hostOf({ env }: ProgramContext, { cluster }: TerminalCluster): string {
  if (env.get('HOSTNAME') === OUTSIDE) return '';
  const names = cluster.runtime.machineNames();
  return names.find((name) => name === env.get('HOSTNAME')) ?? names[0] ?? '';
}
