// `test`, `[` and `[[`.
import { exists, isDirectory } from '../../os/directories.ts';
import { matches, regularExpression } from '../../shell/pattern.ts';
import type { Process } from '../program.ts';
import { type CommandResult, done, failed } from './command.ts';

/** Exit code 0 when the expression holds, 1 when it does not, 2 when it is none. `patterns`: as `[[ ]]` compares. */
export function test(args: readonly string[], process: Process, patterns = false): CommandResult {
  const reader = new Reader(args, process, patterns);
  const holds = reader.either();
  if (reader.problem !== undefined) return failed(`sh: ${reader.problem}\n`, 2);
  return holds ? done() : failed('');
}

const DEPTH_MAX = 100;
const UNARY = new Set([
  '-e',
  '-f',
  '-d',
  '-s',
  '-r',
  '-w',
  '-x',
  '-L',
  '-h',
  '-n',
  '-z',
  '-p',
  '-S',
  '-b',
  '-c',
  '-t',
  '-v',
]);
const BINARY = new Set([
  '=',
  '==',
  '!=',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '<',
  '>',
  '=~',
  '-nt',
  '-ot',
  '-ef',
]);

class Reader {
  readonly #args: readonly string[];
  readonly #process: Process;
  readonly #patterns: boolean;
  problem: string | undefined;
  #at = 0;
  #depth = 0;

  constructor(args: readonly string[], process: Process, patterns: boolean) {
    this.#args = args;
    this.#process = process;
    this.#patterns = patterns;
  }

  either(): boolean {
    let holds = this.#both();
    while (this.#take('-o') || this.#take('||')) holds = this.#both() || holds;
    if (this.#depth === 0 && this.#at < this.#args.length)
      this.problem ??= `${this.#args[this.#at] ?? ''}: unknown operand`;
    return holds;
  }

  #both(): boolean {
    let holds = this.#one();
    while (this.#take('-a') || this.#take('&&')) holds = this.#one() && holds;
    return holds;
  }

  #one(): boolean {
    const [first, second] = [this.#args[this.#at], this.#args[this.#at + 1]];
    if (first === undefined) return false;
    if (second !== undefined && BINARY.has(second) && this.#at + 2 < this.#args.length) {
      this.#at += 3;
      return this.#compare(first, second, this.#args[this.#at - 1] ?? '');
    }
    if (this.#depth < DEPTH_MAX && second !== undefined && this.#take('!')) return !this.#deeper(() => this.#one());
    if (this.#depth < DEPTH_MAX && second !== undefined && this.#take('(')) {
      const holds = this.#deeper(() => this.either());
      if (!this.#take(')')) this.problem ??= 'closing paren expected';
      return holds;
    }
    if (UNARY.has(first) && second !== undefined) {
      this.#at += 2;
      return this.#ask(first, second);
    }
    this.#at++;
    return first !== '';
  }

  #deeper(work: () => boolean): boolean {
    this.#depth++;
    const holds = work();
    this.#depth--;
    return holds;
  }

  #ask(operator: string, operand: string): boolean {
    const { files } = this.#process;
    const path = this.#process.path(operand);
    switch (operator) {
      case '-n':
        return operand !== '';
      case '-z':
        return operand === '';
      case '-d':
        return isDirectory(files, path);
      case '-f':
        return files.read(path) !== undefined;
      case '-s':
        return (files.read(path) ?? '') !== '';
      case '-v':
        return this.#process.env[operand] !== undefined;
      case '-e':
      case '-r':
      case '-w':
        return exists(files, path);
      case '-x':
        return exists(files, path) || this.#process.locate(operand) !== undefined;
      case '-c':
        return path === '/dev/null' || path === '/dev/zero';
      default:
        return false;
    }
  }

  #compare(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right || (this.#patterns && matches(right, left));
      case '!=':
        return !(left === right || (this.#patterns && matches(right, left)));
      case '<':
        return left < right;
      case '>':
        return left > right;
      case '=~':
        return regularExpression(right)?.test(left) === true;
      case '-nt':
      case '-ot':
        return false;
      case '-ef':
        return this.#process.path(left) === this.#process.path(right);
      default:
        return this.#numbers(left, operator, right);
    }
  }

  #numbers(leftText: string, operator: string, rightText: string): boolean {
    const wrong = [leftText, rightText].find((text) => !/^\s*[-+]?\d+\s*$/.test(text));
    if (wrong !== undefined) {
      this.problem ??= `${wrong}: bad number`;
      return false;
    }
    const [left, right] = [Number(leftText), Number(rightText)];
    switch (operator) {
      case '-eq':
        return left === right;
      case '-ne':
        return left !== right;
      case '-lt':
        return left < right;
      case '-le':
        return left <= right;
      case '-gt':
        return left > right;
      default:
        return left >= right;
    }
  }

  #take(text: string): boolean {
    if (this.#args[this.#at] !== text) return false;
    this.#at++;
    return true;
  }
}
