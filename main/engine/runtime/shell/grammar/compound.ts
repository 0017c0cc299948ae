// Commands that are made of commands: groups, conditions, loops, cases, functions.
import type { CaseBranch, Node, Word } from '../syntax.ts';
import type { Grammar } from './grammar.ts';

/** The compound command that begins here; undefined when none does. */
export function compound(grammar: Grammar): Node | undefined {
  const { tokens } = grammar;
  if (tokens.isOperator('(')) return parenthesis(grammar);
  switch (tokens.keyword()) {
    case '{':
      return enclosed(grammar, '{', '}');
    case 'if':
      return condition(grammar);
    case 'while':
    case 'until':
      return loop(grammar);
    case 'for':
      return forLoop(grammar);
    case 'case':
      return caseOf(grammar);
    case 'function':
      tokens.take();
      return functionNamed(grammar, grammar.name());
    default:
      return undefined;
  }
}

/** What follows the name of a function. */
export function functionNamed(grammar: Grammar, name: string): Node {
  const { tokens } = grammar;
  if (tokens.takeOperator('(') && !tokens.takeOperator(')')) throw grammar.unexpected('")"');
  tokens.skipNewlines();
  return grammar.add({ type: 'function', name, body: grammar.command() });
}

function parenthesis(grammar: Grammar): Node {
  const { tokens, source, words } = grammar;
  tokens.take();
  if (source.char === '(' && /^\([^\n]*\)\)/.test(source.text.slice(source.pos))) {
    source.pos++;
    return grammar.add({ type: 'arithmetic', word: words.expression(source) });
  }
  const body = grammar.list();
  if (!tokens.takeOperator(')')) throw grammar.unexpected('")"');
  return grammar.add({ type: 'subshell', body });
}

function enclosed(grammar: Grammar, open: string, close: string): Node {
  grammar.keyword(open);
  const body = grammar.filledList();
  grammar.keyword(close);
  return body;
}

function condition(grammar: Grammar): Node {
  const { tokens, source } = grammar;
  tokens.take();
  const test = grammar.filledList();
  grammar.keyword('then');
  const then = grammar.filledList();
  const next = tokens.keyword();
  if (next === 'elif') {
    return grammar.add({ type: 'if', condition: test, then, otherwise: source.deeper(() => condition(grammar)) });
  }
  const otherwise = next === 'else' ? (tokens.take(), grammar.filledList()) : undefined;
  grammar.keyword('fi');
  return grammar.add({ type: 'if', condition: test, then, otherwise });
}

function loop(grammar: Grammar): Node {
  const until = grammar.tokens.keyword() === 'until';
  grammar.tokens.take();
  const test = grammar.filledList();
  return grammar.add({ type: 'loop', until, condition: test, body: enclosed(grammar, 'do', 'done') });
}

function forLoop(grammar: Grammar): Node {
  const { tokens } = grammar;
  tokens.take();
  const name = grammar.name();
  tokens.skipNewlines();
  const words = tokens.keyword() === 'in' ? wordsIn(grammar) : undefined;
  tokens.takeOperator(';');
  tokens.skipNewlines();
  return grammar.add({ type: 'for', name, words, body: enclosed(grammar, 'do', 'done') });
}

function wordsIn({ tokens }: Grammar): Word[] {
  tokens.take();
  const words: Word[] = [];
  for (let token = tokens.peek(); token.type === 'word'; token = tokens.peek()) {
    words.push(token.word);
    tokens.take();
  }
  return words;
}

function caseOf(grammar: Grammar): Node {
  const { tokens } = grammar;
  tokens.take();
  const word = grammar.word();
  tokens.skipNewlines();
  grammar.keyword('in');
  const branches: CaseBranch[] = [];
  for (;;) {
    tokens.skipNewlines();
    if (tokens.keyword() === 'esac') break;
    branches.push(branch(grammar));
    tokens.skipNewlines();
    if (!tokens.takeOperator(';;')) break;
  }
  grammar.keyword('esac');
  return grammar.add({ type: 'case', word, branches });
}

function branch(grammar: Grammar): CaseBranch {
  const { tokens } = grammar;
  tokens.takeOperator('(');
  const patterns = [grammar.word()];
  while (tokens.takeOperator('|')) patterns.push(grammar.word());
  if (!tokens.takeOperator(')')) throw grammar.unexpected('")"');
  return { patterns, body: grammar.list() };
}
