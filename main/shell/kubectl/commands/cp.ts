// Models staging/src/k8s.io/kubectl/pkg/cmd/cp/cp.go (v1.35): files travel as the archives of `tar` in the container.
import type * as k from '../../../engine/api/generated/types.ts';
import { archiveOf, entriesOf } from '../../../engine/runtime/programs/commands/archive.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { defaultContainer } from '../resources/containers.ts';
import { execIn, podNamed } from './exec.ts';

export const cpCommand: Command = {
  name: 'cp',
  short: 'Copy files and directories to and from containers',
  usage: 'cp <file-spec-src> <file-spec-dest>',
  flags: [
    { name: 'container', shorthand: 'c', type: 'string' },
    { name: 'no-preserve', type: 'boolean' },
    { name: 'retries', type: 'int', default: 0 },
  ],
  run: copy,
};

/** `pod:path`, `namespace/pod:path`; a path that begins with a dot or a slash is local. */
interface FileSpec {
  readonly namespace: string | undefined;
  readonly pod: string;
  readonly path: string;
}

const MISWRITTEN = 'filespec must match the canonical format: [[namespace/]pod:]file/path';

function remoteSpec(text: string): FileSpec | undefined {
  const colon = text.indexOf(':');
  if (colon === 0) throw new PlainError(MISWRITTEN);
  if (colon <= 0 || /^[./]/.test(text)) return undefined;
  const [place, path] = [text.slice(0, colon), text.slice(colon + 1)];
  const [first = '', second, ...more] = place.split('/');
  if (more.length > 0) throw new PlainError(MISWRITTEN);
  return second === undefined ? { namespace: undefined, pod: first, path } : { namespace: first, pod: second, path };
}

async function copy(context: CommandContext): Promise<number> {
  const [from = '', to = ''] = context.args;
  if (context.args.length !== 2) throw new PlainError('source and destination are required');
  const [source, target] = [remoteSpec(from), remoteSpec(to)];
  if (source && target) throw new PlainError('one of src or dest must be a local file specification');
  if (from === '' || to === '' || source?.path === '' || target?.path === '')
    throw new PlainError('filepath can not be empty');
  if (source) return await download(context, source, to);
  if (target) return await upload(context, from, target);
  throw new PlainError('one of src or dest must be a remote file specification');
}

async function upload(context: CommandContext, from: string, target: FileSpec): Promise<number> {
  const entries = localFiles(context, from);
  if (!entries) throw new PlainError(`${from} doesn't exist in local filesystem`);
  const place = await containerOf(context, target);
  const [inside, name] = await destination(place, trimSlash(target.path), from);
  const archive = archiveOf(entries.map(([path, text]) => [name + path, text]));
  const options = context.flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : [];
  return await execIn(
    place.context,
    place.pod,
    place.container,
    ['tar', ...options, '-xmf', '-', '-C', inside],
    archive,
  );
}

/** The folder to unpack in, and the name under which it appears there: a folder takes the source into itself. */
async function destination(place: Place, path: string, from: string): Promise<readonly [folder: string, name: string]> {
  const isFolder = await quietly(place, ['test', '-d', path]);
  if (isFolder) return [path, lastPart(trimSlash(from))];
  const at = path.lastIndexOf('/');
  return [at <= 0 ? (at === 0 ? '/' : '.') : path.slice(0, at), path.slice(at + 1)];
}

async function download(context: CommandContext, source: FileSpec, to: string): Promise<number> {
  const place = await containerOf(context, source);
  let archive = '';
  const streams = { out: (text: string) => void (archive += text), err: context.err };
  const exitCode = await execIn(
    place.context,
    place.pod,
    place.container,
    ['tar', 'cf', '-', source.path],
    undefined,
    streams,
  );
  if (exitCode !== 0) return exitCode;
  const prefix = source.path.replace(/^\/+/, '').replace(/\/$/, '');
  const base = context.files.list(to) === undefined ? trimSlash(to) : `${trimSlash(to)}/${lastPart(prefix)}`;
  for (const [name, text] of entriesOf(archive)) context.files.write(base + name.slice(prefix.length), text);
  return 0;
}

interface Place {
  readonly context: CommandContext;
  readonly pod: k.Pod;
  readonly container: string;
}

async function containerOf(context: CommandContext, { namespace, pod: name }: FileSpec): Promise<Place> {
  const there = namespace === undefined ? context : { ...context, namespace };
  const pod = await podNamed(there, name);
  const container = context.flags.text('container') || defaultContainer(context, pod);
  return { context: there, pod, container };
}

async function quietly({ context, pod, container }: Place, argv: readonly string[]): Promise<boolean> {
  const silent = { out: () => undefined, err: () => undefined };
  return (await execIn({ ...context, err: () => undefined }, pod, container, argv, undefined, silent)) === 0;
}

/** Files below a local path, each with what follows the path; undefined when there is nothing. */
function localFiles(
  { files }: CommandContext,
  path: string,
): readonly (readonly [rest: string, text: string])[] | undefined {
  const names = files.list(path);
  if (!names) {
    const text = files.read(path);
    return text === undefined ? undefined : [['', text]];
  }
  const walk = (folder: string, rest: string): (readonly [string, string])[] =>
    (files.list(folder) ?? []).flatMap((name) => {
      const [inner, tail] = [`${trimSlash(folder)}/${name}`, `${rest}/${name}`];
      const text = files.list(inner) ? undefined : files.read(inner);
      return text === undefined ? walk(inner, tail) : [[tail, text] as const];
    });
  return walk(path, '');
}

const trimSlash = (path: string) => (path.length > 1 ? path.replace(/\/+$/, '') : path);
const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1);
