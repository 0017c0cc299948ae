// Redirections: what they name, and what is open afterwards.
import { exists, isDirectory } from '../os/directories.ts';
import { dirName } from '../os/paths.ts';
import type { Descriptor, Descriptors } from '../os/descriptor.ts';
import { fdsOf, processOf } from '../os/table.ts';
import { type Scope, expandText } from './expand.ts';
import type { ShellRun } from './run.ts';
import type { Redirect } from './syntax.ts';

export interface ResolvedRedirect {
  readonly fd: number;
  readonly operator: Redirect['operator'];
  readonly target: string;
}

const OWN = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/;
const FIRST = /^\/proc\/1\/fd\/(\d+)$/;
const NAMED: Readonly<Record<string, string>> = { '/dev/stdin': '0', '/dev/stdout': '1', '/dev/stderr': '2' };

export function resolveRedirects(redirects: readonly Redirect[], scope: Scope): readonly ResolvedRedirect[] {
  return redirects.map(({ fd, operator, word }) => ({
    fd: fd ?? (operator.startsWith('<') ? 0 : 1),
    operator,
    target: expandText(word, scope) + (operator === '<<<' ? '\n' : ''),
  }));
}

/** Opens what redirections name, in their order; false when one of them failed, which is told. */
export function applyRedirects(run: ShellRun, redirects: readonly ResolvedRedirect[]): boolean {
  for (const redirect of redirects) {
    const opened = open(run, redirect);
    if ('problem' in opened) {
      run.complain(opened.problem);
      return false;
    }
    run.process.fds = { ...run.fds, ...opened.fds };
  }
  return true;
}

type Opened = { readonly fds: Descriptors } | { readonly problem: string };

function open(run: ShellRun, { fd, operator, target }: ResolvedRedirect): Opened {
  switch (operator) {
    case '<<':
    case '<<<':
      return { fds: { [fd]: run.os.open.add({ type: 'text', text: target, at: 0 }) } };
    case '>&':
    case '<&':
      return duplicate(run, fd, target);
    case '&>':
      return both(openFile(run, target, 'write'));
    case '<':
      return one(fd, openFile(run, target, 'read'));
    case '>>':
      return one(fd, openFile(run, target, 'append'));
    default:
      return one(fd, openFile(run, target, 'write'));
  }
}

function duplicate(run: ShellRun, fd: number, target: string): Opened {
  if (target === '-') return { fds: { [fd]: 'null' } };
  if (!/^\d+$/.test(target)) return both(openFile(run, target, 'write'));
  const descriptor = run.fds[target];
  return descriptor === undefined ? { problem: `${target}: Bad file descriptor` } : { fds: { [fd]: descriptor } };
}

type OpenedFile = Descriptor | { readonly problem: string };

function one(fd: number, opened: OpenedFile): Opened {
  return typeof opened === 'object' ? opened : { fds: { [fd]: opened } };
}

function both(opened: OpenedFile): Opened {
  return typeof opened === 'object' ? opened : { fds: { 1: opened, 2: opened } };
}

function openFile(run: ShellRun, target: string, mode: 'read' | 'write' | 'append'): OpenedFile {
  const path = run.own.path(target);
  if (path === '/dev/null') return 'null';
  const special = specialFile(run, path);
  if (special !== undefined) return special;
  const { files } = run.own;
  if (mode === 'read') {
    if (!exists(files, path)) return { problem: `can't open ${target}: no such file` };
    return run.os.open.add({ type: 'file', path, at: 0, append: false });
  }
  if (target === '' || isDirectory(files, path)) return { problem: `can't create ${target}: Is a directory` };
  if (!isDirectory(files, dirName(path))) return { problem: `can't create ${target}: nonexistent directory` };
  if (files.isReadOnly?.(path)) return { problem: `can't create ${target}: Read-only file system` };
  if (mode === 'write' || files.read(path) === undefined) files.write(path, '');
  return run.os.open.add({ type: 'file', path, at: 0, append: mode === 'append' });
}

/** Streams that have names among files. */
function specialFile(run: ShellRun, path: string): Descriptor | undefined {
  const number = NAMED[path] ?? OWN.exec(path)?.[1];
  if (number !== undefined) return run.fds[number] ?? 'null';
  const ofFirst = FIRST.exec(path)?.[1];
  const first = ofFirst === undefined ? undefined : processOf(run.os.table, 1);
  return first && ofFirst !== undefined ? (fdsOf(first)[ofFirst] ?? 'null') : undefined;
}
