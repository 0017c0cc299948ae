// Models the attaching part of staging/src/k8s.io/kubectl/pkg/cmd/run/run.go (v1.35): what a Pod writes is shown until it
// ends.
import type { Pod } from '../../../engine/api/generated/types.ts';
import { after, MILLISECOND } from '../../../engine/kernel/time.ts';
import { ask } from '../api.ts';
import type { CommandContext } from '../command.ts';
import { CommandFailed, PlainError, ServerRefusal } from '../errors/errors.ts';

const POLL_US = 20 * MILLISECOND;

/** The Pod, which is asked for again and again. */
interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  readonly restartPolicy: string;
}

/** Shows the Pod's output; answers its exit code where the Pod ends for good. Throws PlainError when it does not start. */
export async function attachTo(context: CommandContext, pod: RunningPod): Promise<number> {
  const { flags, err } = context;
  const started = await waitFor(
    context,
    pod,
    (one) => hasEnded(one) || isReady(one),
    flags.duration('pod-running-timeout'),
  );
  if (!hasEnded(started) && !flags.bool('quiet')) {
    err(
      'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\n',
    );
    err("If you don't see a command prompt, try pressing enter.\n");
  }
  const { namespace, name } = pod;
  if (flags.bool('stdin')) await context.client.feed({ namespace, pod: name, container: name }, context.stdin());
  const ended = await follow(context, pod);
  const wantsCode = !flags.bool('leave-stdin-open') && pod.restartPolicy !== 'Always';
  return wantsCode ? exitCodeOf(pod, ended) : 0;
}

async function getPod(context: CommandContext, { namespace, name }: RunningPod): Promise<Pod> {
  const { object } = await ask(context, { verb: 'get', resource: 'pods', namespace, name });
  return object as Pod;
}

async function waitFor(
  context: CommandContext,
  pod: RunningPod,
  isMet: (pod: Pod) => boolean,
  timeoutUs: number,
): Promise<Pod> {
  const { client, signal } = context;
  const deadline = after(client.now, timeoutUs);
  for (;;) {
    const current = await getPod(context, pod);
    if (isMet(current)) return current;
    if (client.now >= deadline || signal.aborted) throw new PlainError('timed out waiting for the condition');
    await client.sleep(POLL_US, signal);
  }
}

const hasEnded = ({ status }: Pod): boolean => ['Succeeded', 'Failed'].includes(status?.phase ?? '');

const isReady = ({ status }: Pod): boolean =>
  status?.phase === 'Running' && (status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True');

/** Prints lines as they come until the container has ended. */
async function follow(context: CommandContext, pod: RunningPod): Promise<Pod> {
  const { client, signal, out } = context;
  let shown = 0;
  for (;;) {
    const current = await getPod(context, pod);
    const answer = await client.logs({ namespace: pod.namespace, pod: pod.name, container: pod.name });
    if (!answer.ok) throw new ServerRefusal(answer.status);
    out(
      answer.lines
        .slice(shown)
        .map(({ text }) => `${text}\n`)
        .join(''),
    );
    shown = answer.lines.length;
    if (hasEnded(current) || signal.aborted) return current;
    await client.sleep(POLL_US, signal);
  }
}

function exitCodeOf({ namespace, name }: RunningPod, { status }: Pod): number {
  if (status?.phase === 'Succeeded') return 0;
  const terminated = status?.containerStatuses?.[0]?.state?.terminated;
  if (!terminated || terminated.exitCode === 0) {
    throw new PlainError(`pod ${namespace}/${name} failed with unknown exit code`);
  }
  const { exitCode, reason = '', message = '' } = terminated;
  throw new CommandFailed(`pod ${namespace}/${name} terminated (${reason})\n${message}`, exitCode);
}
