// Models src/core/ngx_conf_file.c of nginx: a configuration file as a tree of directives.

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly file: string;
  readonly line: number;
  /** What stands between its braces. */
  readonly block?: readonly Directive[] | undefined;
}

/** A configuration that nginx refuses to run with; the message names file and line. */
export class ConfigError extends Error {
  constructor(message: string, { file, line }: { readonly file: string; readonly line: number }) {
    super(`${message} in ${file}:${String(line)}`);
  }
}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly quoted: boolean;
}

/** A comment, a mark, a quoted text, or a word, in which `${` does not begin a block. */
const TOKEN = /#[^\n]*|[;{}]|"((?:\\[^]|[^"\\])*)"|'((?:\\[^]|[^'\\])*)'|(?:\$\{|\\[^]|[^\s;{])+/g;
const DEPTH_MAX = 20;

/** Throws ConfigError when the text is no configuration. */
export function parseDirectives(text: string, file: string): readonly Directive[] {
  const reader = new Reader(tokensOf(text), file, text.split('\n').length);
  return reader.block(0);
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let [line, seen] = [1, 0];
  for (const { 0: all, 1: double, 2: single, index } of text.matchAll(TOKEN)) {
    line += text.slice(seen, index).split('\n').length - 1;
    seen = index;
    const quoted = double ?? single;
    if (all.startsWith('#')) continue;
    tokens.push({ text: quoted?.replace(/\\(["'\\])/g, '$1') ?? all, line, quoted: quoted !== undefined });
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #file: string;
  readonly #lastLine: number;
  #at = 0;

  constructor(tokens: readonly Token[], file: string, lastLine: number) {
    this.#tokens = tokens;
    this.#file = file;
    this.#lastLine = lastLine;
  }

  block(depth: number): readonly Directive[] {
    const directives: Directive[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (!token) {
        if (depth > 0) throw this.#fault('unexpected end of file, expecting "}"', this.#lastLine);
        return directives;
      }
      if (isMark(token, '}')) {
        if (depth === 0 || depth > DEPTH_MAX) throw this.#fault('unexpected "}"', token.line);
        this.#at++;
        return directives;
      }
      if (isMark(token, ';') || isMark(token, '{')) throw this.#fault(`unexpected "${token.text}"`, token.line);
      directives.push(this.#directive(depth));
    }
  }

  #directive(depth: number): Directive {
    const words: Token[] = [];
    for (;;) {
      const token = this.#tokens[this.#at++];
      const [first] = words;
      const { text: name = '', line = 0 } = first ?? {};
      if (!token) throw this.#fault('unexpected end of file, expecting ";" or "}"', this.#lastLine);
      if (isMark(token, '}')) throw this.#fault(`directive "${name}" is not terminated by ";"`, token.line);
      const args = words.slice(1).map(({ text }) => text);
      if (isMark(token, ';')) return { name, args, file: this.#file, line };
      if (isMark(token, '{')) return { name, args, file: this.#file, line, block: this.block(depth + 1) };
      words.push(token);
    }
  }

  #fault(message: string, line: number): ConfigError {
    return new ConfigError(message, { file: this.#file, line });
  }
}

const isMark = ({ text, quoted }: Token, mark: string) => !quoted && text === mark;
