// Models getCompletions in github.com/spf13/cobra's completions.go, as far as kubectl has use for it.
import type { ApiClient } from '../../api-client.ts';
import type { Command, FlagSpec, Flags, Surroundings } from '../command.ts';
import { isFailure } from '../errors/errors.ts';
import { findCommand } from '../find-command.ts';
import { globalFlags, helpFlag } from '../flags/global-flags.ts';
import { parseFlags } from '../flags/parse-flags.ts';
import { flagText } from '../help/flag-texts.ts';
import { openKubeconfig } from '../kubeconfig.ts';
import { argumentSource, flagSource } from './arguments.ts';
import { type Candidate, FILES, NOTHING, type Offer } from './offer.ts';

/** Where a word is to be completed: the commands there are, and what they would run with. */
export interface Workplace {
  readonly commands: readonly Command[];
  readonly surroundings: Surroundings;
  readonly client: ApiClient;
}

/** What may stand in place of `typed` after `words`, which follow `kubectl`. Without an answer where they make no sense. */
export async function complete(place: Workplace, words: readonly string[], typed: string): Promise<Offer> {
  try {
    // What `help` is asked about are commands alone.
    if (words[0] === 'help') return helpOffer(place, words.slice(1), typed);
    return await offer(place, words, typed);
  } catch (caught) {
    if (isFailure(caught)) return FILES;
    throw caught;
  }
}

async function offer(place: Workplace, words: readonly string[], typed: string): Promise<Offer> {
  const { commands } = place;
  const { command, path, words: rest } = findCommand(commands, words);
  const specs = [...(command?.flags ?? []), ...globalFlags, helpFlag];
  const awaited = awaitedFlag(specs, rest, typed);
  const { flags, args, afterDash } = parseFlags(specs, awaited?.words ?? rest);
  if (flags.bool('help')) return NOTHING;
  if (awaited) return await valueOffer(place, path, flags, args, awaited);
  if (typed.startsWith('-') && afterDash === undefined) return flagOffer(command, path, flags, typed);
  const below = command ? (command.subcommands ?? []) : commands;
  const names = args.length === 0 ? commandCandidates(below, typed, command === undefined) : [];
  const source = command && argumentSource(path);
  const found = source
    ? await source(completingOf(place, flags, args, typed))
    : { ...FILES, files: below.length === 0 };
  const needed = candidatesOf(requiredFlags(command, flags), path, typed);
  return { ...found, candidates: [...names, ...needed, ...found.candidates] };
}

function helpOffer({ commands }: Workplace, words: readonly string[], typed: string): Offer {
  const { command } = findCommand(commands, words);
  return { ...NOTHING, candidates: commandCandidates(command ? (command.subcommands ?? []) : commands, typed, false) };
}

const requiredFlags = (command: Command | undefined, flags: Flags): readonly FlagSpec[] =>
  (command?.flags ?? []).filter(({ name, required }) => required === true && !flags.given(name));

interface AwaitedFlag {
  readonly spec: FlagSpec;
  readonly value: string;
  /** Those before the flag. */
  readonly words: readonly string[];
}

/** The flag whose value the word is: `-n ku`, `--namespace=ku`. */
function awaitedFlag(specs: readonly FlagSpec[], words: readonly string[], typed: string): AwaitedFlag | undefined {
  if (words.includes('--')) return undefined;
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(typed) ?? [];
  const long = name === undefined ? undefined : specs.find((spec) => spec.name === name);
  if (long) return { spec: long, value: value ?? '', words };
  const last = words.at(-1) ?? '';
  const spec = specs.find(({ name: one, shorthand }) => last === `--${one}` || last === `-${shorthand ?? ''}`);
  if (!spec || last === '-' || spec.type === 'boolean' || spec.type === 'optional') return undefined;
  return { spec, value: typed, words: words.slice(0, -1) };
}

async function valueOffer(
  place: Workplace,
  path: string,
  flags: Flags,
  args: readonly string[],
  { spec, value }: AwaitedFlag,
): Promise<Offer> {
  const source = flagSource(path, spec.name);
  return source ? await source(completingOf(place, flags, args, value)) : FILES;
}

function completingOf({ surroundings, client }: Workplace, flags: Flags, args: readonly string[], typed: string) {
  const kubeconfig = openKubeconfig(surroundings, flags, client.serverUrl);
  const namespace = flags.text('namespace') || kubeconfig.namespace();
  return { client, namespace, kubeconfig: kubeconfig.config, args, typed };
}

function commandCandidates(commands: readonly Command[], typed: string, isRoot: boolean): readonly Candidate[] {
  const shown = commands.filter(({ hidden }) => !hidden).map(({ name, short }) => ({ text: name, about: short }));
  const all = isRoot ? [...shown, { text: 'help', about: 'Help about any command' }] : shown;
  return all.filter(({ text }) => text.startsWith(typed)).sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Flags that must be given come before all others; those that are given already are left out. */
function flagOffer(command: Command | undefined, path: string, flags: Flags, typed: string): Offer {
  const own = [...(command?.flags ?? []), helpFlag];
  const isOpen = ({ name, type, deprecated }: FlagSpec) =>
    deprecated === undefined && (!flags.given(name) || type === 'strings' || type === 'array');
  const needed = candidatesOf(requiredFlags(command, flags), path, typed);
  if (needed.length > 0) return { ...NOTHING, candidates: needed };
  const isInherited = ({ name }: FlagSpec) => own.every((flag) => flag.name !== name);
  const inherited = candidatesOf(
    globalFlags.filter((flag) => isInherited(flag) && isOpen(flag)),
    '',
    typed,
  );
  return { ...NOTHING, candidates: [...inherited, ...candidatesOf(own.filter(isOpen), path, typed)] };
}

function candidatesOf(specs: readonly FlagSpec[], path: string, typed: string): readonly Candidate[] {
  const sorted = [...specs].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap(({ name, shorthand }) => {
    const about = name === 'help' ? `help for ${path.split(' ').at(-1) || 'kubectl'}` : flagText(path, name);
    const texts = [`--${name}`, ...(shorthand === undefined ? [] : [`-${shorthand}`])];
    return texts.filter((text) => text.startsWith(typed)).map((text) => ({ text, about }));
  });
}
