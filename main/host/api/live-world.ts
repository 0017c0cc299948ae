// The living cluster as its clients hold it: what has happened so far, and a way to hear of what happens next.
import type { EngineInput, InputResult } from '../../../preload/contract/inputs.ts';
import type { Outcome } from '../../../preload/contract/problems.ts';
import type { Changed } from '../../apiserver/door.ts';
import type { Cluster } from '../../engine/cluster.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import { isMetricsServer } from '../../engine/controllers/pod-metrics.ts';
import type { DiscoveredResource } from '../../shell/api-client.ts';
import { discovered } from '../../shell/discovery.ts';
import { LogBook } from '../../shell/terminal/log-book.ts';
import { Sleepers } from '../../shell/time/sleepers.ts';
import type { SessionHost } from '../session-host.ts';

type Listener = (changed: Changed) => void;

const DEFINITIONS = 'customresourcedefinitions';

export class LiveWorld {
  readonly sleepers = new Sleepers();
  readonly #host: SessionHost;
  readonly #listeners = new Set<Listener>();
  #logBook = new LogBook();
  /** What is served; undefined when that may have changed since it was asked. */
  #discovery: readonly DiscoveredResource[] | undefined;
  readonly #leave: () => void;

  /** Reads what containers wrote in the past of the session. */
  constructor(host: SessionHost) {
    this.#host = host;
    this.#readPast();
    this.#leave = host.observe({
      onRecords: (records) => {
        this.#hear(records);
      },
      onRestored: () => {
        this.#discovery = undefined;
        this.#readPast();
        this.#tell(EVERYTHING);
      },
      nextDue: () => this.sleepers.nextDue(),
    });
  }

  get cluster(): Cluster {
    return this.#host.live.cluster;
  }

  get logBook(): LogBook {
    return this.#logBook;
  }

  submit(input: EngineInput, caller: string): Promise<Outcome<InputResult>> {
    return this.#host.submit(input, caller);
  }

  /** Everything that is served at present. */
  discover(): readonly DiscoveredResource[] {
    this.#discovery ??= discovered(this.cluster.server);
    return this.#discovery;
  }

  /** Calls back at every commit with what has changed; answers how to end that. */
  onCommit(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): void {
    this.#leave();
    this.#listeners.clear();
  }

  #readPast(): void {
    const { file } = this.#host.live;
    this.#logBook = new LogBook();
    this.#logBook.add(file.readRecords(1, file.head.seq));
  }

  #hear(records: readonly JournalRecord[]): void {
    this.#logBook.add(records);
    const changed = changedBy(records);
    if (records.some(isOfDiscovery)) this.#discovery = undefined;
    this.#tell(changed);
    for (
      let due = this.sleepers.nextDue();
      due !== undefined && due <= this.cluster.now;
      due = this.sleepers.nextDue()
    ) {
      this.sleepers.wakeNext();
    }
  }

  #tell(changed: Changed): void {
    for (const listener of this.#listeners) listener(changed);
  }
}

/** After what happened has been taken back, nobody can know what has changed. */
const EVERYTHING: Changed = { has: () => true };

function changedBy(records: readonly JournalRecord[]): Changed {
  const changed = new Set<string>();
  for (const record of records) if (isChange(record)) changed.add(record.resource);
  return changed;
}

/** Definitions decide what is served, and whether a Pod of metrics-server is ready. */
function isOfDiscovery(record: JournalRecord): boolean {
  if (!isChange(record)) return false;
  return record.resource === DEFINITIONS || (record.resource === 'pods' && isMetricsServer(record.object));
}

function isChange(record: JournalRecord): record is JournalRecord & { readonly type: `object-${string}` } {
  return record.type === 'object-created' || record.type === 'object-updated' || record.type === 'object-deleted';
}
