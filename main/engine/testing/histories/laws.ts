// The laws of the engine on one history: played twice it gives the same records, even if the cluster is saved, turned into
// text and made anew on the way.
import { RandomStreams } from '../../kernel/random.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import type { BootedClusters } from './booted.ts';
import { type Fault, fault } from './fault.ts';
import { faultsOf } from './play.ts';
import type { History } from './step.ts';

/** How the records of a second playing differ from those of the first. */
export function lawFaults(history: History, booted: BootedClusters): readonly Fault[] {
  const { seed, steps } = history;
  const stop = new RandomStreams(seed).get('stop').int(0, steps.length);
  const first: string[] = [];
  faultsOf(history, booted.fresh(seed), { onRecords: (records) => first.push(...records.map(textOf)) });
  let index = 0;
  let difference: string | undefined;
  const compare = (records: readonly JournalRecord[]) => {
    for (const record of records) {
      const text = textOf(record);
      if (text !== first[index++]) difference ??= text.slice(0, 300);
    }
  };
  faultsOf(history, booted.fresh(seed), {
    onRecords: compare,
    handOver: (cluster, at) => (at === stop ? booted.reborn(seed, cluster) : cluster),
  });
  if (difference === undefined && index < first.length) difference = 'it ends early';
  return difference === undefined ? [] : [fault('law', `made anew before step ${String(stop)}: ${difference}`)];
}

const textOf = (record: JournalRecord): string => JSON.stringify(record);
