// The cluster's own programs: they need a moment to come up, and then run until they are ended. What they do is done by
// the actor of the same name.
import type { Program } from './program.ts';
import { endsAtOnce, response } from './servers.ts';

/**
 * The program `name`, which is up `startUs` after the start of its container. It listens on `ports` from then on and says
 * there that all is well.
 */
export function component(name: string, startUs: number, ports: readonly number[] = []): Program {
  return {
    run: (_process, state) =>
      state === undefined
        ? { state: 'starting', next: { waitUs: startUs } }
        : { state: 'up', component: name, ...(ports.length > 0 && { listens: ports }), next: 'stay' },
    signal: endsAtOnce,
    ...(ports.length > 0 && { answer: (process) => response(process, 200, 'text/plain; charset=utf-8', 'ok', name) }),
  };
}
