// Models Go's text/template/parse/parse.go, without definitions of further templates.
import type { Command, Declaration, Node, Operand, Pipeline } from './nodes.ts';
import { type Piece, piecesOf, templateFault } from './tokens.ts';

/** Parses a template. Throws PlainError as kubectl words it. */
export function parseTemplate(template: string): readonly Node[] {
  const parser = new Parser(template, piecesOf(template));
  return parser.parseAll();
}

const KEYWORDS = ['if', 'range', 'with', 'else', 'end'];

class Parser {
  readonly #template: string;
  readonly #pieces: readonly Piece[];
  #at = 0;

  constructor(template: string, pieces: readonly Piece[]) {
    this.#template = template;
    this.#pieces = pieces;
  }

  parseAll(): readonly Node[] {
    const { nodes, closedBy } = this.#parseBlock();
    if (closedBy) throw templateFault(this.#template, `unexpected {{${closedBy.join(' ')}}}`);
    return nodes;
  }

  /** Nodes up to an `end` or `else`, which is answered too. */
  #parseBlock(): { readonly nodes: readonly Node[]; readonly closedBy: readonly string[] | undefined } {
    const nodes: Node[] = [];
    for (let piece = this.#pieces[this.#at++]; piece; piece = this.#pieces[this.#at++]) {
      if (piece.type === 'text') nodes.push(piece);
      else {
        const [first = ''] = piece.tokens;
        if (first === 'end' || first === 'else') return { nodes, closedBy: piece.tokens };
        nodes.push(this.#parseAction(piece.tokens));
      }
    }
    return { nodes, closedBy: undefined };
  }

  #parseAction(tokens: readonly string[]): Node {
    const [first = ''] = tokens;
    if (first === '') throw templateFault(this.#template, 'missing value for command');
    if (!KEYWORDS.includes(first)) return { type: 'action', ...this.#parseDeclared(tokens) };
    return this.#parseBranch(first === 'if' || first === 'with' ? first : 'range', tokens.slice(1));
  }

  #parseBranch(type: 'if' | 'range' | 'with', tokens: readonly string[]): Node {
    const head = this.#parseDeclared(tokens);
    const { nodes: body, closedBy } = this.#parseBlock();
    if (!closedBy) throw templateFault(this.#template, 'unexpected EOF');
    const [word, chained, ...condition] = closedBy;
    if (word === 'end') return { type, ...head, body, otherwise: [] };
    if (chained === 'if' || chained === 'with') {
      return { type, ...head, body, otherwise: [this.#parseBranch(chained, condition)] };
    }
    const { nodes: otherwise, closedBy: end } = this.#parseBlock();
    if (end?.[0] !== 'end') throw templateFault(this.#template, end ? 'unexpected {{else}}' : 'unexpected EOF');
    return { type, ...head, body, otherwise };
  }

  #parseDeclared(tokens: readonly string[]): {
    readonly declaration: Declaration | undefined;
    readonly pipeline: Pipeline;
  } {
    const sign = tokens.findIndex((token) => token === ':=' || token === '=');
    if (sign < 0) return { declaration: undefined, pipeline: this.#parsePipeline(tokens) };
    const names = tokens.slice(0, sign).filter((token) => token.startsWith('$'));
    return {
      declaration: { names: names.map((name) => name.slice(1)), assigns: tokens[sign] === '=' },
      pipeline: this.#parsePipeline(tokens.slice(sign + 1)),
    };
  }

  #parsePipeline(tokens: readonly string[]): Pipeline {
    return { commands: splitAtPipes(tokens).map((part) => this.#parseCommand(part)) };
  }

  #parseCommand(tokens: readonly string[]): Command {
    const [first = '', ...rest] = tokens.filter((token, index) => index > 0 || token.trim() !== '');
    if (first === '') throw templateFault(this.#template, 'missing value for command');
    const isName = /^[a-zA-Z_]\w*$/.test(first) && !['true', 'false', 'nil'].includes(first);
    if (isName) return { name: first, operands: this.#parseOperands(rest) };
    return { name: undefined, operands: this.#parseOperands([first, ...rest]) };
  }

  #parseOperands(tokens: readonly string[]): readonly Operand[] {
    const operands: Operand[] = [];
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] ?? '';
      if (token === '(') {
        const close = closingOf(tokens, index);
        if (close < 0) throw templateFault(this.#template, 'unclosed left paren');
        const after = tokens[close + 1] ?? '';
        const names = after.startsWith('.') ? namesOf(after) : [];
        operands.push({ type: 'pipeline', pipeline: this.#parsePipeline(tokens.slice(index + 1, close)), names });
        index = names.length > 0 ? close + 1 : close;
      } else if (token.trim() !== '') operands.push(this.#parseOperand(token));
    }
    return operands;
  }

  #parseOperand(token: string): Operand {
    if (token === '.') return { type: 'dot' };
    if (token.startsWith('.')) return { type: 'field', names: namesOf(token) };
    if (token.startsWith('$')) {
      const [name = '', ...names] = token.slice(1).split('.');
      return { type: 'variable', name, names };
    }
    if (token === 'true' || token === 'false') return { type: 'constant', value: token === 'true' };
    if (token === 'nil') return { type: 'constant', value: null };
    if (token.startsWith('"')) return { type: 'constant', value: JSON.parse(token.replaceAll("\\'", "'")) as string };
    if (token.startsWith('`')) return { type: 'constant', value: token.slice(1, -1) };
    if (token.startsWith("'")) return { type: 'constant', value: token.codePointAt(1) ?? 0 };
    if (/^[-+]?(\d|\.\d)/.test(token)) return { type: 'constant', value: Number(token) };
    if (/^[a-zA-Z_]\w*$/.test(token))
      return { type: 'pipeline', pipeline: { commands: [{ name: token, operands: [] }] }, names: [] };
    throw templateFault(this.#template, `unexpected "${token}" in operand`);
  }
}

const namesOf = (token: string): readonly string[] => token.split('.').filter((name) => name !== '');

function splitAtPipes(tokens: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(') depth++;
    if (token === ')') depth--;
    if (token === '|' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function closingOf(tokens: readonly string[], open: number): number {
  let depth = 0;
  return tokens.findIndex((token, index) => {
    if (index < open) return false;
    if (token === '(') depth++;
    if (token === ')') depth--;
    return depth === 0;
  });
}
