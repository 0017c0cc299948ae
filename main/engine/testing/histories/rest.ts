// Whether a cluster comes to rest: a few seconds in which nobody changes anything but what beats like a clock.
import type { Cluster } from '../../cluster.ts';
import type { JournalRecord } from '../../kernel/journal.ts';
import { type Fault, fault } from './fault.ts';

const QUIET_SECONDS = 5;
/** A quiet cluster of three machines handles about one entry a second; probes of many Pods make it some more. */
const STEPS_PER_SECOND_MAX = 60;
const AGENDA_MAX = 1500;
/** What beats by itself: heartbeats, and what is told of things that go on. */
const BEATING = new Set(['leases', 'events', 'nodes']);

export class Rest {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** Lets time pass until it is quiet, `secondsMax` at most; the faults say what keeps it from resting. */
  find(secondsMax: number, advance: (seconds: number) => readonly JournalRecord[]): readonly Fault[] {
    const before = this.#cluster.steps;
    let changes = advance(QUIET_SECONDS).flatMap(changeOf);
    let seconds = QUIET_SECONDS;
    while (changes.length > 0 && seconds < secondsMax) {
      changes = advance(QUIET_SECONDS).flatMap(changeOf);
      seconds += QUIET_SECONDS;
    }
    return [...restless(changes), ...this.#busy((this.#cluster.steps - before) / seconds)];
  }

  #busy(stepsPerSecond: number): readonly Fault[] {
    const { size } = this.#cluster.kernel.agenda;
    return [
      ...(stepsPerSecond > STEPS_PER_SECOND_MAX ? [fault('busy', `${stepsPerSecond.toFixed(0)} steps a second`)] : []),
      ...(size > AGENDA_MAX ? [fault('agenda', `${String(size)} entries are waiting`)] : []),
    ];
  }
}

function restless(changes: readonly string[]): readonly Fault[] {
  return changes.length === 0 ? [] : [fault('no-rest', [...new Set(changes)].slice(0, 4).join('; '))];
}

function changeOf(record: JournalRecord): readonly string[] {
  if (!('resource' in record) || BEATING.has(record.resource)) return [];
  return [`${record.actor} ${record.type} ${record.resource} ${record.namespace}/${record.name}`];
}
