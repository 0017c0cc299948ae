// Models staging/src/k8s.io/kubectl/pkg/cmd/portforward/portforward.go and client-go's tools/portforward (v1.35): which
// ports are forwarded, and for how long. Nobody in the terminal connects to them.
import type { Pod, Service } from '../../../engine/api/generated/types.ts';
import { SECOND } from '../../../engine/kernel/time.ts';
import { ask } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll, usageError } from '../errors/errors.ts';
import { forwardedPorts, listenAddresses, podPorts, servicePorts } from '../port-forward/ports.ts';
import { podsOf } from '../resources/pods-of.ts';
import { sortVisits, visit } from '../resources/visit.ts';

export const portForwardCommand: Command = {
  name: 'port-forward',
  short: 'Forward one or more local ports to a pod',
  usage: 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  flags: [
    { name: 'address', type: 'strings', default: 'localhost' },
    {
      name: 'pod-running-timeout',
      type: 'duration',
      default: '1m0s',
    },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  const [target = '', ...asked] = args;
  if (asked.length === 0) throw usageError('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
  const { pod, service } = await targetOf(context, target);
  const ports = service ? servicePorts(asked, service, pod) : podPorts(asked, pod);
  const phase = pod.status?.phase ?? '';
  if (phase !== 'Running') {
    throw new PlainError(`unable to forward port because pod is not running. Current status=${phase}`);
  }
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const connecting = { verb: 'create', resource: 'pods', subresource: 'portforward', namespace, name } as const;
  const refused = await context.client.denialOf(connecting);
  if (refused) throw new PlainError(`error upgrading connection: ${refused.message}`);
  const addresses = listenAddresses(flags.list('address'));
  for (const { local, remote } of forwardedPorts(ports)) {
    for (const address of addresses) out(`Forwarding from ${address}:${local} -> ${remote}\n`);
  }
  await untilStopped(context, pod);
  return 0;
}

interface ForwardTarget {
  readonly pod: Pod;
  /** By which the Pod was found, when it was. */
  readonly service: Service | undefined;
}

/** What `web`, `pod/web`, `svc/web` or `deploy/web` means. Throws as the API refuses, and when there is no Pod. */
async function targetOf(context: CommandContext, target: string): Promise<ForwardTarget> {
  const args = target.includes('/') ? [target] : ['pods', target];
  const { items, errors } = sortVisits((await visit(context, { args }, { latest: true })).visits);
  throwAll(errors);
  const [item] = items;
  const [pod] = item ? await podsOf(context, item, 'cannot attach to') : [];
  if (!item || !pod) throw new PlainError('timed out waiting for the condition');
  return { pod, service: item.resource.resource === 'services' ? item.object : undefined };
}

/** Comes back at Ctrl-C. Throws PlainError when the Pod is there no more. */
async function untilStopped(context: CommandContext, { metadata }: Pod): Promise<void> {
  const { client, signal } = context;
  const { name = '', namespace = '' } = metadata ?? {};
  const request = { verb: 'list', resource: 'pods', namespace, fieldSelector: `metadata.name=${name}` } as const;
  while (!signal.aborted) {
    await client.sleep(SECOND, signal);
    const { items = [] } = await ask(context, request);
    const isThere = items.some((one: Pod) => one.metadata?.uid === metadata?.uid && one.status?.phase === 'Running');
    if (!isThere) throw new PlainError('lost connection to pod');
  }
}
