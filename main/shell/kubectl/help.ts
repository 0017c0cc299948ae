// Models the templates of kubectl's help (staging/src/k8s.io/kubectl/pkg/util/templates, v1.35).
import type { Command, FlagSpec } from './command.ts';
import { globalFlags } from './flags/global-flags.ts';

/** What `kubectl` alone prints. */
export function rootHelp(commands: readonly Command[]): string {
  return [
    'kubectl controls the Kubernetes cluster manager.',
    '',
    ' Find more information at: https://kubernetes.io/docs/reference/kubectl/',
    '',
    ...commandLines(commands),
    'Usage:',
    '  kubectl [flags] [options]',
    '',
    'Use "kubectl <command> --help" for more information about a given command.',
    'Use "kubectl options" for a list of global command-line options (applies to all commands).',
    '',
  ].join('\n');
}

/** What `kubectl COMMAND --help` prints. */
export function commandHelp(command: Command, path: string): string {
  const { subcommands = [] } = command;
  return [
    command.long ?? command.short,
    '',
    ...commandLines(subcommands),
    ...(command.flags.length > 0 ? ['Options:', ...flagLines(command.flags), ''] : []),
    'Usage:',
    `  kubectl ${command.usage}${command.usage.endsWith('[options]') ? '' : ' [options]'}`,
    '',
    ...(subcommands.length > 0
      ? [`Use "kubectl ${path} <command> --help" for more information about a given command.`]
      : []),
    'Use "kubectl options" for a list of global command-line options (applies to all commands).',
    '',
  ].join('\n');
}

/** What `kubectl options` prints. */
export function optionsHelp(): string {
  const lead = 'The following options can be passed to any command:';
  return [lead, '', ...flagLines(globalFlags), ''].join('\n');
}

function commandLines(commands: readonly Command[]): string[] {
  const shown = commands.filter(({ hidden }) => !hidden);
  if (shown.length === 0) return [];
  const width = Math.max(...shown.map(({ name }) => name.length)) + 1;
  return ['Available Commands:', ...shown.map(({ name, short }) => `  ${name.padEnd(width)} ${short}`), ''];
}

function flagLines(flags: readonly FlagSpec[]): string[] {
  const sorted = [...flags].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((flag) => {
    const short = flag.shorthand === undefined ? '    ' : `-${flag.shorthand}, `;
    return [`    ${short}--${flag.name}=${defaultText(flag)}:`, `\t${flag.about ?? ''}`, ''];
  });
}

function defaultText({ type, default: value }: FlagSpec): string {
  if (type === 'strings' || type === 'array') return '[]';
  if (type === 'boolean') return String(value ?? false);
  if (type === 'int') return String(value ?? 0);
  return type === 'duration' ? String(value ?? '0s') : `'${String(value ?? '')}'`;
}
