// Models staging/src/k8s.io/kubectl/pkg/cmd/logs/logs.go (v1.35).
import type * as k from '../../../engine/api/generated/types.ts';
import { MILLISECOND, fromTimestamp, type Micros } from '../../../engine/kernel/time.ts';
import { refusalOf } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, asFailure, isNotFound, throwAll, usageError } from '../errors/errors.ts';
import { selectorFlag } from '../flags/selection-flags.ts';
import { containerNames, defaultContainer } from '../resources/containers.ts';
import { podsOf } from '../resources/pods-of.ts';
import { type Item, sortVisits, visit } from '../resources/visit.ts';
import { LogStream } from './log-stream.ts';

export const logsCommand: Command = {
  name: 'logs',
  short: 'Print the logs for a container in a pod',
  usage: 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  flags: [
    selectorFlag,
    { name: 'all-containers', type: 'boolean' },
    { name: 'all-pods', type: 'boolean' },
    { name: 'container', shorthand: 'c', type: 'string' },
    { name: 'follow', shorthand: 'f', type: 'boolean' },
    { name: 'ignore-errors', type: 'boolean' },
    { name: 'insecure-skip-tls-verify-backend', type: 'boolean' },
    { name: 'limit-bytes', type: 'int' },
    { name: 'max-log-requests', type: 'int', default: 5 },
    { name: 'pod-running-timeout', type: 'duration', default: '20s' },
    { name: 'prefix', type: 'boolean' },
    { name: 'previous', shorthand: 'p', type: 'boolean' },
    { name: 'since', type: 'duration' },
    { name: 'since-time', type: 'string' },
    { name: 'tail', type: 'int', default: -1 },
    { name: 'timestamps', type: 'boolean' },
  ],
  run,
};

/** With a selector so many lines are shown, unless a number is given. */
const SELECTOR_TAIL = 10;
const POLL_US = 100 * MILLISECOND;

async function run(context: CommandContext): Promise<number> {
  const since = sinceOf(context);
  const choose = await targetsOf(context);
  checkFlags(context);
  const [, positional = ''] = context.args;
  const container = positional || context.flags.text('container');
  const pods = await choose();
  const streams = pods.flatMap((pod) => streamsOf(context, pod, container, since));
  const { flags } = context;
  if (flags.bool('follow') && streams.length > flags.int('max-log-requests')) {
    throw new PlainError(
      `you are attempting to follow ${streams.length} log streams, but maximum allowed concurrency is ${flags.int('max-log-requests')}, use --max-log-requests to increase the limit`,
    );
  }
  return await printAll(context, streams);
}

const EXPECTED =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

/** What does not go together; looked at only once it is known that there is something to print logs of. */
function checkFlags({ args, flags }: CommandContext): void {
  if (flags.text('since-time') !== '' && flags.duration('since') !== 0) {
    throw new PlainError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  const container = args[1] ?? flags.text('container');
  if (flags.bool('all-containers') && container !== '') {
    throw new PlainError(`--all-containers=true should not be specified with container name ${container}`);
  }
  if (args.length === 2 && flags.given('container')) {
    throw new PlainError('only one of -c or an inline [CONTAINER] arg is allowed');
  }
  if (flags.int('limit-bytes') < 0) throw new PlainError('--limit-bytes must be greater than 0');
  if (flags.duration('since') < 0) throw new PlainError('--since must be greater than 0');
  if (flags.int('tail') < -1) throw new PlainError('--tail must be greater than or equal to -1');
}

/** Finds what is asked for; answers what finds its Pods. */
async function targetsOf(context: CommandContext): Promise<() => Promise<readonly k.Pod[]>> {
  const { args, flags } = context;
  const [target] = args;
  const selector = flags.text('selector');
  if (target === undefined && selector === '') throw usageError('logs', EXPECTED);
  if (args.length > 2) throw usageError('logs', EXPECTED);
  if (args.length === 1 && selector !== '') throw usageError('logs', 'only a selector (-l) or a POD name is allowed');
  if (selector !== '') {
    const found = await visit(context, { args: ['pods'], labelSelector: flags.text('selector') }, { latest: true });
    const { items, errors } = sortVisits(found.visits);
    throwAll(errors);
    if (items.length === 0) context.err(`No resources found in ${context.namespace} namespace.\n`);
    const pods = items.flatMap(({ object }) => (object ? [object as k.Pod] : []));
    return () => Promise.resolve(pods);
  }
  const item = await targetOf(context, target ?? '');
  return () => podsBelow(context, item);
}

/** The Pod itself, or those that a workload has made: all of them, or the first. */
async function podsBelow(context: CommandContext, item: Item): Promise<readonly k.Pod[]> {
  const pods = await podsOf(context, item, 'cannot get the logs from');
  const [first] = pods;
  if (context.flags.bool('all-pods')) return pods;
  if (!first) throw new PlainError('timed out waiting for the condition');
  if (pods.length > 1) context.err(`Found ${pods.length} pods, using pod/${first.metadata?.name ?? ''}\n`);
  return [first];
}

/** Gets what the logs are asked of. Throws PlainError when it does not exist, in the words of `logs`. */
async function targetOf(context: CommandContext, target: string): Promise<Item> {
  const args = target.includes('/') ? [target] : ['pods', target];
  const { items, errors } = sortVisits((await visit(context, { args }, { latest: true })).visits);
  const [error] = errors;
  if (error && isNotFound(error)) {
    throw new PlainError(`error from server (NotFound): ${error.message} in namespace "${context.namespace}"`);
  }
  throwAll(errors);
  const [item] = items;
  if (!item) throw new PlainError('expected a resource');
  return item;
}

function streamsOf(
  context: CommandContext,
  pod: k.Pod,
  container: string,
  since: Micros | undefined,
): readonly LogStream[] {
  const { flags } = context;
  const name = pod.metadata?.name ?? '';
  const prefixed = flags.bool('prefix') || flags.bool('all-pods');
  const stream = (one: string) =>
    new LogStream({
      request: {
        namespace: pod.metadata?.namespace ?? '',
        pod: name,
        container: one,
        previous: flags.bool('previous'),
      },
      prefix: prefixed ? `[pod/${name}/${one}] ` : '',
      timestamps: flags.bool('timestamps'),
      since,
      tail: !flags.given('tail') && flags.text('selector') !== '' ? SELECTOR_TAIL : flags.int('tail'),
      bytesMax: flags.int('limit-bytes') || Infinity,
    });
  if (flags.bool('all-containers')) return containerNames(pod).map(stream);
  if (container === '') return [stream(defaultContainer(context, pod))];
  if (!containerNames(pod).includes(container))
    throw new PlainError(`container ${container} is not valid for pod ${name}`);
  return [stream(container)];
}

function sinceOf({ flags, client }: CommandContext): Micros | undefined {
  const text = flags.text('since-time');
  const instant = text === '' ? undefined : fromTimestamp(text);
  if (text !== '' && instant === undefined) {
    const quoted = JSON.stringify(text);
    throw new PlainError(`parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`);
  }
  return flags.duration('since') === 0 ? instant : ((client.now - flags.duration('since')) as Micros);
}

async function printAll(context: CommandContext, streams: readonly LogStream[]): Promise<number> {
  const { flags, signal, client } = context;
  for (let open = streams; open.length > 0;) {
    const going: LogStream[] = [];
    for (const stream of open) if (await printMore(context, stream)) going.push(stream);
    if (!flags.bool('follow') || signal.aborted) return 0;
    open = going;
    if (open.length > 0) await client.sleep(POLL_US, signal);
  }
  return 0;
}

/** Prints what is new; answers whether more may come. Throws what the API refuses, unless errors are to be ignored. */
async function printMore(context: CommandContext, stream: LogStream): Promise<boolean> {
  try {
    const answer = await context.client.logs(stream.request);
    if (!answer.ok) throw refusalOf(context, answer.status);
    context.out(stream.take(answer.lines));
    return !answer.ended;
  } catch (caught) {
    const failure = asFailure(caught);
    if (!context.flags.bool('ignore-errors')) throw failure;
    context.err(`error: ${failure.message}\n`);
    return false;
  }
}
