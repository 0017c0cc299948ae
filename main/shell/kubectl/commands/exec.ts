// Models staging/src/k8s.io/kubectl/pkg/cmd/exec/exec.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import type { ApiStatus } from '../../../../preload/contract/inputs.ts';
import type { ExecRequest, FedCommand } from '../../api-client.ts';
import { LineDiscipline } from '../../line-discipline.ts';
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError, ServerRefusal, throwAll, usageError } from '../errors/errors.ts';
import { filenameFlag } from '../flags/selection-flags.ts';
import { defaultContainer } from '../resources/containers.ts';
import { podsOf } from '../resources/pods-of.ts';
import { sortVisits, visit } from '../resources/visit.ts';
import type { Keyboard } from '../surroundings.ts';

export const streamFlags: readonly FlagSpec[] = [
  { name: 'container', shorthand: 'c', type: 'string' },
  { name: 'pod-running-timeout', type: 'duration', default: '1m0s' },
  { name: 'quiet', shorthand: 'q', type: 'boolean' },
  { name: 'stdin', shorthand: 'i', type: 'boolean' },
  { name: 'tty', shorthand: 't', type: 'boolean' },
];

export const execCommand: Command = {
  name: 'exec',
  short: 'Execute a command in a container',
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  flags: [...streamFlags, filenameFlag],
  run: exec,
};

async function exec(context: CommandContext): Promise<number> {
  const { args, afterDash } = context;
  const [target = ''] = args;
  if (afterDash === undefined && args.length > 1) {
    throw usageError('exec', 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  if (args.length === (afterDash ?? []).length) throw new PlainError('pod, type/name or --filename must be specified');
  if ((afterDash ?? []).length === 0) throw new PlainError('you must specify at least one command for the container');
  const pod = await podNamed(context, target);
  const phase = pod.status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new PlainError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = context.flags.text('container') || defaultContainer(context, pod);
  const argv = afterDash ?? [];
  const { keyboard, flags } = context;
  if (keyboard && flags.bool('stdin') && flags.bool('tty'))
    return await execAtTerminal(context, pod, container, argv, keyboard);
  return await execIn(context, pod, container, argv, standardInput(context));
}

/** Undefined without `-i`. A script is no terminal, which is said. */
function standardInput({ flags, stdin, err }: CommandContext): string | undefined {
  if (!flags.bool('stdin')) return undefined;
  if (flags.bool('tty') && !flags.bool('quiet')) {
    err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  return stdin();
}

/** Runs a command that has the terminal to itself. */
async function execAtTerminal(
  context: CommandContext,
  pod: k.Pod,
  container: string,
  argv: readonly string[],
  keyboard: Keyboard,
): Promise<number> {
  let leave = (): void => undefined;
  const onStart = (command: FedCommand) => {
    const lines = new LineDiscipline({
      onEcho: context.out,
      onLine: (line) => void command.feed(line),
      onEnd: () => void command.feed(undefined),
      onInterrupt: () => void command.interrupt(),
    });
    leave = keyboard.listen((keys) => {
      lines.type(keys);
    });
  };
  try {
    return await execIn(context, pod, container, argv, '', context, { tty: true, onStart });
  } finally {
    leave();
  }
}

/** Where the output of a command goes. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Runs a command in a container to its end; answers its exit code. Throws what the API server and kubelet refuse. */
export async function execIn(
  context: CommandContext,
  pod: k.Pod,
  container: string,
  argv: readonly string[],
  stdin: string | undefined,
  streams: Streams = context,
  terminal: Pick<ExecRequest, 'tty' | 'onStart'> = {},
): Promise<number> {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const { out, err } = streams;
  const answer = await context.client.exec({
    namespace,
    pod: name,
    container,
    argv,
    stdin,
    ...terminal,
    out,
    err,
    signal: context.signal,
  });
  if (!answer.ok) throw streamRefusal(answer.status);
  const { exitCode = INTERRUPTED } = answer;
  if (exitCode !== 0) context.err(`command terminated with exit code ${exitCode}\n`);
  return exitCode;
}

const INTERRUPTED = 130;

/** What comes over a stream that was to be opened is told by its message alone. */
function streamRefusal(status: ApiStatus): Error {
  return status.reason === 'InternalError' ? new PlainError(status.message) : new ServerRefusal(status);
}

/** The Pod that `web`, `pod/web` or `deploy/web` means. Throws as the API refuses. */
export async function podNamed(context: CommandContext, target: string): Promise<k.Pod> {
  const args = target.includes('/') ? [target] : ['pods', target];
  const { items, errors } = sortVisits((await visit(context, { args }, { latest: true })).visits);
  throwAll(errors);
  const [item] = items;
  const [pod] = item ? await podsOf(context, item, 'cannot attach to') : [];
  if (!pod) throw new PlainError('timed out waiting for the condition');
  return pod;
}
