// Models the window of apiserver's pkg/storage/cacher/watch_cache.go (v1.35): what has changed lately, resource by
// resource. Lists of the past and watches from outside are answered from it.
import { deepFreeze } from '../kernel/json.ts';
import { SECOND, type Micros } from '../kernel/time.ts';
import { type KindMap, type ResourceName, keyOf } from './resources.ts';
import type { Change } from './store.ts';

type StoredObject = KindMap[ResourceName];

/** One change as it is remembered. */
export interface PastChange extends Change {
  readonly at: Micros;
}

interface Log {
  /** The revision up to which changes have been forgotten. */
  forgotten: number;
  changes: PastChange[];
  /** How many of `changes` are forgotten; taken out many at a time, because each time all the others move. */
  gone: number;
}

/** A change in a file: what stands there anyhow is left out, be it in the store or in an earlier change of the list. */
interface SavedChange extends Pick<PastChange, 'type' | 'revision' | 'seq' | 'at'> {
  readonly key: string;
  readonly object?: StoredObject | undefined;
  readonly previous?: StoredObject | undefined;
}

export interface SavedHistory {
  /** What is not remembered at all before this revision. */
  readonly since: number;
  readonly logs: readonly {
    readonly resource: ResourceName;
    readonly forgotten: number;
    readonly changes: readonly SavedChange[];
  }[];
}

/** Looks up an object as it is in the store. */
type Find = (resource: ResourceName, key: string) => StoredObject | undefined;

/** So many changes of a resource are kept however old they are, */
const KEPT_MIN = 100;
/** younger ones up to so many. */
const KEPT_MAX = 2000;
const FRESH_US = 10 * SECOND;
const GONE_MAX = 500;

export class ChangeHistory {
  readonly #logs = new Map<ResourceName, Log>();
  #since = 0;

  note(resource: ResourceName, change: PastChange): void {
    const log = this.#log(resource);
    log.changes.push(change);
    if (log.changes.length - log.gone > KEPT_MIN) trim(log, change.at);
  }

  /** What has changed after `revision`, oldest first; undefined when that is not remembered any more. */
  after(resource: ResourceName, revision: number): readonly PastChange[] | undefined {
    const { forgotten, changes, gone } = this.#log(resource);
    if (revision < forgotten) return undefined;
    return changes.slice(gone).filter((change) => change.revision > revision);
  }

  /** The oldest revision from which a watch of the resource can go on. */
  oldest(resource: ResourceName): number {
    return this.#log(resource).forgotten;
  }

  save(find: Find): SavedHistory {
    const logs = [...this.#logs].filter(([, { changes, forgotten }]) => changes.length > 0 || forgotten > this.#since);
    return {
      since: this.#since,
      logs: logs
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([resource, { forgotten, changes, gone }]) => ({
          resource,
          forgotten,
          changes: withoutRepeats(changes.slice(gone), (key) => find(resource, key)),
        })),
    };
  }

  /** Without a saved history nothing before `revision` is known. `find` looks into the restored store. */
  restore(saved: SavedHistory | undefined, revision: number, find: Find): void {
    this.#logs.clear();
    this.#since = saved?.since ?? revision;
    for (const { resource, forgotten, changes } of saved?.logs ?? []) {
      this.#logs.set(resource, { forgotten, changes: complete(changes, (key) => find(resource, key)), gone: 0 });
    }
  }

  #log(resource: ResourceName): Log {
    let log = this.#logs.get(resource);
    if (!log) {
      log = { forgotten: this.#since, changes: [], gone: 0 };
      this.#logs.set(resource, log);
    }
    return log;
  }
}

function trim(log: Log, now: Micros): void {
  const { changes } = log;
  const surplus = changes.length - KEPT_MIN;
  let gone = Math.max(log.gone, changes.length - KEPT_MAX);
  while (gone < surplus && now - (changes[gone]?.at ?? now) > FRESH_US) gone++;
  if (gone === log.gone) return;
  log.forgotten = changes[gone - 1]?.revision ?? log.forgotten;
  log.gone = gone;
  if (gone < GONE_MAX) return;
  changes.splice(0, gone);
  log.gone = 0;
}

function withoutRepeats(
  changes: readonly PastChange[],
  find: (key: string) => StoredObject | undefined,
): readonly SavedChange[] {
  const seen = new Set<string>();
  return changes.map(({ type, revision, seq, at, object, previous }) => {
    const key = keyOf(object);
    const known = seen.has(key);
    seen.add(key);
    return {
      ...{ type, revision, seq, at, key },
      ...(find(key) !== object && { object }),
      ...(!known && previous && { previous }),
    };
  });
}

function complete(changes: readonly SavedChange[], find: (key: string) => StoredObject | undefined): PastChange[] {
  const last = new Map<string, StoredObject>();
  return changes.map(({ type, revision, seq, at, key, object = find(key), previous = last.get(key) }) => {
    if (!object) throw new Error(`history: change ${String(revision)} is of ${key}, which is not there`);
    last.set(key, object);
    return { type, revision, seq, at, object: deepFreeze(object), previous: type === 'added' ? undefined : previous };
  });
}
