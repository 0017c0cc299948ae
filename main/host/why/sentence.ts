export interface Sentence {
  readonly text: string;
  /** `sentence` among them names it, so that the window can say the same in its own language. */
  readonly params: Readonly<Record<string, string | number>>;
}

export function say(sentence: string, text: string, params: Sentence['params']): Sentence {
  return { text, params: { sentence, ...params } };
}
