// Models Go's text/template/exec.go as kubectl uses it for `-o go-template`.
import { isJsonObject } from '../../../../engine/kernel/json.ts';
import { PlainError } from '../../errors/errors.ts';
import { TemplateFault, functions, goText, isTrue } from './functions.ts';
import type { Command, Declaration, Node, Operand, Pipeline } from './nodes.ts';
import { Variables } from './variables.ts';

export interface RunOptions {
  /** Whether a missing key is printed as `<no value>`, or a failure. */
  readonly allowMissing: boolean;
  /** The template, for the words of failures. */
  readonly text: string;
}

/** The template filled in from `data`. Throws PlainError where that fails. */
export function runTemplate(nodes: readonly Node[], data: unknown, options: RunOptions): string {
  try {
    const variables = new Variables();
    variables.declare('', data);
    return runNodes(nodes, { dot: data, variables, allowMissing: options.allowMissing });
  } catch (caught) {
    if (!(caught instanceof TemplateFault)) throw caught;
    throw new PlainError(
      `error executing template ${JSON.stringify(options.text)}: template: output:1: ${caught.message}`,
    );
  }
}

interface Scope {
  readonly dot: unknown;
  readonly variables: Variables;
  readonly allowMissing: boolean;
}

function runNodes(nodes: readonly Node[], scope: Scope): string {
  const inner = { ...scope, variables: new Variables(scope.variables) };
  return nodes.map((node) => runNode(node, inner)).join('');
}

function runNode(node: Node, scope: Scope): string {
  if (node.type === 'text') return node.text;
  const value = evaluate(node.pipeline, scope);
  if (node.type === 'range') return runRange(node, value, scope);
  declare(node.declaration, [value], scope);
  if (node.type === 'action') return node.declaration ? '' : goText(value);
  if (!isTrue(value)) return runNodes(node.otherwise, scope);
  return runNodes(node.body, node.type === 'with' ? { ...scope, dot: value } : scope);
}

function declare(declaration: Declaration | undefined, values: readonly unknown[], scope: Scope): void {
  declaration?.names.forEach((name, index) => {
    if (declaration.assigns) scope.variables.assign(name, values[index]);
    else scope.variables.declare(name, values[index]);
  });
}

function runRange(node: Node & { type: 'range' | 'if' | 'with' }, value: unknown, scope: Scope): string {
  const entries = entriesOf(value);
  if (entries.length === 0) return runNodes(node.otherwise, scope);
  return entries
    .map(([key, item]) => {
      const inner = { ...scope, dot: item, variables: new Variables(scope.variables) };
      declare(node.declaration, node.declaration?.names.length === 1 ? [item] : [key, item], inner);
      return runNodes(node.body, inner);
    })
    .join('');
}

function entriesOf(value: unknown): readonly (readonly [key: unknown, item: unknown])[] {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [index, item] as const);
  if (isJsonObject(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => [key, value[key]] as const);
  }
  if (typeof value === 'number') return Array.from({ length: value }, (_, index) => [index, index] as const);
  if (value === undefined || value === null) return [];
  throw new TemplateFault(`range can't iterate over ${goText(value)}`);
}

function evaluate({ commands }: Pipeline, scope: Scope): unknown {
  let before: readonly unknown[] = [];
  for (const command of commands) before = [runCommand(command, before, scope)];
  return before[0];
}

function runCommand({ name, operands }: Command, before: readonly unknown[], scope: Scope): unknown {
  const values = [...operands.map((operand) => operandValue(operand, scope)), ...before];
  if (name === undefined) return values[0];
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!run) throw new TemplateFault(`function "${name}" not defined`);
  return run(...values);
}

function operandValue(operand: Operand, scope: Scope): unknown {
  switch (operand.type) {
    case 'dot':
      return scope.dot;
    case 'constant':
      return operand.value;
    case 'field':
      return fieldOf(scope.dot, operand.names, scope);
    case 'variable':
      if (!scope.variables.has(operand.name)) throw new TemplateFault(`undefined variable "$${operand.name}"`);
      return fieldOf(scope.variables.get(operand.name), operand.names, scope);
    case 'pipeline':
      return fieldOf(evaluate(operand.pipeline, scope), operand.names, scope);
  }
}

function fieldOf(from: unknown, names: readonly string[], { allowMissing }: Scope): unknown {
  let value = from;
  for (const name of names) {
    if (value === undefined || value === null) return undefined;
    if (!isJsonObject(value)) throw new TemplateFault(`can't evaluate field ${name} in type interface {}`);
    value = value[name];
    if (value === undefined && !allowMissing) throw new TemplateFault(`map has no entry for key "${name}"`);
  }
  return value;
}
