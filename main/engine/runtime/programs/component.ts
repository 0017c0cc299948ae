// The cluster's own programs: they need a moment to come up, and then run until they are ended. What they do is done by
// the actor of the same name.
import type { ProgramSpec } from '../catalogue.ts';
import type { Program } from './program.ts';
import { endsAtOnce, response } from './servers.ts';

type ComponentSpec = Omit<Extract<ProgramSpec, { readonly type: 'component' }>, 'type'>;

/**
 * The program `name`, which is up `startUs` after the start of its container. It listens on `ports` from then on and says
 * there that all is well, at `grpcPorts` by gRPC.
 */
export function component({ component: name, startUs, ports = [], grpcPorts = [] }: ComponentSpec): Program {
  return {
    run: (_process, state) =>
      state === undefined
        ? { state: 'starting', next: { waitUs: startUs } }
        : { state: 'up', component: name, ...(ports.length > 0 && { listens: ports }), next: 'stay' },
    signal: endsAtOnce,
    ...(ports.length > 0 && { answer: (process) => response(process, 200, 'text/plain; charset=utf-8', 'ok', name) }),
    health: (_process, service, _state, port) => {
      if (!grpcPorts.includes(port)) return undefined;
      return service === '' ? 'SERVING' : 'unknown service';
    },
  };
}
