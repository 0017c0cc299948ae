// `$(( ))`: whole numbers, variables, and the operators of C with assignment.
import { ArithmeticError, apply, whole } from './arithmetic-operators.ts';

export interface ArithmeticVariables {
  get(name: string): string;
  set(name: string, value: string): void;
}

const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|[<>=!]=|[-+*/%&^|]=|[-+*/%<>=!~&^|?:(),])/y;
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];
const DEPTH_MAX = 60;

/** What an expression comes to. Throws ArithmeticError in the words of BusyBox. */
export function arithmetic(text: string, variables: ArithmeticVariables): number {
  const reader = new Reader(tokensOf(text), variables);
  return reader.whole();
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new ArithmeticError('arithmetic syntax error');
    tokens.push(token);
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly string[];
  readonly #variables: ArithmeticVariables;
  #at = 0;
  #depth = 0;
  /** Inside the branch that is not taken nothing is assigned. */
  #idle = 0;

  constructor(tokens: readonly string[], variables: ArithmeticVariables) {
    this.#tokens = tokens;
    this.#variables = variables;
  }

  whole(): number {
    if (this.#tokens.length === 0) return 0;
    const value = this.#comma();
    if (this.#at < this.#tokens.length) throw new ArithmeticError('arithmetic syntax error');
    return value;
  }

  #comma(): number {
    let value = this.#assignment();
    while (this.#take(',')) value = this.#assignment();
    return value;
  }

  #assignment(): number {
    if (++this.#depth > DEPTH_MAX) throw new ArithmeticError('expression recursion loop detected');
    const value = this.#assign() ?? this.#choice();
    this.#depth--;
    return value;
  }

  #assign(): number | undefined {
    const [name = '', operator = ''] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    if (!/^[A-Za-z_]/.test(name) || !/^(?:[-+*/%&^|]|<<|>>)?=$/.test(operator)) return undefined;
    this.#at += 2;
    const right = this.#assignment();
    return this.#set(name, operator === '=' ? right : apply(operator.slice(0, -1), this.#value(name), right));
  }

  #choice(): number {
    const condition = this.#binary(0);
    if (!this.#take('?')) return condition;
    const yes = this.#branch(condition !== 0);
    if (!this.#take(':')) throw new ArithmeticError('malformed ?: operator');
    const no = this.#branch(condition === 0);
    return condition === 0 ? no : yes;
  }

  #branch(taken: boolean): number {
    this.#idle += taken ? 0 : 1;
    const value = this.#assignment();
    this.#idle -= taken ? 0 : 1;
    return value;
  }

  #binary(level: number): number {
    const operators = LEVELS[level];
    if (!operators) return this.#power();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.#tokens[this.#at];
      if (operator === undefined || !operators.includes(operator)) return left;
      this.#at++;
      const skip = (operator === '&&' && left === 0) || (operator === '||' && left !== 0);
      this.#idle += skip ? 1 : 0;
      const right = this.#binary(level + 1);
      this.#idle -= skip ? 1 : 0;
      left = this.#idle > 0 || skip ? (operator === '||' && skip ? 1 : 0) : apply(operator, left, right);
    }
  }

  #power(): number {
    const base = this.#unary();
    if (!this.#take('**')) return base;
    return whole(base ** this.#power());
  }

  #unary(): number {
    const token = this.#tokens[this.#at];
    if (token === '++' || token === '--') {
      this.#at++;
      const name = this.#tokens[this.#at++] ?? '';
      return this.#set(name, this.#value(name) + (token === '++' ? 1 : -1));
    }
    if (token === undefined || !['-', '+', '!', '~'].includes(token)) return this.#primary();
    this.#at++;
    const value = this.#deeper(() => this.#unary());
    return token === '-' ? -value : token === '+' ? value : token === '!' ? Number(value === 0) : ~value;
  }

  #primary(): number {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new ArithmeticError('arithmetic syntax error');
    if (token === '(') {
      const value = this.#deeper(() => this.#comma());
      if (!this.#take(')')) throw new ArithmeticError('arithmetic syntax error');
      return value;
    }
    if (/^\d/.test(token)) return numberOf(token);
    if (!/^[A-Za-z_]/.test(token)) throw new ArithmeticError('arithmetic syntax error');
    const value = this.#value(token);
    if (this.#take('++')) this.#set(token, value + 1);
    else if (this.#take('--')) this.#set(token, value - 1);
    return value;
  }

  #deeper(work: () => number): number {
    if (++this.#depth > DEPTH_MAX) throw new ArithmeticError('expression recursion loop detected');
    const value = work();
    this.#depth--;
    return value;
  }

  #value(name: string): number {
    const text = this.#variables.get(name).trim();
    if (text === '') return 0;
    const sign = text.startsWith('-') ? -1 : 1;
    const digits = text.replace(/^[-+]/, '');
    if (!/^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(digits)) throw new ArithmeticError('arithmetic syntax error');
    return sign * numberOf(digits);
  }

  #set(name: string, value: number): number {
    if (this.#idle === 0) this.#variables.set(name, String(value));
    return value;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

function numberOf(digits: string): number {
  return /^0\d/.test(digits) ? parseInt(digits, 8) : Number(digits);
}
