// Models the templates of kubectl's help (staging/src/k8s.io/kubectl/pkg/util/templates, v1.35).
import type { Command, FlagSpec } from './command.ts';
import { globalFlags } from './flags/global-flags.ts';
import { examplesOf } from './help/examples.ts';
import { flagText } from './help/flag-texts.ts';

/** The commands in the order in which `kubectl` alone tells of them; others follow by name. */
const groups: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Basic Commands (Beginner):', ['create', 'expose', 'run', 'set']],
  ['Basic Commands (Intermediate):', ['explain', 'get', 'edit', 'delete']],
  ['Deploy Commands:', ['rollout', 'scale', 'autoscale']],
  ['Cluster Management Commands:', ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint']],
  [
    'Troubleshooting and Debugging Commands:',
    ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
  ],
  ['Advanced Commands:', ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize']],
  ['Settings Commands:', ['label', 'annotate', 'completion']],
  ['Subcommands provided by plugins:', []],
];

/** What `kubectl` alone prints. */
export function rootHelp(commands: readonly Command[]): string {
  return [
    'kubectl controls the Kubernetes cluster manager.',
    '',
    ' Find more information at: https://kubernetes.io/docs/reference/kubectl/',
    rootUsage(commands),
  ].join('\n');
}

/** The same without what kubectl is. */
export function rootUsage(commands: readonly Command[]): string {
  const width = widthOf(commands);
  const grouped = groups.map(([title, names]): readonly [string, readonly Command[]] => [
    title,
    names.flatMap((name) => commands.filter((command) => command.name === name)),
  ]);
  const others = commands.filter(({ name, hidden }) => !hidden && !groups.some(([, names]) => names.includes(name)));
  const all = [...grouped, ['Other Commands:', byName(others)] as const];
  return [
    '',
    ...all.flatMap(([title, members]) => [title, ...members.map((command) => commandLine(command, width)), '']),
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
  const { aliases = [], subcommands = [] } = command;
  const width = widthOf(subcommands);
  const lines = byName(subcommands.filter(({ hidden }) => !hidden)).map((one) => commandLine(one, width));
  return [
    command.long ?? `${command.short}.`,
    '',
    ...(aliases.length > 0 ? ['Aliases:', [command.name, ...aliases].join(', '), ''] : []),
    ...exampleLines(path),
    ...(lines.length > 0 ? ['Available Commands:', ...lines, ''] : []),
    ...(command.flags.length > 0 ? ['Options:', ...flagLines(command.flags, path)] : []),
    'Usage:',
    `  kubectl ${command.usage}${command.usage.includes('[options]') ? '' : ' [options]'}`,
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
  return [lead, '', ...flagLines(globalFlags, ''), ''].join('\n');
}

const byName = (commands: readonly Command[]): readonly Command[] =>
  [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Shorter names are padded to so much all the same. */
const WIDTH_MIN = 11;

const widthOf = (commands: readonly Command[]): number =>
  Math.max(WIDTH_MIN, ...commands.map(({ name }) => name.length));

const commandLine = ({ name, short }: Command, width: number): string => `  ${name.padEnd(width)}   ${short}`;

function exampleLines(path: string): readonly string[] {
  const examples = examplesOf(path);
  if (examples.length === 0) return [];
  const lines = examples.flatMap(([what, command], index) => [
    ...(index === 0 ? [] : ['  ']),
    `  # ${what}`,
    `  kubectl ${command}`,
  ]);
  return ['Examples:', ...lines, ''];
}

function flagLines(flags: readonly FlagSpec[], path: string): string[] {
  const sorted = flags.filter(({ deprecated }) => deprecated === undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((flag) => {
    const short = flag.shorthand === undefined ? '' : `-${flag.shorthand}, `;
    return [`    ${short}--${flag.name}=${defaultText(flag)}:`, `\t${flagText(path, flag.name)}`, ''];
  });
}

function defaultText({ type, default: value }: FlagSpec): string {
  if (type === 'strings' || type === 'array') return `[${String(value ?? '')}]`;
  if (type === 'boolean') return String(value ?? false);
  if (type === 'int') return String(value ?? 0);
  return type === 'duration' ? String(value ?? '0s') : `'${String(value ?? '')}'`;
}
