// What an event says, as a number: recorders remember thousands of events for as long as they live, of which the texts
// would be most of the memory that a Pod takes.
import { hashBegun, hashDone, hashedOn } from '../kernel/random.ts';

const DROPPED_AT_ONCE = 512;

/** 53 bits of a hash: that two of a recorder's few thousand texts should share them is as good as impossible. */
export type EventKey = number;

export const eventKey = (text: string): EventKey => eventKeyOf([text]);

/** The key of the text that these are with a NUL between each two, which is not put together. */
export function eventKeyOf(texts: readonly string[]): EventKey {
  let high = hashBegun(0);
  let low = hashBegun(1);
  for (let part = 0; part < texts.length; part++) {
    const text = texts[part] ?? '';
    for (let i = part > 0 ? -1 : 0; i < text.length; i++) {
      const code = i < 0 ? 0 : text.charCodeAt(i);
      high = hashedOn(high, code);
      low = hashedOn(low, code);
    }
  }
  return (hashDone(high) >>> 0) * 2 ** 21 + (hashDone(low) >>> 11);
}

/** The key of a saved entry; files of older versions have the text itself. */
export function savedKey<T>([key, value]: readonly [EventKey | string, T]): [EventKey, T] {
  return [typeof key === 'string' ? eventKey(key) : key, value];
}

/**
 * Drops the oldest entries beyond `most`, once there are enough: V8's maps keep a hole for each first entry that goes, and
 * walk over all holes to the next, which is dear when they are dropped one by one.
 */
export function forgetOldest(map: Map<EventKey, unknown>, most: number): void {
  if (map.size <= most + DROPPED_AT_ONCE) return;
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
