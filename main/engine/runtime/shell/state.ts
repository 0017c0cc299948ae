// What a shell remembers: its variables, and where in its scripts it stands. Plain JSON, changed in place.
import { copyJson } from '../../kernel/json.ts';
import type { Descriptor, Descriptors } from '../os/descriptor.ts';

/** A place in a script that is under way, on top of those that wait for it. */
export interface Frame {
  /** Which of the scripts, and the number of its node; -1 for a frame that only holds what is to be put back. */
  readonly script: number;
  readonly node: number;
  /** How far it has come. */
  step: number;
  kind?: 'call' | 'source' | 'trap' | undefined;
  /** Outputs of the command substitutions that have been run for the expansion under way. */
  outputs?: string[] | undefined;
  /** The substitution that runs, and the pipe that it writes to. */
  substitution?: { readonly pid: number; readonly pipe: number } | undefined;
  substitutionStatus?: number | undefined;
  /** Children it waits for. */
  pids?: readonly number[] | undefined;
  words?: readonly string[] | undefined;
  status?: number | undefined;
  /** What was open before a redirection. */
  saved?: Descriptors | undefined;
  keeps?: readonly Descriptor[] | undefined;
  args?: readonly string[] | undefined;
  /** Exit code of a wait that a signal broke off. */
  interrupted?: number | undefined;
  /** Values that come back when a function ends; null where there was none. */
  locals?: (readonly [name: string, value: string | null])[] | undefined;
}

export interface CommandInput {
  buffer: string;
  /** Whether it asks for each line, as at a terminal. */
  prompts: boolean;
  /** It has asked, and there was no line yet. */
  asked?: true | undefined;
}

export interface ShellState {
  /** `$0` */
  readonly name: string;
  args: readonly string[];
  vars: Record<string, string>;
  exported: Record<string, true>;
  functions: Record<string, readonly [script: number, node: number]>;
  /** Commands by signal; an empty text ignores it. */
  traps: Record<string, string>;
  /** Letters of `set`. */
  options: string;
  /** Texts of the scripts that frames and functions stand in; null where one was forgotten. */
  scripts: (string | null)[];
  frames: Frame[];
  status: number;
  lastJob?: number | undefined;
  /** Children in the background. */
  jobs: readonly number[];
  /** Reads its commands from standard input; what was read and is not a whole command yet. */
  reads?: CommandInput | undefined;
  /** What `-c` or a file gave: messages name lines of a file. */
  fromFile?: boolean | undefined;
  /** A copy made for a part of a script; it is not to end because of `set -e` when `tested`. */
  forked?: { readonly tested: boolean } | undefined;
  /** A file whose commands are to be run. */
  file?: string | undefined;
  /** `$$`: the process of the shell that this is a part of. */
  home?: number | undefined;
  /** On its way out with this code. */
  exiting?: number | undefined;
}

export function newShell(name: string, args: readonly string[], env: Readonly<Record<string, string>>): ShellState {
  return {
    name,
    args,
    vars: { ...env },
    exported: Object.fromEntries(Object.keys(env).map((key) => [key, true as const])),
    functions: {},
    traps: {},
    options: '',
    scripts: [],
    frames: [],
    status: 0,
    jobs: [],
  };
}

/** A copy that is to run one node; handlers of signals are forgotten, ignored signals stay ignored. */
export function forkShell(shell: ShellState, script: number, node: number, tested: boolean): ShellState {
  const { frames: _frames, reads: _reads, exiting: _exiting, ...rest } = shell;
  const copy = copyJson(rest) as Omit<ShellState, 'frames'>;
  const traps = Object.fromEntries(Object.entries(copy.traps).filter(([name, text]) => text === '' && name !== 'EXIT'));
  return { ...copy, traps, jobs: [], frames: [{ script, node, step: 0 }], forked: { tested } };
}

/** The slot of a script's text; slots that nothing stands in any more are used again. */
export function slotFor(shell: ShellState, text: string): number {
  const known = shell.scripts.indexOf(text);
  if (known >= 0) return known;
  const used = new Set([
    ...shell.frames.map(({ script }) => script),
    ...Object.values(shell.functions).map(([script]) => script),
  ]);
  const free = shell.scripts.findIndex((_, slot) => !used.has(slot));
  const slot = free >= 0 ? free : shell.scripts.length;
  shell.scripts[slot] = text;
  return slot;
}
