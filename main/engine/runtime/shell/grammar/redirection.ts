// Redirections, and the here-documents that some of them announce.
import type { Redirect, Word } from '../syntax.ts';
import type { Token } from '../tokens.ts';
import type { Grammar } from './grammar.ts';

const REDIRECTS = new Set(['<', '>', '>>', '>&', '<&', '&>', '<>', '>|', '<<', '<<-', '<<<']);

export function isRedirect(token: Token): boolean {
  return token.type === 'operator' && REDIRECTS.has(token.text);
}

export function redirection(grammar: Grammar): Redirect {
  const token = grammar.tokens.take();
  if (token.type !== 'operator') throw grammar.unexpected();
  const { text, fd } = token;
  const word = grammar.word();
  if (text === '<<' || text === '<<-') return document(grammar, fd, word, text === '<<-');
  const operator = text === '>|' ? '>' : (text as Redirect['operator']);
  return { fd, operator, word };
}

/** Its text comes with the next line. */
function document(grammar: Grammar, fd: number | undefined, end: Word, stripTabs: boolean): Redirect {
  const redirect: { fd: number | undefined; operator: '<<'; word: Word } = { fd, operator: '<<', word: [] };
  const delimiter = end.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const quoted = end.some((part) => part.kind === 'text' && part.quoted);
  grammar.tokens.expect({
    delimiter,
    stripTabs,
    quoted,
    arrived: (word) => {
      redirect.word = word;
    },
  });
  return redirect;
}
