// Models EventAggregator in client-go's tools/record/events_cache.go (v1.35): after nine different messages about the same
// thing the next ones become one event, until ten minutes pass without any.
import { MINUTE, type Micros, after } from '../kernel/time.ts';
import { type EventKey, forgetOldest, savedKey } from './event-key.ts';

const OWN_MESSAGES_MAX = 9;
const WINDOW_US = 10 * MINUTE;
const GROUPS_MAX = 4096;

type Group = { readonly messages: number; readonly lastAt: Micros };
/** Files of older versions have texts for keys. */
export type SavedEventGroups = readonly (readonly [group: EventKey | string, state: Group])[];

/** How many different messages each group of events (the same in all but the message) had lately. */
export class EventGroups {
  /** In the order of their last events. */
  readonly #groups: Map<EventKey, Group>;

  constructor(saved?: SavedEventGroups) {
    this.#groups = new Map(saved?.map(savedKey));
  }

  /** Takes note of an event; whether it is one too many to be told on its own. */
  isOneTooMany(key: EventKey, isNewMessage: boolean, now: Micros): boolean {
    const group = this.#groups.get(key);
    const earlier = group && after(group.lastAt, WINDOW_US) >= now ? group.messages : 0;
    const messages = earlier + (isNewMessage ? 1 : 0);
    this.#groups.delete(key);
    this.#groups.set(key, { messages: Math.min(messages, OWN_MESSAGES_MAX), lastAt: now });
    forgetOldest(this.#groups, GROUPS_MAX);
    return isNewMessage && messages > OWN_MESSAGES_MAX;
  }

  save(): SavedEventGroups {
    return [...this.#groups];
  }
}
