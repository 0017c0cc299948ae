// `kubarium sh`: runs a script of terminal commands at a fresh cluster, as fast as it goes.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fail, succeed, type Outcome, type Problem } from '../../preload/contract/problems.ts';
import { SECOND, after, type Micros } from '../engine/kernel/time.ts';
import { isUp } from '../host/is-up.ts';
import { ClusterClient, type TerminalCluster } from '../shell/terminal/cluster-client.ts';
import { diskSource } from '../shell/terminal/disk-source.ts';
import { LogBook } from '../shell/terminal/log-book.ts';
import { machineSource } from '../shell/terminal/machine-source.ts';
import { OverlayTree } from '../shell/terminal/overlay-tree.ts';
import { Terminal } from '../shell/terminal/terminal.ts';
import { atFullSpeed } from '../shell/time/full-speed.ts';
import { Sleepers } from '../shell/time/sleepers.ts';
import { withFile } from '../host/file-problems.ts';
import type { Player } from './player.ts';
import { BOOT_MAX_US, makePlayer, type ClusterChoice } from './run-command.ts';
import type { Terminal as ProcessTerminal } from './terminal.ts';

export interface ShOptions extends ClusterChoice {
  /** The machine at which the terminal stands; the first of the preset unless named. */
  readonly on?: string | undefined;
  /** Tell each command before it is run. */
  readonly trace?: boolean | undefined;
}

/** Runs the script at `path`, or standard input; answers the exit code of its last command. */
export async function shCommand(
  path: string | undefined,
  options: ShOptions,
  terminal: ProcessTerminal,
): Promise<Outcome<number>> {
  const script = readScript(path, terminal);
  if (!script.ok) return script;
  const player = makePlayer(options);
  if (!player.ok) return player;
  const node = chooseNode(player.value, options.on);
  if (!node.ok) {
    player.value.discard();
    return node;
  }
  try {
    const exitCode = await play(script.value, player.value, node.value, options.trace === true, terminal);
    const closed = player.value.close();
    return closed.ok ? succeed(exitCode) : closed;
  } catch (error) {
    if (!(error instanceof NotRecorded)) throw error;
    player.value.close();
    return { ok: false, problem: error.problem };
  }
}

/** Thrown through whatever commands run when the record cannot be kept any more. */
class NotRecorded extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

function readScript(path: string | undefined, terminal: ProcessTerminal): Outcome<string> {
  const where = path ?? 'standard input';
  const bytes = withFile(where, () => (path === undefined ? terminal.readInput() : readFileSync(path)));
  if (!bytes.ok) return bytes;
  if (bytes.value.includes(0)) return fail('file-unreadable', 'this is not a text file.', { where });
  return succeed(new TextDecoder().decode(bytes.value));
}

function chooseNode({ cluster }: Player, wanted: string | undefined): Outcome<string> {
  const names = cluster.runtime.machineNames();
  const node = wanted ?? names[0];
  if (node !== undefined && names.includes(node)) return succeed(node);
  return fail('nothing-there', `there is no node "${node ?? ''}": the nodes are ${names.join(', ')}.`);
}

async function play(
  script: string,
  player: Player,
  node: string,
  trace: boolean,
  terminal: ProcessTerminal,
): Promise<number> {
  const { cluster } = player;
  const held: TerminalCluster = {
    cluster,
    submit: (input, caller) => player.submit(input, caller),
    sleepers: new Sleepers(),
    logBook: new LogBook(),
  };
  const commit = () => {
    const records = player.commit();
    if (!records.ok) throw new NotRecorded(records.problem);
    held.logBook.add(records.value);
  };
  const advance = (to: Micros) => {
    while (cluster.now < to) {
      cluster.runUntil(Math.min(to, after(cluster.now, SECOND)) as Micros);
      commit();
    }
  };
  player.submit({ type: 'power-on' });
  while (cluster.now < BOOT_MAX_US && !isUp(cluster)) advance(after(cluster.now, SECOND));
  const shell = new Terminal({
    held,
    client: new ClusterClient(held),
    tree: filesAt(held, node),
    folder: process.cwd(),
    env: { HOME: homedir(), USER: 'root', HOSTNAME: node },
    out: (text) => terminal.print(text),
    err: (text) => terminal.say(text.replace(/\n$/, '')),
    trace,
  });
  const exitCode = await atFullSpeed(() => shell.run(script), held.sleepers, advance);
  // What the last command did at the last moment.
  commit();
  return exitCode;
}

/** The machine's own files over those of the computer; but of the kubeconfigs only those of the cluster. */
function filesAt(held: TerminalCluster, node: string): OverlayTree {
  const machine = machineSource(held, node);
  const tree = new OverlayTree([machine, diskSource]);
  const kubeconfig = join(homedir(), '.kube', 'config');
  if (machine.read(kubeconfig) === undefined) tree.remove(kubeconfig);
  return tree;
}
