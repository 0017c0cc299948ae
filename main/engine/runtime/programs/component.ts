// The cluster's own programs: they need a moment to come up, and then run until they are ended. What they do is done by
// the actor of the same name.
import type { Program } from './program.ts';
import { endsAtOnce } from './servers.ts';

/** The program `name`, which is up `startUs` after the start of its container. */
export function component(name: string, startUs: number): Program {
  return {
    run: (_process, state) =>
      state === undefined
        ? { state: 'starting', next: { waitUs: startUs } }
        : { state: 'up', component: name, next: 'stay' },
    signal: endsAtOnce,
  };
}
