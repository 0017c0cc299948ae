// A terminal at a running cluster, for tests.
import { runningCluster } from '../../engine/testing/clusters.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import { atFullSpeed } from '../time/full-speed.ts';
import { Sleepers } from '../time/sleepers.ts';
import { ClusterClient, type TerminalCluster } from './cluster-client.ts';
import { LogBook } from './log-book.ts';
import { OverlayTree, type FileSource } from './overlay-tree.ts';
import { Terminal } from './terminal.ts';

interface ScriptOptions {
  /** `oracle` unless another is named. */
  readonly preset?: Parameters<typeof runningCluster>[1];
  readonly trace?: boolean;
  readonly sources?: readonly FileSource[];
}

/** Runs a script at a fresh cluster; standard output and error as a terminal mixes them. */
export async function runScript(script: string, options: ScriptOptions = {}) {
  const cluster = runningCluster(1, options.preset ?? 'oracle');
  const held: TerminalCluster = {
    cluster,
    submit: (input, caller) => cluster.submit(input, caller),
    sleepers: new Sleepers(),
    logBook: new LogBook(),
  };
  let shown = '';
  const print = (text: string) => void (shown += text);
  const terminal = new Terminal({
    held,
    client: new ClusterClient(held),
    tree: new OverlayTree(options.sources ?? []),
    folder: '/home',
    env: { HOME: '/home' },
    out: print,
    err: print,
    trace: options.trace === true,
  });
  const startedUs = cluster.now;
  const advance = (to: Micros) => {
    cluster.runUntil(to);
    held.logBook.add(cluster.takeRecords());
  };
  const exitCode = await atFullSpeed(() => terminal.run(script), held.sleepers, advance);
  return { shown, exitCode, held, durationUs: cluster.now - startedUs };
}
