// Takes a script apart into words, operators and line ends, with the here-documents that belong to them.
import { ShellSyntaxError, type Source } from './source.ts';
import { type Word, plainText } from './syntax.ts';
import type { WordReader } from './words.ts';

export type Token =
  | { readonly type: 'word'; readonly word: Word }
  | { readonly type: 'operator'; readonly text: string; readonly fd?: number | undefined }
  | { readonly type: 'newline' }
  | { readonly type: 'end' };

export interface PendingDocument {
  readonly delimiter: string;
  readonly stripTabs: boolean;
  readonly quoted: boolean;
  readonly arrived: (word: Word) => void;
}

const OPERATOR = /<<<|<<-|&&|\|\||;;|<<|>>|>&|<&|<>|>\||&>|[()<>;&|]/y;
const NUMBERED = /[0-9]+(?=[<>])/y;

export class Tokens {
  readonly source: Source;
  readonly #words: WordReader;
  #next: Token | undefined;
  #documents: PendingDocument[] = [];

  constructor(source: Source, words: WordReader) {
    this.source = source;
    this.#words = words;
  }

  peek(): Token {
    return (this.#next ??= this.#read());
  }

  take(): Token {
    const token = this.peek();
    this.#next = undefined;
    return token;
  }

  /** A here-document that begins after the end of this line. */
  expect(document: PendingDocument): void {
    this.#documents.push(document);
  }

  /** The word as one that must be literal, as `fi` or a name. */
  keyword(): string | undefined {
    const token = this.peek();
    return token.type === 'word' ? plainText(token.word) : undefined;
  }

  isOperator(text: string): boolean {
    const token = this.peek();
    return token.type === 'operator' && token.text === text;
  }

  takeOperator(text: string): boolean {
    if (!this.isOperator(text)) return false;
    this.take();
    return true;
  }

  skipNewlines(): void {
    while (this.peek().type === 'newline') this.take();
  }

  #read(): Token {
    const { source } = this;
    while (source.match(/[ \t\r]+|\\\n/y) !== undefined);
    if (source.char === '#') source.match(/#[^\n]*/y);
    if (source.atEnd) {
      this.#readDocuments();
      return { type: 'end' };
    }
    if (source.take('\n')) {
      this.#readDocuments();
      return { type: 'newline' };
    }
    const number = source.match(NUMBERED);
    const text = source.match(OPERATOR);
    if (text !== undefined) return { type: 'operator', text, ...(number !== undefined && { fd: Number(number) }) };
    return { type: 'word', word: this.#words.word(source) };
  }

  #readDocuments(): void {
    const documents = this.#documents;
    this.#documents = [];
    for (const document of documents) document.arrived(this.#document(document));
  }

  #document({ delimiter, stripTabs, quoted }: PendingDocument): Word {
    const { source } = this;
    let text = '';
    for (;;) {
      if (source.atEnd) throw new ShellSyntaxError('syntax error: unexpected end of file', true);
      const raw = source.takeLine();
      const line = stripTabs ? raw.replace(/^\t+/, '') : raw;
      if (line === delimiter) break;
      text += `${line}\n`;
    }
    return quoted ? [{ kind: 'text', text, quoted: true }] : this.#words.document(text);
  }
}
