// What an event says, as a number: recorders remember thousands of events for as long as they live, of which the texts
// would be most of the memory that a Pod takes.
import { hashText } from '../kernel/random.ts';

/** 53 bits of a hash: that two of a recorder's few thousand texts should share them is as good as impossible. */
export type EventKey = number;

export function eventKey(text: string): EventKey {
  return (hashText(text) >>> 0) * 2 ** 21 + (hashText(text, 1) >>> 11);
}

/** The key of a saved entry; files of older versions have the text itself. */
export function savedKey<T>([key, value]: readonly [EventKey | string, T]): [EventKey, T] {
  return [typeof key === 'string' ? eventKey(key) : key, value];
}
