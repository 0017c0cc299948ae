// Models Command.Find of github.com/spf13/cobra: which command the words name, wherever flags stand among them.
import type { Command, FlagSpec } from './command.ts';
import { CommandFailed, PlainError } from './errors/errors.ts';
import { globalFlags } from './flags/global-flags.ts';

export interface FoundCommand {
  /** Undefined when no command is named at all. */
  readonly command: Command | undefined;
  /** `get`, `create deployment`; the proper names even where an alias was typed. */
  readonly path: string;
  /** The words without the names of commands. */
  readonly words: readonly string[];
}

/** Finds the deepest command that is named. Throws PlainError when the first name is not known. */
export function findCommand(commands: readonly Command[], words: readonly string[]): FoundCommand {
  const at = nextName(words, globalFlags);
  const name = at === undefined ? undefined : words[at];
  if (at === undefined || name === undefined) return { command: undefined, path: '', words };
  const command = named(commands, name);
  if (command) return descend(command, command.name, without(words, at));
  // An unknown command might be a plugin, whose name has to come first.
  if (words[0]?.startsWith('-'))
    throw new CommandFailed(`Error: flags cannot be placed before plugin name: ${words[0]}`);
  throw new PlainError(`unknown command "${name}" for "kubectl"${suggestionsFor(commands, name)}`);
}

function descend(command: Command, path: string, words: readonly string[]): FoundCommand {
  const { subcommands = [] } = command;
  const at = nextName(words, [...globalFlags, ...command.flags]);
  const child = at === undefined ? undefined : named(subcommands, words[at] ?? '');
  if (at === undefined || !child) return { command, path, words };
  return descend(child, `${path} ${child.name}`, without(words, at));
}

/** The command of that name or alias. */
export const named = (commands: readonly Command[], name: string): Command | undefined =>
  commands.find((command) => command.name === name || command.aliases?.includes(name));

const without = (words: readonly string[], at: number): readonly string[] => [
  ...words.slice(0, at),
  ...words.slice(at + 1),
];

/** The place of the first word that is neither a flag nor the value of one. */
function nextName(words: readonly string[], flags: readonly FlagSpec[]): number | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return undefined;
    if (!word.startsWith('-') || word === '-') return index;
    if (takesNextWord(word, flags)) index++;
  }
  return undefined;
}

function takesNextWord(word: string, flags: readonly FlagSpec[]): boolean {
  if (word.includes('=')) return false;
  const isLong = word.startsWith('--');
  if (!isLong && word.length > 2) return false;
  const spec = flags.find(({ name, shorthand }) => (isLong ? `--${name}` : `-${shorthand ?? ''}`) === word);
  return spec !== undefined && spec.type !== 'boolean' && spec.type !== 'optional';
}

/** Names that are written alike are offered. */
const DISTANCE_MAX = 2;

function suggestionsFor(commands: readonly Command[], typed: string): string {
  const alike = commands
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => name)
    .filter((name) => distance(typed.toLowerCase(), name) <= DISTANCE_MAX || name.startsWith(typed.toLowerCase()));
  return alike.length === 0 ? '' : `\n\nDid you mean this?\n${alike.map((name) => `\t${name}\n`).join('')}`;
}

/** How many letters have to be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(a).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
