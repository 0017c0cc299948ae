// Watches: who listens to what, and how far each has read. A change reaches a listener some milliseconds after it was
// stored; changes that come close together arrive together. Topics are a resource, or the Pods of one node
// (`pods@worker232`), as the real components select them.
import type { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND } from '../kernel/time.ts';
import type { KindMap, ResourceName } from './resources.ts';
import type { Change } from './store.ts';

export type Topic = ResourceName | `pods@${string}`;

/** What the topics of the Pods of one node begin with. */
const OF_NODE = 'pods@';

export const resourceOf = (topic: Topic): ResourceName =>
  topic.startsWith(OF_NODE) ? 'pods' : (topic as ResourceName);

interface Subscription {
  readonly actor: string;
  readonly topic: Topic;
  /** Changes of the topic's log before this index have been delivered. */
  cursor: number;
  scheduled: boolean;
}

interface TopicLog {
  readonly topic: Topic;
  /** Index of `changes[0]` counted from the beginning of time. */
  start: number;
  changes: Change[];
  /** By actor. */
  readonly subscriptions: Map<string, Subscription>;
}

export interface SavedWatchHub {
  readonly logs: readonly { readonly topic: Topic; readonly start: number; readonly changes: readonly Change[] }[];
  readonly subscriptions: readonly {
    readonly actor: string;
    readonly topic: Topic;
    readonly cursor: number;
    readonly scheduled: boolean;
  }[];
}

/** Watch latency: uniform between these. */
const LATENCY_LOW_US = 1 * MILLISECOND;
const LATENCY_HIGH_US = 4 * MILLISECOND;

export class WatchHub {
  readonly #kernel: Kernel;
  readonly #logs = new Map<Topic, TopicLog>();
  /** Those of the Pods of a node, by its name: a topic that is put together anew for each change takes longer to find. */
  readonly #nodeLogs = new Map<string, TopicLog>();
  /** In the order in which they began. */
  readonly #subscriptions = new Set<Subscription>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** From now on `actor` is told of changes of `topic` by agenda entries of type `watch`, payload the topic. */
  subscribe(actor: string, topic: Topic): void {
    const log = this.#log(topic);
    const subscription = { actor, topic, cursor: log.start + log.changes.length, scheduled: false };
    this.unsubscribe(actor, topic);
    this.#subscriptions.add(subscription);
    log.subscriptions.set(actor, subscription);
  }

  unsubscribe(actor: string, topic: Topic): void {
    const log = this.#log(topic);
    const subscription = log.subscriptions.get(actor);
    if (!subscription) return;
    this.#subscriptions.delete(subscription);
    log.subscriptions.delete(actor);
    trim(log);
  }

  /** Ends all watches of an actor that is no more, or that nothing reaches any more; answers of what they were. */
  unsubscribeAll(actor: string): readonly Topic[] {
    const own = [...this.#subscriptions].filter((subscription) => subscription.actor === actor);
    for (const { topic } of own) this.unsubscribe(actor, topic);
    return own.map(({ topic }) => topic);
  }

  isSubscribed(actor: string, topic: Topic): boolean {
    return this.#logs.get(topic)?.subscriptions.has(actor) ?? false;
  }

  /** Closes every watch, as the end of the API server's process does; listeners get an entry of type `watch-closed`. */
  closeAll(): void {
    for (const { actor, topic } of [...this.#subscriptions]) {
      this.unsubscribe(actor, topic);
      this.#kernel.schedule(actor, this.#latencyUs(), 'watch-closed', topic);
    }
  }

  publish(resource: ResourceName, change: Change): void {
    this.#append(this.#log(resource), change);
    if (resource !== 'pods') return;
    const node = nodeOf(change.object);
    if (node !== undefined) this.#append(this.#nodeLogs.get(node) ?? this.#log(`pods@${node}`), onNode(change));
  }

  /** The changes that `actor` has not yet been given, oldest first. */
  take(actor: string, topic: Topic): readonly Change[] {
    const log = this.#log(topic);
    const subscription = log.subscriptions.get(actor);
    if (!subscription) return [];
    subscription.scheduled = false;
    const changes = log.changes.slice(subscription.cursor - log.start);
    subscription.cursor = log.start + log.changes.length;
    trim(log);
    return changes;
  }

  /** The changes that `actor` has not yet been given, left where they are. */
  pending(actor: string, topic: Topic): readonly Change[] {
    const log = this.#log(topic);
    const subscription = log.subscriptions.get(actor);
    return subscription ? log.changes.slice(subscription.cursor - log.start) : [];
  }

  save(): SavedWatchHub {
    return {
      // Logs appear when they are first asked for; what is saved must not depend on who asked.
      logs: [...this.#logs]
        .filter(([, { start, changes }]) => start > 0 || changes.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([topic, { start, changes }]) => ({ topic, start, changes: [...changes] })),
      subscriptions: [...this.#subscriptions].map((subscription) => ({ ...subscription })),
    };
  }

  restore(saved: SavedWatchHub): void {
    this.#logs.clear();
    this.#nodeLogs.clear();
    this.#subscriptions.clear();
    for (const { topic, start, changes } of saved.logs) {
      const log = this.#log(topic);
      log.start = start;
      log.changes = [...changes];
    }
    for (const item of saved.subscriptions) {
      const subscription = { ...item };
      this.#subscriptions.add(subscription);
      this.#log(item.topic).subscriptions.set(item.actor, subscription);
    }
  }

  #append(log: TopicLog, change: Change): void {
    if (log.subscriptions.size === 0) {
      log.start++;
      return;
    }
    log.changes.push(change);
    for (const subscription of log.subscriptions.values()) {
      if (subscription.scheduled) continue;
      subscription.scheduled = true;
      this.#kernel.schedule(subscription.actor, this.#latencyUs(), 'watch', log.topic);
    }
  }

  #latencyUs(): number {
    return this.#kernel.random('watch').int(LATENCY_LOW_US, LATENCY_HIGH_US);
  }

  #log(topic: Topic): TopicLog {
    let log = this.#logs.get(topic);
    if (!log) {
      log = { topic, start: 0, changes: [], subscriptions: new Map() };
      this.#logs.set(topic, log);
      if (topic.startsWith(OF_NODE)) this.#nodeLogs.set(topic.slice(OF_NODE.length), log);
    }
    return log;
  }
}

/** A change of a resource as those see it who watch `topic`; undefined when they do not. */
export function seenOn(topic: Topic, change: Change): Change | undefined {
  if (!topic.startsWith(OF_NODE)) return change;
  return topic === `pods@${nodeOf(change.object) ?? ''}` ? onNode(change) : undefined;
}

const nodeOf = (pod: KindMap[ResourceName]): string | undefined => (pod as KindMap['pods']).spec?.nodeName;

/** A Pod that has just been bound is new to its node. */
function onNode(change: Change): Change {
  const isNew = change.type === 'modified' && change.previous && nodeOf(change.previous) === undefined;
  return isNew ? { ...change, type: 'added', previous: undefined } : change;
}

/** Drops what every listener has been given. */
function trim(log: TopicLog): void {
  let oldest = log.start + log.changes.length;
  for (const { cursor } of log.subscriptions.values()) {
    if (cursor === log.start) return;
    oldest = Math.min(oldest, cursor);
  }
  if (oldest === log.start + log.changes.length) log.changes = [];
  else log.changes.splice(0, oldest - log.start);
  log.start = oldest;
}
