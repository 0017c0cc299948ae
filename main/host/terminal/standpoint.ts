// Where a shell stands: its files, its variables, what can be run there, and how it asks.
import { posix } from 'node:path';
import type { TerminalCluster } from '../../shell/terminal/cluster-client.ts';
import { machineSource } from '../../shell/terminal/machine-source.ts';
import { OverlayTree } from '../../shell/terminal/overlay-tree.ts';
import { OUTSIDE } from '../../shell/terminal/programs/host.ts';
import type { Program } from '../../shell/terminal/programs/program.ts';
import { machinePrograms, outsidePrograms } from '../../shell/terminal/programs/registry.ts';

export interface Standpoint {
  readonly tree: OverlayTree;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly programs: readonly Program[];
  /** What the shell asks with when the person is in `folder`. */
  prompt(folder: string): string;
}

const ROOT_HOME = '/root';
const OWN_HOME = '/home/you';

export class Standpoints {
  readonly #held: TerminalCluster;
  /** Terminals at one place share its files; by the machine's name. */
  readonly #trees = new Map<string, OverlayTree>();

  constructor(held: TerminalCluster) {
    this.#held = held;
  }

  outside(): Standpoint {
    const tree = this.#treeOf(OUTSIDE, () => new OverlayTree([]));
    tree.makeFolder(OWN_HOME);
    tree.makeFolder('/tmp');
    return {
      tree,
      folder: OWN_HOME,
      env: { HOME: OWN_HOME, USER: 'you', HOSTNAME: OUTSIDE, TERM: 'xterm-256color' },
      programs: outsidePrograms,
      prompt: (folder) => promptOf('32', `you@${OUTSIDE}`, folder, OWN_HOME, '$'),
    };
  }

  /** At a machine, as its administrator; undefined when there is none of that name. */
  node(name: string): Standpoint | undefined {
    if (!this.#held.cluster.runtime.machineNames().includes(name)) return undefined;
    const tree = this.#treeOf(name, () => new OverlayTree([machineSource(this.#held, name)]));
    tree.makeFolder(ROOT_HOME);
    tree.makeFolder('/tmp');
    return {
      tree,
      folder: ROOT_HOME,
      env: { HOME: ROOT_HOME, USER: 'root', HOSTNAME: name, TERM: 'xterm-256color' },
      programs: machinePrograms,
      prompt: (folder) => promptOf('36', `root@${name}`, folder, ROOT_HOME, '#'),
    };
  }

  #treeOf(name: string, make: () => OverlayTree): OverlayTree {
    const tree = this.#trees.get(name) ?? make();
    this.#trees.set(name, tree);
    return tree;
  }
}

/** `[root@worker232 ~]# `; who and where in a colour of the terminal's palette. */
function promptOf(colour: string, who: string, folder: string, home: string, sign: string): string {
  const where = folder === home ? '~' : posix.basename(folder) || '/';
  return `\x1b[${colour}m[${who} ${where}]\x1b[0m${sign} `;
}
