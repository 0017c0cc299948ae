// What a person means by a few letters: every word they typed must be in the text, better at the beginning of something.

export interface Searchable {
  /** What is shown first, and counts most. */
  readonly title: string;
  /** What else it is known by. */
  readonly words: string;
}

const AT_START = 8;
const AT_WORD = 4;
const IN_TITLE = 2;
const IN_WORDS = 1;

/** The best of `items` for what was typed, at most `max`; in their own order when nothing was. */
export function best<T extends Searchable>(items: Iterable<T>, typed: string, max: number): readonly T[] {
  const terms = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: { readonly item: T; readonly score: number }[] = [];
  for (const item of items) {
    const score = scoreOf(item, terms);
    if (score > 0) found.push({ item, score });
  }
  // The sort is stable: what is equally good stays in order.
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, max)
    .map(({ item }) => item);
}

/** 0 when a term is nowhere. */
function scoreOf({ title, words }: Searchable, terms: readonly string[]): number {
  const [name, rest] = [title.toLowerCase(), words.toLowerCase()];
  let score = 1;
  for (const term of terms) {
    const value = worthOf(name, rest, term);
    if (value === 0) return 0;
    score += value;
  }
  // Of two names that begin alike the one with less after it is meant.
  return score + 1 / (1 + name.length);
}

function worthOf(name: string, rest: string, term: string): number {
  const at = name.indexOf(term);
  if (at === 0) return AT_START;
  if (at > 0) return /[\s\-/.:]/.test(name.charAt(at - 1)) ? AT_WORD : IN_TITLE;
  return rest.includes(term) ? IN_WORDS : 0;
}
