// A command of kubectl: each is a file in `commands`, and a line in `commands/registry.ts`.
import type { ApiClient } from '../api-client.ts';
import type { FlagSpec, Flags } from './flags/flag.ts';
import type { OpenKubeconfig } from './kubeconfig.ts';
import type { Surroundings } from './surroundings.ts';

export type { FlagSpec, Flags } from './flags/flag.ts';
export type { ShellFiles, Surroundings } from './surroundings.ts';

export interface CommandContext extends Surroundings {
  /** `get`, `create deployment`: as in help texts. */
  readonly path: string;
  /** What `--help` prints of the command. */
  readonly help: () => string;
  readonly args: readonly string[];
  /** What stood after `--`, which is in `args` too; undefined without one. */
  readonly afterDash: readonly string[] | undefined;
  readonly flags: Flags;
  /** The whole command as `--record` writes it down: what is no flag, then each flag with its value. */
  readonly commandLine: () => string;
  readonly client: ApiClient;
  readonly kubeconfig: OpenKubeconfig;
  /** Of `-n`, or of the kubeconfig's context. */
  readonly namespace: string;
  /** Whether the namespace was given by `-n`. */
  readonly namespaceGiven: boolean;
  /** Prints a `Warning:` line, once for each text. */
  readonly warn: (text: string) => void;
}

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line for the list of commands. */
  readonly short: string;
  /** More lines for help texts, when `short` does not tell all. */
  readonly long?: string;
  /** `kubectl get [(-o|--output=)json|yaml|…] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]` */
  readonly usage: string;
  /** Left out of the list of commands. */
  readonly hidden?: boolean;
  readonly flags: readonly FlagSpec[];
  readonly subcommands?: readonly Command[];
  /** Answers the exit code; throws CommandFailed for what `kubectl` prints as an error. */
  run?(context: CommandContext): Promise<number>;
}
