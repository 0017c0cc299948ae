// What people do to the cluster. Each becomes an input, and is answered once that is on record.
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import { kinds } from '../../engine/kinds/registry.ts';
import type { ContainerPlace } from '../../shell/api-client.ts';
import type { Handlers } from './handlers.ts';
import { applyManifest } from '../apply-manifest.ts';
import { carryOut } from '../carry-out.ts';
import type { SessionHost } from '../session-host.ts';

type ClusterCall =
  | 'cluster:apply-manifest'
  | 'cluster:delete-object'
  | 'cluster:kill-container'
  | 'cluster:exec'
  | 'cluster:exec-feed'
  | 'cluster:power-node'
  | 'cluster:set-link'
  | 'cluster:fill-disk'
  | 'cluster:run-kubelet'
  | 'cluster:move-file'
  | 'cluster:set-load';

export const clusterCalls: Handlers<ClusterCall> = {
  'cluster:apply-manifest': ({ host }, { text, file, namespace }) => applyManifest(host, text, file, namespace),
  'cluster:delete-object': async ({ host }, { resource, namespace, name, gracePeriodSeconds }) => {
    const request = { verb: 'delete', resource, namespace, name, gracePeriodSeconds } as const;
    const done = await carryOut(host, { type: 'request', request });
    return done.ok ? succeed({ line: deletedLine(resource, namespace, name) }) : done;
  },
  'cluster:kill-container': ({ host }, payload) => carryOut(host, { type: 'kill-container', ...payload }),
  'cluster:exec': ({ host }, { line, ...place }) => runLine(host, place, line),
  'cluster:exec-feed': ({ host }, feed) => carryOut(host, { type: 'exec-input', feed }),
  'cluster:power-node': ({ host }, payload) => carryOut(host, { type: 'node-power', ...payload }),
  'cluster:set-link': ({ host }, payload) => carryOut(host, { type: 'set-link', ...payload }),
  'cluster:fill-disk': ({ host }, payload) => carryOut(host, { type: 'disk-fill', ...payload }),
  'cluster:run-kubelet': ({ host }, payload) => carryOut(host, { type: 'kubelet-service', ...payload }),
  'cluster:move-file': ({ host }, payload) => carryOut(host, { type: 'move-file', ...payload }),
  'cluster:set-load': ({ host }, load) => carryOut(host, { type: 'set-load', load }),
};

/** As `kubectl exec -i POD -c CONTAINER -- sh -c LINE` does: what is typed while it runs is read. */
async function runLine(host: SessionHost, place: ContainerPlace, line: string): Promise<Outcome<{ command: string }>> {
  const done = await host.submit({
    type: 'exec',
    exec: { ...place, argv: ['sh', '-c', line], stdin: '', stdinOpen: true },
  });
  if (!done.ok) return done;
  if (!done.value.ok) return notStarted(done.value.status.message);
  return succeed({ command: 'exec' in done.value ? done.value.exec : '' });
}

/** Of the runtime's long story the end says what is the matter. */
function notStarted(message: string): Outcome<never> {
  const [, why = message] = /unable to start container process: (.*)$/.exec(message) ?? [];
  return fail('command-not-started', why, { hint: 'A line needs a running container that has a shell.' });
}

/** As kubectl says it. */
function deletedLine(resource: string, namespace: string, name: string): string {
  const kind = Object.values(kinds).find((candidate) => candidate.resource === resource);
  const where = kind?.namespaced === true ? ` from ${namespace} namespace` : '';
  return `${kind?.singular ?? resource} "${name}" deleted${where}`;
}
