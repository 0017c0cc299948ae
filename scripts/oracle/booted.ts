// The cluster on which cases are played: booted once, then made anew for each case from what it was when it had come up.
import { Cluster, type ClusterOptions, type SavedCluster } from '../../main/engine/cluster.ts';
import { SECOND, after } from '../../main/engine/kernel/time.ts';
import { isUp } from '../../main/host/is-up.ts';
import { readCatalogue, readPreset } from '../../main/host/resources.ts';
import type { TerminalCluster } from '../../main/shell/terminal/cluster-client.ts';
import { LogBook } from '../../main/shell/terminal/log-book.ts';
import { Sleepers } from '../../main/shell/time/sleepers.ts';

const PRESET = 'oracle';
const SEED = 1;
const BOOT_STEPS_MAX = 120;
/** The recorded cluster was no newcomer: its components have long found their rest. */
const SETTLE_US = 30 * SECOND;

export interface Booted {
  /** A fresh cluster. */
  fresh(): TerminalCluster;
}

/** Boots a cluster. Throws when it does not come up. */
export function boot(): Booted {
  const options = clusterOptions();
  const cluster = Cluster.create(options);
  cluster.submit({ type: 'power-on' });
  for (let step = 0; step < BOOT_STEPS_MAX && !isUp(cluster); step++) cluster.runUntil(after(cluster.now, SECOND));
  if (!isUp(cluster)) throw new Error(`the cluster of preset ${PRESET} does not come up`);
  cluster.runUntil(after(cluster.now, SETTLE_US));
  const logBook = new LogBook();
  logBook.add(cluster.takeRecords());
  const saved = JSON.stringify(cluster.save());
  return { fresh: () => restored(saved, options, new LogBook(logBook)) };
}

function restored(saved: string, options: ClusterOptions, logBook: LogBook): TerminalCluster {
  const cluster = Cluster.restore(JSON.parse(saved) as SavedCluster, options);
  return { cluster, submit: (input, caller) => cluster.submit(input, caller), sleepers: new Sleepers(), logBook };
}

function clusterOptions(): ClusterOptions {
  const preset = readPreset(PRESET);
  const catalogue = readCatalogue();
  if (!preset.ok) throw new Error(preset.problem.message);
  if (!catalogue.ok) throw new Error(catalogue.problem.message);
  return { seed: SEED, preset: preset.value, catalogue: catalogue.value };
}
