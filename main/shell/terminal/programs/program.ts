import type { ResolvedCommandContext, ExecResult } from 'just-bash/browser';
import type { TerminalCluster } from '../cluster-client.ts';
import type { ApiClient } from '../../api-client.ts';
import type { Jobs } from '../jobs.ts';
import type { Person } from '../person.ts';
import type { OverlayTree } from '../overlay-tree.ts';

/** Where the programs of a terminal run. */
export interface ProgramWorld {
  readonly held: TerminalCluster;
  readonly client: ApiClient;
  readonly tree: OverlayTree;
  readonly jobs: Jobs;
  /** What is printed at once. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Lets others have their turn, where a program would go on for ever. */
  readonly pause: () => Promise<void>;
  /** Who sits at the terminal; a script has nobody. */
  readonly person: Person | undefined;
  /** From the start of a program as large as kubectl to its first request, in microseconds. */
  readonly startUs: number;
}

export type ProgramContext = ResolvedCommandContext;

/** A program that can be typed in a terminal; `signal` is aborted when it is stopped. */
export interface Program {
  readonly name: string;
  run(args: readonly string[], context: ProgramContext, world: ProgramWorld, signal: AbortSignal): Promise<ExecResult>;
}

export function printed(stdout: string, exitCode = 0): ExecResult {
  return { stdout, stderr: '', exitCode };
}

export function complained(stderr: string, exitCode = 1): ExecResult {
  return { stdout: '', stderr, exitCode };
}

/** What is piped into the program. The library keeps bytes in a text, one a character. */
export function stdinOf({ stdin }: ProgramContext): string {
  return Buffer.from(stdin as unknown as string, 'latin1').toString('utf8');
}
