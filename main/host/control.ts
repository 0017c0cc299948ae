// What the engine host and whoever started it say to one another, beside the lines to windows.
import type { Outcome, Problem } from '../../preload/contract/problems.ts';
import type { ExportChoices } from '../../preload/contract/transfer.ts';

/** To the host. */
export type HostOrder =
  /** A window wants a line: over the port that comes with it, or, where there are no ports, over this channel. */
  | { readonly type: 'connect' }
  /** A message of that window, where there are no ports. */
  | { readonly type: 'window'; readonly message: unknown }
  /** Write what is asked for of the moment shown to `path`, and report it by the same number. */
  | { readonly type: 'export'; readonly id: number; readonly path: string; readonly choices: ExportChoices }
  /** Write a keyframe, close the file, and end. */
  | { readonly type: 'close' };

/** From the host. */
export type HostReport =
  /** The session is open and its cluster goes on. */
  | { readonly type: 'ready' }
  /** A message to the window, where there are no ports. */
  | { readonly type: 'window'; readonly message: unknown }
  /** What became of the export of that number. */
  | { readonly type: 'exported'; readonly id: number; readonly outcome: Outcome<ExportedCount> }
  /** Something people should know; the host goes on. */
  | { readonly type: 'problem'; readonly problem: Problem }
  /** The session cannot be opened, or the engine stopped; the host ends. */
  | { readonly type: 'failed'; readonly problem: Problem };

/** How many objects or events were written. */
export interface ExportedCount {
  readonly count: number;
}

/** Exit codes of the host. */
export const HOST_EXIT = {
  closed: 0,
  /** Wrong arguments, or a session that cannot be opened: starting it again is of no use. */
  refused: 65,
  /** A broken invariant: started again it opens the session at rest. */
  engineStopped: 70,
} as const;

export interface NewSession {
  readonly name: string;
  readonly preset: string;
  /** 31 bits; undefined lets the system choose. */
  readonly seed?: number | undefined;
}

export interface HostArguments {
  readonly path: string;
  /** What to make when there is no such file; undefined refuses then. */
  readonly create?: NewSession | undefined;
  /** Open it, but do not let time pass. */
  readonly paused: boolean;
}

/** As one command line argument, so that nothing of it is taken for a switch. */
export const writeHostArguments = (given: HostArguments): string => JSON.stringify(given);
