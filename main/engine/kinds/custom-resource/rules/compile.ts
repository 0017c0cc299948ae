// Models apiextensions-apiserver's pkg/apiserver/schema/cel/compilation.go (v1.35): rules made ready, and what is wrong with
// them.
import { EvaluationError, ParseError, type ParseResult, type TypeError } from '@marcbachmann/cel-js';
import type { ValidationRule } from '../../../api/generated/types.ts';
import type { Written } from '../../written.ts';
import type { Schema } from '../schema/schema.ts';
import { environment } from './environment.ts';
import { declareType } from './types.ts';

export interface CompiledRule {
  readonly rule: Written<ValidationRule>;
  readonly program: ParseResult;
  /** Undefined when there is none, or none that can be read. */
  readonly message: ParseResult | undefined;
  readonly usesOldSelf: boolean;
}

const untyped = environment.clone().registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');

/** Undefined for rules that cannot be read: they were refused with their definition. */
export function compileRule(rule: Written<ValidationRule>): CompiledRule | undefined {
  const program = parsed(rule.rule ?? '');
  if (!program) return undefined;
  const message = rule.messageExpression === undefined ? undefined : parsed(rule.messageExpression);
  return { rule, program, message, usesOldSelf: namesOldSelf(program.ast) };
}

function parsed(text: string): ParseResult | undefined {
  try {
    return untyped.parse(text);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function namesOldSelf(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(namesOldSelf);
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return false;
  return (node.op === 'id' && node.args === 'oldSelf') || namesOldSelf(node.args);
}

/** Checks expressions against the types of what they look at. */
export class RuleChecker {
  readonly #environment;

  constructor(schema: Schema, optionalOldSelf: boolean) {
    const typed = environment.clone();
    const type = declareType(typed, schema, 'self');
    this.#environment = typed
      .registerVariable('self', type)
      .registerVariable('oldSelf', optionalOldSelf ? 'optional' : type);
  }

  /** What is wrong with an expression that shall give a `wanted`; undefined when nothing is. */
  fault(text: string, wanted: 'bool' | 'string'): string | undefined {
    const { valid, type, error } = this.#environment.check(text);
    if (!valid) return error && isCertain(error) ? `compilation failed: ${issue(error, text)}` : undefined;
    return type === undefined || type === wanted || type === 'dyn' ? undefined : wanted;
  }
}

type Fault = ParseError | TypeError;

/** What is told of types is not certain beyond unknown names: objects may be compared in ways that are not known here. */
const isCertain = (error: Fault): boolean =>
  error instanceof ParseError || ['no_such_key', 'unknown_variable'].includes(error.code);

/** A fault as cel-go prints it: where, what, and the line with a mark below. */
function issue(error: Fault, text: string): string {
  const { range, code, summary } = error;
  const name = summary.replace(/^[^:]*: /, '');
  // A field is marked at its dot.
  const at = Math.max((range?.start ?? 0) - (code === 'no_such_key' ? 1 : 0), 0);
  const what =
    code === 'no_such_key'
      ? `undefined field '${name}'`
      : code === 'unknown_variable'
        ? `undeclared reference to '${name}' (in container '')`
        : `Syntax error: ${summary}`;
  const before = text.slice(0, at).split('\n');
  const line = text.split('\n')[before.length - 1] ?? '';
  const column = before.at(-1)?.length ?? 0;
  return `ERROR: <input>:${String(before.length)}:${String(column + 1)}: ${what}\n | ${line}\n | ${'.'.repeat(column)}^`;
}

/** The text of a failure while a rule was evaluated, in the words of cel-go. */
export function failureText(error: unknown): string {
  if (!(error instanceof EvaluationError)) throw error;
  const text = error.summary.replace(/ \[?index \d+ >= size \d+\]?$/, '');
  return text.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase());
}
