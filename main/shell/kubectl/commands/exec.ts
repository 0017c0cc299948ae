// Models staging/src/k8s.io/kubectl/pkg/cmd/{exec,attach}/*.go (v1.35): all that comes before a program runs. Running
// one in a container is not simulated.
import type * as k from '../../../engine/api/generated/types.ts';
import { badRequest, internalError } from '../../../engine/api/status.ts';
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError, ServerRefusal, throwAll, usageError } from '../errors/errors.ts';
import { filenameFlags } from '../flags/selection-flags.ts';
import { containerNames, defaultContainer } from '../resources/containers.ts';
import { podsOf } from '../resources/pods-of.ts';
import { sortVisits, visit } from '../resources/visit.ts';

const streamFlags: readonly FlagSpec[] = [
  { name: 'container', shorthand: 'c', type: 'string', about: 'Container name.' },
  { name: 'pod-running-timeout', type: 'duration', default: '1m0s', about: 'How long to wait for a running pod.' },
  { name: 'quiet', shorthand: 'q', type: 'boolean', about: 'Only print output from the remote session.' },
  { name: 'stdin', shorthand: 'i', type: 'boolean', about: 'Pass stdin to the container.' },
  { name: 'tty', shorthand: 't', type: 'boolean', about: 'Stdin is a TTY.' },
];

export const execCommand: Command = {
  name: 'exec',
  short: 'Execute a command in a container',
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  flags: [...streamFlags, ...filenameFlags],
  run: exec,
};

export const attachCommand: Command = {
  name: 'attach',
  short: 'Attach to a running container',
  usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
  flags: streamFlags,
  run: attach,
};

async function exec(context: CommandContext): Promise<number> {
  const { args, afterDash } = context;
  const [target = ''] = args;
  if (target === '') throw usageError('exec', 'pod, type/name or --filename must be specified');
  if (afterDash === undefined && args.length > 1) {
    throw new PlainError(
      "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples",
    );
  }
  if ((afterDash ?? []).length === 0)
    throw usageError('exec', 'you must specify at least one command for the container');
  const pod = await podNamed(context, target);
  const phase = pod.status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new PlainError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  requireRunning(context, pod);
  throw new PlainError('running programs in containers is not simulated');
}

const RECORDED =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.';

async function attach(context: CommandContext): Promise<number> {
  const { args, flags, err } = context;
  const [target = ''] = args;
  if (target === '') throw usageError('attach', 'at least 1 argument is required for attach');
  if (args.length > 1)
    throw usageError(
      'attach',
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  const pod = await podNamed(context, target);
  const phase = pod.status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new PlainError(`cannot attach a container in a completed pod; current phase is ${phase}`);
  }
  if (!flags.bool('quiet')) err(`${RECORDED}\nIf you don't see a command prompt, try pressing enter.\n`);
  requireRunning(context, pod);
  throw new PlainError('attaching to containers is not simulated');
}

/** The Pod that `web`, `pod/web` or `deploy/web` means. Throws as the API refuses. */
export async function podNamed(context: CommandContext, target: string): Promise<k.Pod> {
  const args = target.includes('/') ? [target] : ['pods', target];
  const { items, errors } = sortVisits((await visit(context, { args }, { latest: true })).visits);
  throwAll(errors);
  const [item] = items;
  const [pod] = item ? await podsOf(context, item) : [];
  if (!pod) throw new PlainError('timed out waiting for the condition');
  return pod;
}

/** Throws what the API server and the kubelet answer when there is no such container to go into. */
function requireRunning(context: CommandContext, pod: k.Pod): void {
  const name = pod.metadata?.name ?? '';
  const container = context.flags.text('container') || defaultContainer(context, pod);
  if (!containerNames(pod).includes(container)) {
    throw new ServerRefusal(badRequest(`container ${container} is not valid for pod ${name}`));
  }
  if (!pod.spec?.nodeName) throw new ServerRefusal(badRequest(`pod ${name} does not have a host assigned`));
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  const status = [...containerStatuses, ...initContainerStatuses].find((one) => one.name === container);
  if (status?.state?.running) return;
  throw new PlainError(internalError(`unable to upgrade connection: container not found ("${container}")`).message);
}
