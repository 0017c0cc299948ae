// The API server for real clients, as the window switches it.
import { succeed } from '../../../preload/contract/problems.ts';
import type { Handlers } from './handlers.ts';

type ServerCall = 'server:get' | 'server:start' | 'server:stop' | 'server:write-kubeconfig' | 'server:merge-kubeconfig';

export const serverCalls: Handlers<ServerCall> = {
  'server:get': async ({ server }) => succeed(await server.view()),
  'server:start': ({ server }) => server.start(),
  'server:stop': async ({ server }) => succeed(await server.stop()),
  'server:write-kubeconfig': ({ server }) => server.writeKubeconfig(),
  'server:merge-kubeconfig': ({ server }) => server.mergeKubeconfig(),
};
