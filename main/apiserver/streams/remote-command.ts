// Models the kubelet's pkg/kubelet/server remotecommand (v1.35): `exec` and `attach`.
import { Buffer } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { badRequest, internalError } from '../../engine/api/status.ts';
import { LogStream } from '../../shell/kubectl/commands/log-stream.ts';
import { attachFault } from '../../shell/attach-fault.ts';
import type { ClusterDoor } from '../door.ts';
import { type Exchange, isSet } from '../http/exchange.ts';
import { Refusal } from '../http/refusal.ts';
import type { ResourcePath } from '../resources/path.ts';
import { type Channels, type EndStatus, endStatus } from './channels.ts';
import { type ContainerQuestion, containerOf, podAt } from './container-of.ts';
import { LineDiscipline, onTerminal } from '../../shell/line-discipline.ts';

/** Connects what has been started with its client. */
export type Attachment = (channels: Channels) => void;

/** Exit code of what Ctrl-C has ended. */
const INTERRUPTED = 130;
const LOOK_MS = 50;

/** What is looked at of a request for a command. */
interface CommandQuestion extends ContainerQuestion, Pick<Exchange, 'speaker'> {
  readonly door: Pick<ClusterDoor, 'startCommand'>;
}

/** Starts the command that is asked for. Throws Refusal when it cannot be. */
export async function startCommand(exchange: CommandQuestion, path: ResourcePath): Promise<Attachment> {
  const place = await containerOf(exchange, path);
  const argv = exchange.query.getAll('command');
  if (argv.length === 0) throw new Refusal(badRequest('you must specify at least 1 command for the container'));
  const reads = isSet(exchange, 'stdin');
  const tty = isSet(exchange, 'tty');
  const input = { ...place, argv, tty, ...(reads && { stdin: '', stdinOpen: true }) };
  const started = await exchange.door.startCommand(exchange.speaker, input);
  if (!started.ok) throw new Refusal(started.status);
  const { command } = started;
  // Archives count bytes; all else is text.
  const encoding = argv[0] === 'tar' ? 'latin1' : 'utf8';
  return (channels) => {
    const leave = command.follow({
      onOutput: (stream, text) => {
        if (tty) channels.send('stdout', Buffer.from(onTerminal(text), encoding));
        else channels.send(stream, Buffer.from(text, encoding));
      },
      onEnd: (exitCode) => {
        channels.end(endStatus(exitCode));
      },
    });
    const undertake = undertaking((status) => {
      leave();
      channels.end(status);
    });
    const input = inputTo(
      channels,
      tty,
      encoding,
      (text) => {
        undertake(command.feed(text));
      },
      () => {
        undertake(command.interrupt());
      },
    );
    channels.listen({ ...input, onClose: leave });
  };
}

/** Connects with the first process of a container: what it writes from now on, and what it is given to read. */
export async function attach(exchange: Exchange, path: ResourcePath): Promise<Attachment> {
  const place = await containerOf(exchange, path);
  const { namespace, pod: name } = place;
  const asked = { verb: 'create', resource: 'pods', subresource: 'attach', namespace, name } as const;
  const refused = await exchange.client.denialOf(asked);
  if (refused) throw new Refusal(refused);
  const fault = attachFault(await podAt(exchange, path), place.container);
  if (fault) throw new Refusal(fault);
  const request = { namespace, pod: name, container: place.container };
  const stream = new LogStream({
    request,
    prefix: '',
    timestamps: false,
    since: undefined,
    tail: 0,
    bytesMax: Infinity,
  });
  const first = await exchange.client.logs(request);
  if (!first.ok) throw new Refusal(first.status);
  stream.take(first.lines);
  const tty = isSet(exchange, 'tty');
  return (channels) => {
    const timer = setInterval(() => {
      undertake(look());
    }, LOOK_MS);
    const leave = () => {
      clearInterval(timer);
    };
    const end = (status: EndStatus) => {
      leave();
      channels.end(status);
    };
    const undertake = undertaking(end);
    const look = async () => {
      const answer = await exchange.client.logs(request);
      const text = answer.ok ? stream.take(answer.lines) : '';
      if (text !== '') channels.send('stdout', Buffer.from(tty ? onTerminal(text) : text));
      if (answer.ok && !answer.ended) return;
      end(endStatus(0));
    };
    const feed = (text: string | undefined) => {
      undertake(exchange.door.feedContainer(exchange.speaker, place, text));
    };
    const interrupt = () => {
      end(endStatus(INTERRUPTED));
    };
    channels.listen({ ...inputTo(channels, tty, 'utf8', feed, interrupt), onClose: leave });
  };
}

/** Lets work go on by itself; the first that fails ends it all. */
function undertaking(end: (status: EndStatus) => void): (work: Promise<void>) => void {
  let failed = false;
  return (work) => {
    work.catch((error: unknown) => {
      if (failed) return;
      failed = true;
      end(internalError(error instanceof Error ? error.message : String(error)));
    });
  };
}

/** What is done with what a client types; on a terminal it is edited first. */
function inputTo(
  channels: Channels,
  tty: boolean,
  encoding: BufferEncoding,
  feed: (text: string | undefined) => void,
  onInterrupt: () => void,
) {
  // A character may come in two messages.
  const decoder = new StringDecoder(tty ? 'utf8' : encoding);
  const feedSome = (text: string) => {
    if (text !== '') feed(text);
  };
  const end = () => {
    feedSome(decoder.end());
    feed(undefined);
  };
  if (!tty) {
    return {
      onStdin: (bytes: Buffer) => {
        feedSome(decoder.write(bytes));
      },
      onStdinEnd: end,
    };
  }
  const lines = new LineDiscipline({
    onEcho: (text) => {
      channels.send('stdout', Buffer.from(text));
    },
    onLine: feed,
    onEnd: end,
    onInterrupt,
  });
  return {
    onStdin: (bytes: Buffer) => {
      lines.type(decoder.write(bytes));
    },
    onStdinEnd: end,
  };
}
