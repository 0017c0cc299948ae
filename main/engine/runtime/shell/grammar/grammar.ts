// What the rules of the shell's grammar share: tokens, the nodes that have been made, and the rules they are made of.
import type { ShellSyntaxError, Source } from '../source.ts';
import type { Node, NodeBody, Redirect, Word } from '../syntax.ts';
import type { Token, Tokens } from '../tokens.ts';
import type { WordReader } from '../words.ts';

export interface Grammar {
  readonly source: Source;
  readonly words: WordReader;
  readonly tokens: Tokens;
  /** A new node, with the next number. */
  add(body: NodeBody): Node;
  /** Commands up to a word or operator that closes what is around them. */
  list(): Node;
  /** The same, of at least one command. */
  filledList(): Node;
  command(): Node;
  word(): Word;
  /** The name of a variable or function. */
  name(): string;
  /** Takes a keyword that has to stand here. */
  keyword(word: string): void;
  isRedirect(token: Token): boolean;
  redirect(): Redirect;
  unexpected(expected?: string): ShellSyntaxError;
}

/** Words that end what is around them. */
export const CLOSING: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in']);
