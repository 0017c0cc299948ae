// Simple commands: assignments, words and redirections in a row, or the beginning of a function.
import { ShellSyntaxError } from '../source.ts';
import type { Assignment, Node, Redirect, Word } from '../syntax.ts';
import { plainText } from '../syntax.ts';
import type { Token, Tokens } from '../tokens.ts';
import { functionNamed } from './compound.ts';
import { CLOSING, type Grammar } from './grammar.ts';

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/;

export function simple(grammar: Grammar): Node {
  const { tokens } = grammar;
  const { line } = grammar.source;
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (;;) {
    const token = tokens.peek();
    if (grammar.isRedirect(token)) redirects.push(grammar.redirect());
    else if (token.type === 'word') {
      const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
      tokens.take();
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
      if (words.length === 1 && plainText(token.word) === '[[') testWords(tokens, words);
    } else if (beginsFunction(token, words)) return functionNamed(grammar, plainText(words[0]) ?? '');
    else break;
  }
  if (assignments.length + words.length + redirects.length === 0) throw grammar.unexpected();
  if (assignments.length === 0) refuseClosing(plainText(words[0]) ?? '');
  return grammar.add({ type: 'simple', assignments, words, redirects, line });
}

function refuseClosing(word: string): void {
  if (CLOSING.has(word) && word !== 'in') throw new ShellSyntaxError(`syntax error: unexpected "${word}"`);
}

function beginsFunction(token: Token, words: readonly Word[]): boolean {
  if (token.type !== 'operator' || token.text !== '(' || words.length !== 1) return false;
  return /^[^=$]+$/.test(plainText(words[0]) ?? '=');
}

/** Between `[[` and `]]` operators of the shell are words. */
function testWords(tokens: Tokens, words: Word[]): void {
  for (;;) {
    const token = tokens.take();
    if (token.type === 'end') throw new ShellSyntaxError('syntax error: unexpected end of file (expecting "]]")', true);
    if (token.type === 'newline') continue;
    const word: Word = token.type === 'word' ? token.word : [{ kind: 'text', text: token.text, quoted: false }];
    words.push(word);
    if (plainText(word) === ']]') return;
  }
}

function assignmentOf(word: Word): Assignment | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const match = ASSIGNMENT.exec(first.text);
  if (!match) return undefined;
  const [head, name = '', plus] = match;
  const value = first.text.slice(head.length);
  return { name, append: plus === '+', word: value === '' ? rest : [{ ...first, text: value }, ...rest] };
}
