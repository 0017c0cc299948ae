import type { EventView } from '../../../preload/contract/views.ts';

const EVENTS_MAX = 500;

/** The Events written last, the newest at the end, and those that are new. */
export class EventList {
  readonly #events = new Map<string, EventView>();
  readonly #news = new Map<string, EventView>();

  constructor(saved: readonly EventView[] = []) {
    for (const event of saved) this.#events.set(event.uid, event);
  }

  put(event: EventView): void {
    append(this.#events, event);
    append(this.#news, event);
  }

  remove(uid: string): void {
    this.#events.delete(uid);
    this.#news.delete(uid);
  }

  get(uid: string): EventView | undefined {
    return this.#events.get(uid);
  }

  all(): readonly EventView[] {
    return [...this.#events.values()];
  }

  /** Those written since the last call. */
  takeNews(): readonly EventView[] {
    const news = [...this.#news.values()];
    this.#news.clear();
    return news;
  }
}

function append(events: Map<string, EventView>, event: EventView): void {
  events.delete(event.uid);
  events.set(event.uid, event);
  if (events.size <= EVENTS_MAX) return;
  for (const oldest of events.keys()) {
    events.delete(oldest);
    return;
  }
}
