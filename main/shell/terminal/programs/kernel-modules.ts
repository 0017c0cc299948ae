// Models kmod: `modprobe`, `lsmod` and `rmmod` at the machine at which the terminal stands.
import {
  type KernelModule,
  findModule,
  loadedModules,
  textWith,
  textWithout,
  usersOf,
} from '../../../engine/runtime/kernel-modules.ts';
import type { TerminalCluster } from '../cluster-client.ts';
import { hostOf } from './host.ts';
import { complained, printed, type Program } from './program.ts';

export const modprobeProgram: Program = {
  name: 'modprobe',
  async run(args, context, { held }) {
    const node = hostOf(context, held);
    const names = args.filter((word) => !word.startsWith('-'));
    const isRemoval = args.some((word) => word === '-r' || word === '--remove');
    if (names.length === 0) return complained('modprobe: ERROR: missing parameters. See -h.\n');
    // What follows the first name are the module's own parameters.
    for (const name of isRemoval ? names : names.slice(0, 1)) {
      const problem = isRemoval ? remove(held, node, name) : load(held, node, name);
      if (problem !== undefined) return complained(`modprobe: FATAL: ${problem}\n`);
    }
    return printed('');
  },
};

export const lsmodProgram: Program = {
  name: 'lsmod',
  async run(_args, context, { held }) {
    const loaded = loadedModules(held.cluster.runtime.machine(hostOf(context, held)).disk);
    const rows = loaded.map(({ name, bytes }) => {
      const users = usersOf(name, loaded);
      return `${name.padEnd(19)} ${String(bytes).padStart(8)}  ${users.length} ${users.join(',')}`.trimEnd();
    });
    return printed(['Module                  Size  Used by', ...rows, ''].join('\n'));
  },
};

export const rmmodProgram: Program = {
  name: 'rmmod',
  async run(args, context, { held }) {
    for (const name of args.filter((word) => !word.startsWith('-'))) {
      const problem = remove(held, hostOf(context, held), name);
      if (problem !== undefined) return complained(`rmmod: ERROR: ${problem}\n`);
    }
    return printed('');
  },
};

function load(held: TerminalCluster, node: string, name: string): string | undefined {
  const { disk } = held.cluster.runtime.machine(node);
  const found = findModule(name);
  if (!found) return notFound(held, node, name);
  if (!isLoaded(loadedModules(disk), found))
    held.submit({ type: 'write-file', node, ...textWith(disk, found.name) }, 'person');
  return undefined;
}

function remove(held: TerminalCluster, node: string, name: string): string | undefined {
  const { disk } = held.cluster.runtime.machine(node);
  const found = findModule(name);
  if (!found) return notFound(held, node, name);
  const loaded = loadedModules(disk);
  if (!isLoaded(loaded, found)) return `Module ${found.name} is not currently loaded`;
  const [user] = usersOf(found.name, loaded);
  if (user !== undefined) return `Module ${found.name} is in use by: ${usersOf(found.name, loaded).join(' ')}`;
  held.submit({ type: 'write-file', node, ...textWithout(disk, found.name) }, 'person');
  return undefined;
}

const isLoaded = (loaded: readonly KernelModule[], { name }: KernelModule) => loaded.some((each) => each.name === name);

function notFound({ cluster }: TerminalCluster, node: string, name: string): string {
  return `Module ${name} not found in directory /lib/modules/${cluster.runtime.machine(node).spec.kernelVersion}`;
}
