// The shell library's syntax tree: its types, and the few nodes that are made here.
import type { Bash } from 'just-bash/browser';

export type ScriptPlugin = Parameters<Bash['registerTransformPlugin']>[0];
export type Script = Parameters<ScriptPlugin['transform']>[0]['ast'];
export type Statement = Script['statements'][number];
export type Pipeline = Statement['pipelines'][number];
export type Command = Pipeline['commands'][number];
export type SimpleCommand = Extract<Command, { type: 'SimpleCommand' }>;
type Group = Extract<Command, { type: 'Group' }>;
type Redirection = Group['redirections'][number];

/** A command of words that mean nothing but themselves. */
export function plainCommand(...words: readonly string[]): SimpleCommand {
  const [name = '', ...args] = words.map((value) => ({ type: 'Word' as const, parts: [singleQuoted(value)] }));
  return { type: 'SimpleCommand', name: name === '' ? null : name, args, assignments: [], redirections: [] };
}

export function statementOf(pipeline: Pipeline): Statement {
  return { type: 'Statement', pipelines: [pipeline], operators: [], background: false };
}

export function pipelineOf(command: Command): Pipeline {
  return { type: 'Pipeline', commands: [command], negated: false };
}

/** `{ pipeline; } >>stdout 2>>stderr` */
export function redirected(pipeline: Pipeline, stdout: string, stderr: string): Pipeline {
  const redirections = [appendTo(1, stdout), appendTo(2, stderr)];
  return pipelineOf({ type: 'Group', body: [statementOf(pipeline)], redirections });
}

/** The same without a group around it: standard error of each command, standard output of the last. */
export function redirectedSingly(pipeline: Pipeline, stdout: string, stderr: string): Pipeline {
  const last = pipeline.commands.length - 1;
  const commands = pipeline.commands.map((command, index) => {
    const added = [...(index === last ? [appendTo(1, stdout)] : []), appendTo(2, stderr)];
    return { ...command, redirections: [...added, ...command.redirections] };
  });
  return { ...pipeline, commands };
}

export function definesFunction({ pipelines }: Statement): boolean {
  return pipelines.some(({ commands }) => commands.some(({ type }) => type === 'FunctionDef'));
}

/** The name of a command where it is written out; undefined where it is expanded from something. */
export function writtenName({ name }: SimpleCommand): string | undefined {
  const [part, ...others] = name?.parts ?? [];
  return part?.type === 'Literal' && others.length === 0 ? part.value : undefined;
}

function appendTo(fd: number, path: string): Redirection {
  return { type: 'Redirection', fd, operator: '>>', target: { type: 'Word', parts: [singleQuoted(path)] } };
}

function singleQuoted(value: string): { type: 'SingleQuoted'; value: string } {
  return { type: 'SingleQuoted', value };
}
