// What a page of `kubectl explain` is made of, wherever its schema comes from.

/** A type that has fields, or a plain one that has none. */
export interface Described {
  /** What is said of it, and then of the types it is made of, down to the innermost. */
  readonly texts: readonly string[];
  /** Its fields, or those of what is in the list or map, in order. Asked for late: models may contain themselves. */
  readonly fields: () => readonly Field[];
  /** The model whose fields these are; undefined where nothing can lead back to it. */
  readonly model?: string | undefined;
}

export interface Field extends Described {
  readonly name: string;
  /** As kubectl shows it: `Probe`, `[]Container`, `map[string]string`, `integer`. */
  readonly type: string;
  readonly required: boolean;
  /** The values it takes when these are a fixed few, in order. */
  readonly values: readonly string[];
  /** What is said of the field itself; empty when nothing is. */
  readonly description: string;
}

/** The field at the end of a path; undefined when there is none. */
export function fieldAt(from: Described, path: readonly string[]): Field | undefined {
  const [name, ...rest] = path;
  const field = from.fields().find((one) => one.name === name);
  return field && rest.length > 0 ? fieldAt(field, rest) : field;
}
