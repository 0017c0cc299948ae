// Models staging/src/k8s.io/kubectl/pkg/cmd/attach/attach.go (v1.35): what the container's first process writes from now
// on; with `-i` it reads the command's input.
import type * as k from '../../../engine/api/generated/types.ts';
import { MILLISECOND } from '../../../engine/kernel/time.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, ServerRefusal } from '../errors/errors.ts';
import { attachFault } from '../../attach-fault.ts';
import { containerNames, defaultContainer } from '../resources/containers.ts';
import { podNamed, streamFlags } from './exec.ts';

export const attachCommand: Command = {
  name: 'attach',
  short: 'Attach to a running container',
  usage: 'attach (POD | TYPE/NAME) -c CONTAINER',
  flags: streamFlags,
  run: attach,
};

const RECORDED =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.';
const POLL_US = 50 * MILLISECOND;

async function attach(context: CommandContext): Promise<number> {
  const { args, flags, err } = context;
  if (args.length === 0) throw new PlainError('at least 1 argument is required for attach');
  if (args.length > 2)
    throw new PlainError(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  const pod = await podNamed(context, args.join('/'));
  const phase = pod.status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new PlainError(`cannot attach a container in a completed pod; current phase is ${phase}`);
  }
  const asked = flags.text('container');
  if (asked !== '' && !containerNames(pod).includes(asked)) {
    const name = pod.metadata?.name ?? '';
    throw new PlainError(`cannot attach to the container: container ${asked} not found in pod ${name}`);
  }
  if (!flags.bool('quiet')) err(`${RECORDED}\nIf you don't see a command prompt, try pressing enter.\n`);
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const connecting = { verb: 'create', resource: 'pods', subresource: 'attach', namespace, name } as const;
  const refused = await context.client.denialOf(connecting);
  if (refused) throw new ServerRefusal(refused);
  const container = asked || defaultContainer(context, pod);
  requireRunning(pod, container);
  if (flags.bool('stdin')) await context.client.feed({ namespace, pod: name, container }, context.stdin());
  return await follow(context, pod, container);
}

async function follow({ client, out, signal }: CommandContext, pod: k.Pod, container: string): Promise<number> {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  let seen: number | undefined;
  while (!signal.aborted) {
    const answer = await client.logs({ namespace, pod: name, container });
    if (!answer.ok) return 0;
    out(
      answer.lines
        .slice(seen ?? answer.lines.length)
        .map(({ text }) => `${text}\n`)
        .join(''),
    );
    seen = answer.lines.length;
    if (answer.ended) return 0;
    await client.sleep(POLL_US, signal);
  }
  return 0;
}

/** Throws what the API server and the kubelet answer when the container does not run. */
function requireRunning(pod: k.Pod, container: string): void {
  const fault = attachFault(pod, container);
  if (fault) throw fault.code === 500 ? new PlainError(fault.message) : new ServerRefusal(fault);
}
