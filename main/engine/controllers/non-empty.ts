/** The list; undefined when it is empty, as the API leaves out lists of metadata that have nothing in them. */
export const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** The count; undefined for none, as the API leaves out numbers of a status that are 0. */
export const orAbsent = (count: number): number | undefined => (count === 0 ? undefined : count);
