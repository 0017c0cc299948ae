// Reads scripts of a POSIX shell with what Bash adds that manifests use: `[[ ]]`, `(( ))`, `&>`, `<<<`, `function`.
import { compound } from './grammar/compound.ts';
import { CLOSING, type Grammar } from './grammar/grammar.ts';
import { isRedirect, redirection } from './grammar/redirection.ts';
import { simple } from './grammar/simple.ts';
import { ShellSyntaxError, Source } from './source.ts';
import type { Node, NodeBody, Redirect, Script, Word } from './syntax.ts';
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

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

interface Item {
  readonly node: Node;
  readonly background: boolean;
}

class Parser implements Grammar {
  readonly source: Source;
  readonly words: WordReader;
  readonly tokens: Tokens;
  readonly #nodes: Node[];

  constructor(source: Source, nodes: Node[]) {
    this.source = source;
    this.#nodes = nodes;
    this.words = new WordReader((inner, end) => new Parser(inner, nodes).substitution(end));
    this.tokens = new Tokens(source, this.words);
  }

  /** Line after line, so that what stands before a mistake can be run. */
  script(): { readonly root: Node; readonly incomplete: boolean } {
    const items: Item[] = [];
    try {
      for (;;) {
        this.tokens.skipNewlines();
        if (this.tokens.peek().type === 'end') return { root: this.add({ type: 'list', items }), incomplete: false };
        items.push(...this.#line());
      }
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      items.push({ node: this.add({ type: 'error', message: error.message }), background: false });
      return { root: this.add({ type: 'list', items }), incomplete: error.incomplete };
    }
  }

  substitution(end: ')' | undefined): Node {
    const list = this.list();
    if (end !== undefined && !this.tokens.takeOperator(end)) throw this.unexpected('")"');
    if (end === undefined && this.tokens.peek().type !== 'end') throw this.unexpected();
    return list;
  }

  add(body: NodeBody): Node {
    const node: Node = { ...body, id: this.#nodes.length };
    this.#nodes.push(node);
    return node;
  }

  list(): Node {
    return this.source.deeper(() => {
      const items: Item[] = [];
      for (;;) {
        this.tokens.skipNewlines();
        if (this.#closes()) return this.add({ type: 'list', items });
        const node = this.#andOr();
        const background = this.tokens.takeOperator('&');
        items.push({ node, background });
        if (background || this.tokens.takeOperator(';') || this.tokens.peek().type === 'newline') continue;
        return this.add({ type: 'list', items });
      }
    });
  }

  filledList(): Node {
    const list = this.list();
    if (list.type === 'list' && list.items.length === 0) throw this.unexpected();
    return list;
  }

  command(): Node {
    return this.source.deeper(() => {
      const body = compound(this);
      if (!body) return simple(this);
      const redirects: Redirect[] = [];
      while (this.isRedirect(this.tokens.peek())) redirects.push(this.redirect());
      return redirects.length > 0 ? this.add({ type: 'redirected', body, redirects }) : body;
    });
  }

  word(): Word {
    const token = this.tokens.peek();
    if (token.type !== 'word') throw this.unexpected('word');
    this.tokens.take();
    return token.word;
  }

  name(): string {
    const name = this.tokens.keyword() ?? '';
    if (!NAME.test(name)) throw new ShellSyntaxError('syntax error: bad for loop variable', this.source.atEnd);
    this.tokens.take();
    return name;
  }

  keyword(word: string): void {
    if (this.tokens.keyword() !== word) throw this.unexpected(`"${word}"`);
    this.tokens.take();
  }

  isRedirect(token: Token): boolean {
    return isRedirect(token);
  }

  redirect(): Redirect {
    return redirection(this);
  }

  unexpected(expected?: string): ShellSyntaxError {
    const token = this.tokens.peek();
    const tail = expected === undefined ? '' : ` (expecting ${expected})`;
    return new ShellSyntaxError(`syntax error: unexpected ${describe(token)}${tail}`, token.type === 'end');
  }

  #line(): Item[] {
    const items: Item[] = [];
    for (;;) {
      const node = this.#andOr();
      const background = this.tokens.takeOperator('&');
      items.push({ node, background });
      if (!background && !this.tokens.takeOperator(';')) break;
      const { type } = this.tokens.peek();
      if (type === 'newline' || type === 'end') break;
    }
    const { type } = this.tokens.peek();
    if (type !== 'newline' && type !== 'end') throw this.unexpected();
    return items;
  }

  #closes(): boolean {
    const token = this.tokens.peek();
    if (token.type === 'end') return true;
    if (token.type === 'operator') return token.text === ')' || token.text === ';;';
    return CLOSING.has(this.tokens.keyword() ?? '');
  }

  #andOr(): Node {
    let left = this.#pipeline();
    for (;;) {
      const type = this.tokens.takeOperator('&&') ? 'and' : this.tokens.takeOperator('||') ? 'or' : undefined;
      if (!type) return left;
      this.tokens.skipNewlines();
      left = this.add({ type, left, right: this.#pipeline() });
    }
  }

  #pipeline(): Node {
    if (this.tokens.keyword() === '!') {
      this.tokens.take();
      return this.source.deeper(() => this.add({ type: 'not', body: this.#pipeline() }));
    }
    const stages = [this.command()];
    while (this.tokens.takeOperator('|')) {
      this.tokens.skipNewlines();
      stages.push(this.command());
    }
    const [only] = stages;
    return only && stages.length === 1 ? only : this.add({ type: 'pipeline', stages });
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
