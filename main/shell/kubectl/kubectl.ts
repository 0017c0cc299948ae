// Models staging/src/k8s.io/kubectl/pkg/cmd/cmd.go (v1.35): finds the command that is meant, reads its flags and runs it.
import type { ApiClient } from '../api-client.ts';
import { ApiFront } from '../api-front.ts';
import type { Command, CommandContext, FlagSpec, Surroundings } from './command.ts';
import { commands } from './commands/registry.ts';
import { isCompletionRequest, printCompletions } from './completion/print.ts';
import { CommandFailed, PlainError, isFailure, usageError } from './errors/errors.ts';
import { errorText } from './errors/print-error.ts';
import { findCommand, named } from './find-command.ts';
import { globalFlags, helpFlag } from './flags/global-flags.ts';
import { parseFlags } from './flags/parse-flags.ts';
import { commandHelp, rootHelp, rootUsage } from './help.ts';
import { openKubeconfig } from './kubeconfig.ts';

/** Runs `kubectl` with its arguments (without its own name); answers the exit code. */
export async function kubectl(args: readonly string[], surroundings: Surroundings, client: ApiClient): Promise<number> {
  try {
    return await run(args, surroundings, new ApiFront(client));
  } catch (caught) {
    // What a stopped command still has to say is of no interest to anybody.
    if (surroundings.signal.aborted) return INTERRUPTED;
    if (!isFailure(caught)) throw caught;
    surroundings.err(errorText(caught));
    return caught instanceof CommandFailed ? caught.exitCode : 1;
  }
}

/** The exit code of a program that was stopped by Ctrl-C. */
const INTERRUPTED = 130;

async function run(args: readonly string[], surroundings: Surroundings, client: ApiClient): Promise<number> {
  const [name = '', ...words] = args;
  if (isCompletionRequest(name)) return await printCompletions({ commands, surroundings, client }, name, words);
  return name === 'help' ? tellOf(words, surroundings) : await runNamed(args, surroundings, client);
}

/** What `help` says of the command that `words` name; of what is none it says so, and tells of all commands. */
function tellOf(words: readonly string[], { out, err }: Surroundings): number {
  const asked = words.filter((word) => !word.startsWith('-'));
  const [topic] = asked;
  if (topic !== undefined && !named(commands, topic)) {
    err(`Unknown help topic [${asked.map((word) => `\`${word}\``).join(' ')}]\n\n${rootUsage(commands)}`);
    return 0;
  }
  const { command, path } = findCommand(commands, asked);
  out(command ? commandHelp(command, path) : rootHelp(commands));
  return 0;
}

async function runNamed(asked: readonly string[], surroundings: Surroundings, client: ApiClient): Promise<number> {
  const { command, path, words } = findCommand(commands, asked);
  if (!command) {
    parse([], '', words);
    surroundings.out(rootHelp(commands));
    return 0;
  }
  const parsed = parse(command.flags, path, words);
  warnOfFlags(command, parsed.flags.given, surroundings);
  if (parsed.flags.bool('help')) {
    surroundings.out(commandHelp(command, path));
    return 0;
  }
  if (!command.run) return runGroup(command, path, parsed.args, surroundings);
  requireFlags(command, parsed.flags.given);
  const commandLine = () => {
    const { args: typedWords } = parse(command.flags, path, asked);
    return ['kubectl', ...typedWords, ...parsed.typed].join(' ');
  };
  return await command.run({ ...contextOf(command, path, parsed, surroundings, client), commandLine });
}

function warnOfFlags({ flags }: Command, given: (name: string) => boolean, { err }: Surroundings): void {
  for (const { name, deprecated } of flags) {
    if (deprecated !== undefined && given(name)) err(`Flag --${name} has been deprecated, ${deprecated}\n`);
  }
}

function parse(own: readonly FlagSpec[], path: string, words: readonly string[]): ReturnType<typeof parseFlags> {
  try {
    return parseFlags([...own, ...globalFlags, helpFlag], words);
  } catch (caught) {
    if (!(caught instanceof PlainError)) throw caught;
    const usage = ['kubectl', path, '--help'].filter((word) => word !== '').join(' ');
    throw new PlainError(`${caught.message}\nSee '${usage}' for usage.`);
  }
}

/** A command that only has others below it: without one of them it has failed. */
function runGroup(command: Command, path: string, args: readonly string[], { err }: Surroundings): number {
  if (args.length > 0) throw usageError(path, `unknown command "${args.join(' ')}"`);
  err(commandHelp(command, path));
  return 1;
}

function requireFlags({ flags }: Command, given: (name: string) => boolean): void {
  const missing = flags.filter(({ required, name }) => required && !given(name)).map(({ name }) => `"${name}"`);
  if (missing.length > 0) throw new PlainError(`required flag(s) ${missing.sort().join(', ')} not set`);
}

function contextOf(
  command: Command,
  path: string,
  { flags, args, afterDash }: ReturnType<typeof parseFlags>,
  surroundings: Surroundings,
  client: ApiClient,
): Omit<CommandContext, 'commandLine'> {
  // What a command has a flag of its own for (`create rolebinding --user`) chooses no cluster.
  const isOwn = (name: string) => command.flags.some((flag) => flag.name === name);
  const choices = { text: (name: string) => (isOwn(name) ? '' : flags.text(name)) };
  const kubeconfig = openKubeconfig(surroundings, choices, client.serverUrl);
  const warned = new Set<string>();
  const user = flags.text('as');
  return {
    ...surroundings,
    path,
    help: () => commandHelp(command, path),
    args,
    afterDash,
    flags,
    client: user === '' ? client : client.impersonate(user, flags.list('as-group')),
    kubeconfig,
    namespace: flags.text('namespace') || kubeconfig.namespace(),
    namespaceGiven: flags.given('namespace'),
    warn: (text) => {
      if (!warned.has(text)) surroundings.err(`Warning: ${text}\n`);
      warned.add(text);
    },
  };
}
