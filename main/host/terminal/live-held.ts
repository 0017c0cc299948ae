// The living cluster as the programs of a terminal hold it: what they do counts at once, and is told once it is on record.
import type { TerminalCluster } from '../../shell/terminal/cluster-client.ts';
import type { LiveWorld } from '../api/live-world.ts';
import type { SessionHost } from '../session-host.ts';

/** Whom the journal names for what is done in a terminal. */
export const CALLER = 'terminal';

export function heldLive(host: SessionHost, world: LiveWorld): TerminalCluster {
  return {
    get cluster() {
      return world.cluster;
    },
    get logBook() {
      return world.logBook;
    },
    sleepers: world.sleepers,
    // Of a script it is a person's; here it is told apart from what is done by hand.
    submit: (input, caller) => host.submitNow(input, caller === 'person' ? CALLER : caller),
  };
}
