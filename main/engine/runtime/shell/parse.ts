// Reads scripts of a POSIX shell with what Bash adds that manifests use: `[[ ]]`, `(( ))`, `&>`, `<<<`, `function`.
import { ShellSyntaxError, Source } from './source.ts';
import type { Assignment, CaseBranch, Node, NodeBody, Redirect, Script, Word } from './syntax.ts';
import { plainText } from './syntax.ts';
import { type Token, Tokens } from './tokens.ts';
import { WordReader } from './words.ts';

/** Reads a script. Never throws: what cannot be read is an `error` node in the place where it stands. */
export function parse(text: string): Script {
  const nodes: Node[] = [];
  const parser = new Parser(new Source(text), nodes);
  const { root, incomplete } = parser.script();
  return { root, nodes, incomplete };
}

const REDIRECTS = new Set(['<', '>', '>>', '>&', '<&', '&>', '<>', '>|', '<<', '<<-', '<<<']);
const CLOSING = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in']);
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

class Parser {
  readonly #source: Source;
  readonly #nodes: Node[];
  readonly #words: WordReader;
  readonly #tokens: Tokens;

  constructor(source: Source, nodes: Node[]) {
    this.#source = source;
    this.#nodes = nodes;
    this.#words = new WordReader((inner, end) => new Parser(inner, nodes).substitution(end));
    this.#tokens = new Tokens(source, this.#words);
  }

  /** Line after line, so that what stands before a mistake can be run. */
  script(): { readonly root: Node; readonly incomplete: boolean } {
    const items: { node: Node; background: boolean }[] = [];
    try {
      for (;;) {
        this.#tokens.skipNewlines();
        if (this.#tokens.peek().type === 'end') return { root: this.#add({ type: 'list', items }), incomplete: false };
        items.push(...this.#line());
      }
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      items.push({ node: this.#add({ type: 'error', message: error.message }), background: false });
      return { root: this.#add({ type: 'list', items }), incomplete: error.incomplete };
    }
  }

  substitution(end: ')' | undefined): Node {
    const list = this.#list();
    if (end !== undefined && !this.#tokens.takeOperator(end)) throw this.#unexpected('")"');
    if (end === undefined && this.#tokens.peek().type !== 'end') throw this.#unexpected();
    return list;
  }

  #add(body: NodeBody): Node {
    const node: Node = { ...body, id: this.#nodes.length };
    this.#nodes.push(node);
    return node;
  }

  #line(): { node: Node; background: boolean }[] {
    const items: { node: Node; background: boolean }[] = [];
    for (;;) {
      const node = this.#andOr();
      const background = this.#tokens.takeOperator('&');
      items.push({ node, background });
      if (!background && !this.#tokens.takeOperator(';')) break;
      const { type } = this.#tokens.peek();
      if (type === 'newline' || type === 'end') break;
    }
    const { type } = this.#tokens.peek();
    if (type !== 'newline' && type !== 'end') throw this.#unexpected();
    return items;
  }

  /** Commands up to a word or operator that closes what is around them. */
  #list(): Node {
    return this.#source.deeper(() => {
      const items: { node: Node; background: boolean }[] = [];
      for (;;) {
        this.#tokens.skipNewlines();
        if (this.#closes()) return this.#add({ type: 'list', items });
        const node = this.#andOr();
        const background = this.#tokens.takeOperator('&');
        items.push({ node, background });
        if (background || this.#tokens.takeOperator(';') || this.#tokens.peek().type === 'newline') continue;
        return this.#add({ type: 'list', items });
      }
    });
  }

  #closes(): boolean {
    const token = this.#tokens.peek();
    if (token.type === 'end') return true;
    if (token.type === 'operator') return token.text === ')' || token.text === ';;';
    return CLOSING.has(this.#tokens.keyword() ?? '');
  }

  #andOr(): Node {
    let left = this.#pipeline();
    for (;;) {
      const type = this.#tokens.takeOperator('&&') ? 'and' : this.#tokens.takeOperator('||') ? 'or' : undefined;
      if (!type) return left;
      this.#tokens.skipNewlines();
      left = this.#add({ type, left, right: this.#pipeline() });
    }
  }

  #pipeline(): Node {
    if (this.#tokens.keyword() === '!') {
      this.#tokens.take();
      return this.#source.deeper(() => this.#add({ type: 'not', body: this.#pipeline() }));
    }
    const stages = [this.#command()];
    while (this.#tokens.takeOperator('|')) {
      this.#tokens.skipNewlines();
      stages.push(this.#command());
    }
    const [only] = stages;
    return only && stages.length === 1 ? only : this.#add({ type: 'pipeline', stages });
  }

  #command(): Node {
    return this.#source.deeper(() => {
      const compound = this.#compound();
      if (!compound) return this.#simple();
      const redirects: Redirect[] = [];
      while (this.#isRedirect(this.#tokens.peek())) redirects.push(this.#redirect());
      return redirects.length > 0 ? this.#add({ type: 'redirected', body: compound, redirects }) : compound;
    });
  }

  #compound(): Node | undefined {
    if (this.#tokens.isOperator('(')) return this.#parenthesis();
    switch (this.#tokens.keyword()) {
      case '{':
        return this.#enclosed('{', '}');
      case 'if':
        return this.#if();
      case 'while':
      case 'until':
        return this.#loop();
      case 'for':
        return this.#for();
      case 'case':
        return this.#case();
      case 'function':
        this.#tokens.take();
        return this.#function(this.#name());
      default:
        return undefined;
    }
  }

  #parenthesis(): Node {
    this.#tokens.take();
    if (this.#source.char === '(' && /^\([^\n]*\)\)/.test(this.#source.text.slice(this.#source.pos))) {
      this.#source.pos++;
      return this.#add({ type: 'arithmetic', word: this.#words.expression(this.#source) });
    }
    const body = this.#list();
    if (!this.#tokens.takeOperator(')')) throw this.#unexpected('")"');
    return this.#add({ type: 'subshell', body });
  }

  #enclosed(open: string, close: string): Node {
    this.#keyword(open);
    const body = this.#filledList();
    this.#keyword(close);
    return body;
  }

  #if(): Node {
    this.#tokens.take();
    const condition = this.#filledList();
    this.#keyword('then');
    const then = this.#filledList();
    const next = this.#tokens.keyword();
    if (next === 'elif')
      return this.#add({ type: 'if', condition, then, otherwise: this.#source.deeper(() => this.#if()) });
    const otherwise = next === 'else' ? (this.#tokens.take(), this.#filledList()) : undefined;
    this.#keyword('fi');
    return this.#add({ type: 'if', condition, then, otherwise });
  }

  #loop(): Node {
    const until = this.#tokens.keyword() === 'until';
    this.#tokens.take();
    const condition = this.#filledList();
    return this.#add({ type: 'loop', until, condition, body: this.#enclosed('do', 'done') });
  }

  #for(): Node {
    this.#tokens.take();
    const name = this.#name();
    this.#tokens.skipNewlines();
    let words: Word[] | undefined;
    if (this.#tokens.keyword() === 'in') {
      this.#tokens.take();
      words = [];
      for (let token = this.#tokens.peek(); token.type === 'word'; token = this.#tokens.peek()) {
        words.push(token.word);
        this.#tokens.take();
      }
    }
    this.#tokens.takeOperator(';');
    this.#tokens.skipNewlines();
    return this.#add({ type: 'for', name, words, body: this.#enclosed('do', 'done') });
  }

  #case(): Node {
    this.#tokens.take();
    const word = this.#word();
    this.#tokens.skipNewlines();
    this.#keyword('in');
    const branches: CaseBranch[] = [];
    for (;;) {
      this.#tokens.skipNewlines();
      if (this.#tokens.keyword() === 'esac') break;
      branches.push(this.#branch());
      this.#tokens.skipNewlines();
      if (!this.#tokens.takeOperator(';;')) break;
    }
    this.#keyword('esac');
    return this.#add({ type: 'case', word, branches });
  }

  #branch(): CaseBranch {
    this.#tokens.takeOperator('(');
    const patterns = [this.#word()];
    while (this.#tokens.takeOperator('|')) patterns.push(this.#word());
    if (!this.#tokens.takeOperator(')')) throw this.#unexpected('")"');
    return { patterns, body: this.#list() };
  }

  #function(name: string): Node {
    if (this.#tokens.takeOperator('(') && !this.#tokens.takeOperator(')')) throw this.#unexpected('")"');
    this.#tokens.skipNewlines();
    return this.#add({ type: 'function', name, body: this.#command() });
  }

  #simple(): Node {
    const { line } = this.#source;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      const token = this.#tokens.peek();
      if (this.#isRedirect(token)) redirects.push(this.#redirect());
      else if (token.type === 'word') {
        const assignment = words.length === 0 ? assignmentOf(token.word) : undefined;
        this.#tokens.take();
        if (assignment) assignments.push(assignment);
        else words.push(token.word);
        if (words.length === 1 && plainText(token.word) === '[[') this.#testWords(words);
      } else if (this.#beginsFunction(token, words)) return this.#function(plainText(words[0]) ?? '');
      else break;
    }
    if (assignments.length + words.length + redirects.length === 0) throw this.#unexpected();
    if (assignments.length === 0 && CLOSING.has(plainText(words[0]) ?? '') && plainText(words[0]) !== 'in') {
      throw new ShellSyntaxError(`syntax error: unexpected "${plainText(words[0]) ?? ''}"`);
    }
    return this.#add({ type: 'simple', assignments, words, redirects, line });
  }

  #beginsFunction(token: Token, words: readonly Word[]): boolean {
    if (token.type !== 'operator' || token.text !== '(' || words.length !== 1) return false;
    return /^[^=$]+$/.test(plainText(words[0]) ?? '=');
  }

  /** Between `[[` and `]]` operators of the shell are words. */
  #testWords(words: Word[]): void {
    for (;;) {
      const token = this.#tokens.take();
      if (token.type === 'end')
        throw new ShellSyntaxError('syntax error: unexpected end of file (expecting "]]")', true);
      if (token.type === 'newline') continue;
      const word: Word = token.type === 'word' ? token.word : [{ kind: 'text', text: token.text, quoted: false }];
      words.push(word);
      if (plainText(word) === ']]') return;
    }
  }

  #isRedirect(token: Token): boolean {
    return token.type === 'operator' && REDIRECTS.has(token.text);
  }

  #redirect(): Redirect {
    const token = this.#tokens.take();
    if (token.type !== 'operator') throw this.#unexpected();
    const { text, fd } = token;
    const word = this.#word();
    if (text === '<<' || text === '<<-') return this.#document(fd, word, text === '<<-');
    const operator = text === '>|' ? '>' : (text as Redirect['operator']);
    return { fd, operator, word };
  }

  #document(fd: number | undefined, end: Word, stripTabs: boolean): Redirect {
    const redirect: { fd: number | undefined; operator: '<<'; word: Word } = { fd, operator: '<<', word: [] };
    const delimiter = end.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    const quoted = end.some((part) => part.kind === 'text' && part.quoted);
    this.#tokens.expect({
      delimiter,
      stripTabs,
      quoted,
      arrived: (word) => {
        redirect.word = word;
      },
    });
    return redirect;
  }

  #word(): Word {
    const token = this.#tokens.peek();
    if (token.type !== 'word') throw this.#unexpected('word');
    this.#tokens.take();
    return token.word;
  }

  #name(): string {
    const name = this.#tokens.keyword() ?? '';
    if (!NAME.test(name)) throw new ShellSyntaxError('syntax error: bad for loop variable', this.#source.atEnd);
    this.#tokens.take();
    return name;
  }

  #filledList(): Node {
    const list = this.#list();
    if (list.type === 'list' && list.items.length === 0) throw this.#unexpected();
    return list;
  }

  #keyword(word: string): void {
    if (this.#tokens.keyword() !== word) throw this.#unexpected(`"${word}"`);
    this.#tokens.take();
  }

  #unexpected(expected?: string): ShellSyntaxError {
    const token = this.#tokens.peek();
    const tail = expected === undefined ? '' : ` (expecting ${expected})`;
    return new ShellSyntaxError(`syntax error: unexpected ${describe(token)}${tail}`, token.type === 'end');
  }
}

function describe(token: Token): string {
  switch (token.type) {
    case 'end':
      return 'end of file';
    case 'newline':
      return 'newline';
    case 'operator':
      return `"${token.text}"`;
    case 'word':
      return plainText(token.word) === undefined ? 'word' : `"${plainText(token.word) ?? ''}"`;
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
