// Maps that are replaced, never changed: stores hold them as raw state.

export function mapOf<K, V>(entries: Iterable<readonly [K, V]> = []): ReadonlyMap<K, V> {
  return new Map(entries);
}

export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return mapOf([...map].filter(([one]) => one !== key));
}

/** The known, and after them those that are new, once each, in order. */
export function union<T>(known: readonly T[], more: Iterable<T>): readonly T[] {
  const all = new Set([...known, ...more]);
  return all.size === known.length ? known : [...all];
}
