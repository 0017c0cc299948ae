// JSON texts as Go's encoding/json reads them: what is wrong with one, in its words (scanner.go).

class Fault extends Error {}

/** The value of a JSON text, or why it is none. */
export function readJson(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: jsonFault(text) };
  }
}

/** What Go's decoder calls a value that it cannot take for an object. */
export const goTypeOf = (value: unknown) =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

/** What is said of a value that should be an object whose kind can be read. */
export const noKindIn = (value: unknown): string =>
  `json: cannot unmarshal ${goTypeOf(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;

function jsonFault(text: string): string {
  const scanner = new Scanner(text);
  try {
    scanner.value();
    scanner.expectEnd();
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
  return 'unexpected end of JSON input';
}

/** Values within values are followed so deep, a tenth of Go's depth: a stack has an end. */
const DEPTH_MAX = 1_000;

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
    if (first === '{') this.#object();
    else if (first === '[') this.#array();
    else if (first === '"') this.#string();
    else if (/[-\d]/.test(first)) this.#number();
    else {
      const literal = ['true', 'false', 'null'].find((each) => each.startsWith(first));
      if (literal === undefined) throw this.#invalid('looking for beginning of value');
      this.#literal(literal);
    }
    this.#depth--;
  }

  expectEnd(): void {
    if (this.#text.slice(this.#at).trim() === '') return;
    this.#skipSpace();
    throw this.#invalid('after top-level value');
  }

  #object(): void {
    this.#at++;
    if (this.#skipSpace() === '}') {
      this.#at++;
      return;
    }
    for (;;) {
      if (this.#skipSpace() !== '"') throw this.#invalid('looking for beginning of object key string');
      this.#string();
      if (this.#skipSpace() !== ':') throw this.#invalid('after object key');
      this.#at++;
      this.value();
      if (this.#ends('}', 'after object key:value pair')) return;
    }
  }

  #array(): void {
    this.#at++;
    if (this.#skipSpace() === ']') {
      this.#at++;
      return;
    }
    do this.value();
    while (!this.#ends(']', 'after array element'));
  }

  /** Whether a list ends here; else it goes on after a comma. */
  #ends(close: string, where: string): boolean {
    const next = this.#skipSpace();
    if (next !== close && next !== ',') throw this.#invalid(where);
    this.#at++;
    return next === close;
  }

  #string(): void {
    this.#at++;
    for (;;) {
      const next = this.#next();
      if (next < ' ') throw this.#invalid('in string literal');
      this.#at++;
      if (next === '"') return;
      if (next === '\\') this.#escape();
    }
  }

  #escape(): void {
    const next = this.#next();
    if (!'bfnrt"\\/u'.includes(next)) throw this.#invalid('in string escape code');
    this.#at++;
    for (let digit = 0; next === 'u' && digit < 4; digit++, this.#at++) {
      if (!/[\da-fA-F]/.test(this.#next())) throw this.#invalid('in \\u hexadecimal character escape');
    }
  }

  #number(): void {
    if (this.#next() === '-') {
      this.#at++;
      if (!/\d/.test(this.#next())) throw this.#invalid('in numeric literal');
    }
    this.#at += /^(0|[1-9]\d*)/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
    if (this.#text.charAt(this.#at) === '.') this.#digits(1, 'after decimal point in numeric literal');
    const exponent = /^[eE][+-]?/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    if (exponent !== '') this.#digits(exponent.length, 'in exponent of numeric literal');
  }

  #digits(skipped: number, where: string): void {
    this.#at += skipped;
    if (!/\d/.test(this.#next())) throw this.#invalid(where);
    this.#at += /^\d+/.exec(this.#text.slice(this.#at))?.[0].length ?? 0;
  }

  #literal(literal: string): void {
    for (const letter of literal) {
      if (this.#next() !== letter) throw this.#invalid(`in literal ${literal} (expecting '${letter}')`);
      this.#at++;
    }
  }

  #skipSpace(): string {
    while (/^[ \t\r\n]$/.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#next();
  }

  #next(): string {
    if (this.#at >= this.#text.length) throw new Fault('unexpected end of JSON input');
    return this.#text.charAt(this.#at);
  }

  #invalid(where: string): Fault {
    const character = this.#next();
    const quoted = character === "'" ? `'\\''` : `'${JSON.stringify(character).slice(1, -1).replace('\\"', '"')}'`;
    return new Fault(`invalid character ${quoted} ${where}`);
  }
}
