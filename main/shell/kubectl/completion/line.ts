// Completion of a line of kubectl as it is typed into a terminal.
import { complete, type Workplace } from './complete.ts';
import type { Offer } from './offer.ts';

export interface LineOffer extends Offer {
  /** Where in the line the word begins that the candidates are put in place of. */
  readonly start: number;
}

/**
 * What may stand at the end of `line`, which begins with `kubectl`; undefined where the line is none of kubectl's, or
 * ends within quotes.
 */
export async function completeLine(place: Workplace, line: string): Promise<LineOffer | undefined> {
  const words = wordsOf(line);
  const last = words.at(-1);
  const first = words[0];
  if (!last || !first || words.length < 2 || first.text !== 'kubectl') return undefined;
  const before = words.slice(1, -1).map(({ text }) => text);
  const offer = await complete(place, before, last.text);
  // Of `--namespace=ku` only the value is completed.
  const value = /^--[^=]+=/.exec(last.text)?.[0].length ?? 0;
  return { ...offer, start: last.start + value };
}

interface Word {
  readonly text: string;
  readonly start: number;
}

/** The words of a line; after a space an empty one. Without any where quotes are left open. */
function wordsOf(line: string): readonly Word[] {
  // A quote that no other closes is part of no word.
  if (line.replaceAll(WORD, '').trim() !== '') return [];
  const words = [...line.matchAll(WORD)].map((match) => ({ text: plain(match[0]), start: match.index }));
  return /\s$/.test(line) ? [...words, { text: '', start: line.length }] : words;
}

const WORD = /(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"\\])+/gs;

const plain = (word: string): string =>
  word.replace(/\\(.)|'([^']*)'|"((?:\\.|[^"\\])*)"/gs, (_, ...parts: unknown[]) => textOf(parts));

const textOf = (parts: readonly unknown[]): string =>
  parts.slice(0, QUOTED).find((part): part is string => typeof part === 'string') ?? '';

/** An escaped letter, a text in single quotes, one in double quotes. */
const QUOTED = 3;
