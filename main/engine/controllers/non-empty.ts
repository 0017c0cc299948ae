/** The list; undefined when it is empty, as the API leaves out lists of metadata that have nothing in them. */
export const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** The same for a map. */
export const nonEmptyMap = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);

/** The count; undefined for none, as the API leaves out numbers of a status that are 0. */
export const orAbsent = (count: number): number | undefined => (count === 0 ? undefined : count);
