// Models staging/src/k8s.io/kubectl/pkg/cmd/{cp,portforward}/*.go (v1.35): all that comes before bytes flow. Files of
// containers and their ports are not simulated.
import type { Command, CommandContext } from '../command.ts';
import { PlainError, usageError } from '../errors/errors.ts';
import { podNamed } from './exec.ts';

export const cpCommand: Command = {
  name: 'cp',
  short: 'Copy files and directories to and from containers',
  usage: 'cp <file-spec-src> <file-spec-dest>',
  flags: [
    { name: 'container', shorthand: 'c', type: 'string', about: 'Container name.' },
    { name: 'no-preserve', type: 'boolean', about: "The copied file's ownership and permissions are not kept." },
    { name: 'retries', type: 'int', default: 0, about: 'Set number of retries to complete a copy operation.' },
  ],
  run: copy,
};

export const portForwardCommand: Command = {
  name: 'port-forward',
  short: 'Forward one or more local ports to a pod',
  usage: 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  flags: [
    { name: 'address', type: 'strings', default: 'localhost', about: 'Addresses to listen on.' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', about: 'How long to wait for a running pod.' },
  ],
  run: forward,
};

/** `pod:path`, `namespace/pod:path`; a path that begins with a dot or a slash is local. */
function isRemote(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 0 && !/^[./]/.test(text);
}

async function copy(context: CommandContext): Promise<number> {
  const { args, files } = context;
  const [from = '', to = ''] = args;
  if (args.length !== 2) throw usageError('cp', 'source and destination are required');
  if (isRemote(from) && isRemote(to)) throw new PlainError('one of src or dest must be a local file specification');
  if (!isRemote(from) && !isRemote(to)) throw new PlainError('one of src or dest must be a remote file specification');
  if (!isRemote(from) && files.read(from) === undefined && files.list(from) === undefined) {
    throw new PlainError(`${from} doesn't exist in local filesystem`);
  }
  const [remote = ''] = (isRemote(from) ? from : to).split(':');
  await podNamed(context, remote.slice(remote.indexOf('/') + 1));
  throw new PlainError('files of containers are not simulated');
}

async function forward(context: CommandContext): Promise<number> {
  const [target = '', ...ports] = context.args;
  if (ports.length === 0) throw usageError('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
  const pod = await podNamed(context, target);
  const phase = pod.status?.phase ?? '';
  if (phase !== 'Running')
    throw new PlainError(`unable to forward port because pod is not running. Current status=${phase}`);
  throw new PlainError('forwarding ports is not simulated');
}
