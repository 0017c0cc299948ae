// Models the parser of apimachinery's pkg/labels/selector.go (v1.35): `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>3`.
import { labelValueFaults, qualifiedNameFaults } from './metadata.ts';

export type LabelOperator = 'exists' | 'absent' | 'in' | 'notin' | '=' | '==' | '!=' | '>' | '<';

export interface LabelRequirement {
  readonly key: string;
  readonly operator: LabelOperator;
  readonly values: readonly string[];
}

type Parsed =
  | { readonly ok: true; readonly requirements: readonly LabelRequirement[] }
  | { readonly ok: false; readonly message: string };

class Unparsable extends Error {}

const END = '';
const SYMBOLS = ['(', ')', ',', '!', '=', '==', '!=', '>', '<'];
const SPECIAL = '=!(),><';
const OPERATORS: readonly string[] = ['in', 'notin', '=', '==', '!=', '>', '<'];

/** Parses the text form of a label selector; the failure is in the API's words. */
export function parseRequirements(text: string): Parsed {
  try {
    return { ok: true, requirements: new Parser(tokens(text)).all() };
  } catch (error) {
    if (error instanceof Unparsable) return { ok: false, message: error.message };
    throw error;
  }
}

/** Symbols and words; the longest symbol wins. */
function tokens(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const two = text.slice(at, at + 2);
    let token = character;
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    if (SYMBOLS.includes(two)) token = two;
    else if (!SPECIAL.includes(character)) token = /^[^\s=!(),><]+/.exec(text.slice(at))?.[0] ?? character;
    found.push(token);
    at += token.length;
  }
  return found;
}

const isWord = (token: string) => token !== END && !SPECIAL.includes(token.charAt(0));

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(found: readonly string[]) {
    this.#tokens = found;
  }

  all(): LabelRequirement[] {
    const requirements: LabelRequirement[] = [];
    if (this.#next() === END) return requirements;
    if (!this.#startsRequirement()) throw this.#unexpected("expected: !, identifier, or 'end of string'");
    for (;;) {
      try {
        requirements.push(this.#requirement());
      } catch (error) {
        throw error instanceof Unparsable ? new Unparsable(`unable to parse requirement: ${error.message}`) : error;
      }
      const separator = this.#take();
      if (separator === END) return requirements;
      if (separator !== ',') throw new Unparsable(`found '${separator}', expected: ',' or 'end of string'`);
      if (!this.#startsRequirement()) throw this.#unexpected("expected: identifier after ','");
    }
  }

  #startsRequirement(): boolean {
    return this.#next() === '!' || isWord(this.#next());
  }

  #requirement(): LabelRequirement {
    const negated = this.#next() === '!';
    if (negated) this.#take();
    const key = this.#take();
    if (!isWord(key)) throw new Unparsable(`found '${key}', expected: identifier`);
    refuse('<nil>', key, qualifiedNameFaults(key));
    if (negated) return { key, operator: 'absent', values: [] };
    if (this.#next() === END || this.#next() === ',') return { key, operator: 'exists', values: [] };
    const operator = this.#take();
    if (!OPERATORS.includes(operator)) {
      throw new Unparsable(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    }
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#exactValue()];
    for (const [index, value] of values.entries()) {
      refuse(`values[${String(index)}][${key}]`, value, labelValueFaults(value));
    }
    if ((operator === '>' || operator === '<') && !/^[+-]?\d+$/.test(values[0] ?? '')) {
      refuse('values[0]', values[0] ?? '', ["for 'Gt', 'Lt' operators, the value must be an integer"]);
    }
    return { key, operator: operator as LabelOperator, values };
  }

  #values(): string[] {
    const open = this.#take();
    if (open !== '(') throw new Unparsable(`found '${open}' expected: '('`);
    const values: string[] = [];
    let wanted = true;
    for (;;) {
      const token = this.#take();
      if (token === ')') return wanted ? [...values, ''] : values;
      if (token === ',') {
        if (wanted) values.push('');
        wanted = true;
      } else if (isWord(token) && wanted) {
        values.push(token);
        wanted = false;
      } else throw new Unparsable(`found '${token}', expected: ${wanted ? "',', ')' or identifier" : "',' or ')'"}`);
    }
  }

  #exactValue(): string {
    if (this.#next() === END || this.#next() === ',') return '';
    const value = this.#take();
    if (isWord(value)) return value;
    throw new Unparsable(`found '${value}', expected: identifier`);
  }

  #next(): string {
    return this.#tokens[this.#at] ?? END;
  }

  #take(): string {
    const token = this.#next();
    this.#at++;
    return token;
  }

  #unexpected(expected: string): Unparsable {
    return new Unparsable(`found '${this.#next()}', ${expected}`);
  }
}

function refuse(path: string, value: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new Unparsable(`${path}: Invalid value: ${JSON.stringify(value)}: ${faults.join('; ')}`);
}
