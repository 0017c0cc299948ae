/** What was seen of an object at a moment, as the recordings tell it: the part of its state that matters, as plain JSON. */
export interface Seen {
  /** Seconds since the case began. */
  readonly t: number;
  readonly kind: string;
  /** As it was, with its random suffix; of an Event that of the object it tells of, `Pod/web`. */
  readonly name: string;
  readonly state: State;
  readonly isDeleted: boolean;
}

export type State = Readonly<Record<string, unknown>>;
