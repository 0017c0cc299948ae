// Models the syntax errors of Go's encoding/json: what an API server answers to bodies that are no JSON.

class Fault extends Error {}

/** Why `text` is no JSON, in Go's words; undefined when it is. */
export function jsonFault(text: string): string | undefined {
  try {
    const scanner = new Scanner(text);
    scanner.value();
    scanner.end();
    return undefined;
  } catch (caught) {
    if (caught instanceof Fault) return caught.message;
    throw caught;
  }
}

/** Values within values are followed so deep. */
const DEPTH_MAX = 10_000;

class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): void {
    if (++this.#depth > DEPTH_MAX) throw new Fault('exceeded max depth');
    const first = this.#skipSpace();
    if (first === '{') this.#list('}', 'object key:value pair', () => this.#member());
    else if (first === '[') this.#list(']', 'array element', () => this.value());
    else if (first === '"') this.#string();
    else if (first === 't') this.#word('true');
    else if (first === 'f') this.#word('false');
    else if (first === 'n') this.#word('null');
    else if (/[-0-9]/.test(first)) this.#number();
    else this.#unexpected('looking for beginning of value');
    this.#depth--;
  }

  end(): void {
    if (this.#skipSpace() !== '') this.#unexpected('after top-level value');
  }

  #list(close: string, what: string, item: () => void): void {
    this.#at++;
    if (this.#skipSpace() === close) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      const next = this.#skipSpace();
      if (next !== close && next !== ',') this.#unexpected(`after ${what}`);
      this.#at++;
      if (next === close) return;
    }
  }

  #member(): void {
    if (this.#skipSpace() !== '"') this.#unexpected('looking for beginning of object key string');
    this.#string();
    if (this.#skipSpace() !== ':') this.#unexpected('after object key');
    this.#at++;
    this.value();
  }

  #string(): void {
    this.#at++;
    for (let letter = this.#letter(); letter !== '"'; letter = this.#letter()) {
      if (letter === '' || letter < ' ') this.#unexpected('in string literal');
      this.#at++;
      if (letter === '\\') this.#escape();
    }
    this.#at++;
  }

  #escape(): void {
    const letter = this.#letter();
    if (!/^["\\/bfnrtu]$/.test(letter)) this.#unexpected('in string escape code');
    this.#at++;
    for (let digits = letter === 'u' ? 4 : 0; digits > 0; digits--) {
      if (!/^[0-9a-fA-F]$/.test(this.#letter())) this.#unexpected('in \\u hexadecimal character escape');
      this.#at++;
    }
  }

  #word(word: string): void {
    for (const [index, letter] of Array.from(word).entries()) {
      if (this.#letter() !== letter && index > 0) this.#unexpected(`in literal ${word} (expecting '${letter}')`);
      this.#at++;
    }
  }

  #number(): void {
    if (this.#letter() === '-') this.#at++;
    if (!/^[0-9]$/.test(this.#letter())) this.#unexpected('in numeric literal');
    const [digits = ''] = /^(0|[1-9]\d*)/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += digits.length;
    if (this.#letter() === '.') this.#digitsAfter('after decimal point in numeric literal');
    if (!/^[eE]$/.test(this.#letter())) return;
    if (/^[-+]$/.test(this.#text[this.#at + 1] ?? '')) this.#at++;
    this.#digitsAfter('in exponent of numeric literal');
  }

  #digitsAfter(where: string): void {
    this.#at++;
    if (!/^[0-9]$/.test(this.#letter())) this.#unexpected(where);
    while (/^[0-9]$/.test(this.#letter())) this.#at++;
  }

  #letter(): string {
    return this.#text[this.#at] ?? '';
  }

  #skipSpace(): string {
    while (/^[ \t\r\n]$/.test(this.#letter())) this.#at++;
    return this.#letter();
  }

  #unexpected(where: string): never {
    const letter = this.#letter();
    if (letter === '') throw new Fault('unexpected end of JSON input');
    const shown = letter === "'" ? `'\\''` : letter === '"' ? `'"'` : `'${JSON.stringify(letter).slice(1, -1)}'`;
    throw new Fault(`invalid character ${shown} ${where}`);
  }
}
