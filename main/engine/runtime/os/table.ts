// The processes of one container with what they have open. All of it is plain JSON that is changed in place: a container
// is saved by copying its table.
import type { Json } from '../../kernel/json.ts';
import type { ExecSession } from '../exec.ts';
import type { ShellState } from '../shell/state.ts';
import type { Descriptors } from './descriptor.ts';
import type { SignalName } from './signals.ts';

export const OWN_STREAMS: Descriptors = { 0: 'stdin', 1: 'out', 2: 'err' };

/** Something that is open, and where its reader or writer stands. */
export type OpenFile = { readonly id: number } & (
  | { readonly type: 'file'; readonly path: string; at: number; readonly append: boolean }
  | { readonly type: 'text'; readonly text: string; at: number }
  | { readonly type: 'pipe-out' | 'pipe-in'; readonly pipe: number }
  | { readonly type: 'exec'; readonly exec: string; readonly stream: 'stdout' | 'stderr' }
);

export interface Pipe {
  readonly id: number;
  text: string;
  /** Somebody outside may still write to it. */
  held: boolean;
  /** Holds whatever is written, as for a command substitution. */
  readonly bottomless: boolean;
}

export type Wait =
  | { readonly for: 'time' }
  /** A child by its number; without one until all have ended. */
  | { readonly for: 'child'; readonly pid?: number | undefined; readonly interruptible?: boolean }
  | { readonly for: 'input'; readonly fd: number; readonly interruptible?: boolean }
  | { readonly for: 'ever' };

export type Task =
  | { readonly type: 'shell'; readonly shell: ShellState }
  /** A program that is found by its name; `state` is what it remembers between its turns. */
  | { readonly type: 'program'; readonly state: Json };

export interface ProcessEntry {
  readonly pid: number;
  parent: number;
  argv: readonly string[];
  task: Task;
  /** Undefined while it can go on. */
  wait?: Wait | undefined;
  /** Agenda entry that ends its wait. */
  entry?: number | undefined;
  /** Absent: the container's own. */
  env?: Readonly<Record<string, string>> | undefined;
  cwd?: string | undefined;
  fds?: Descriptors | undefined;
  listens?: readonly number[] | undefined;
  ignores?: readonly SignalName[] | undefined;
  /** Signals that a handler is still to see. */
  pending?: readonly SignalName[] | undefined;
  /** Children that have ended and were not asked for, with their exit codes. */
  ended?: readonly (readonly [pid: number, exitCode: number])[] | undefined;
  /** How many turns it has used up without waiting. */
  busy?: number | undefined;
  exec?: string | undefined;
  /** How many bytes of memory it holds, when it has asked for many. */
  memory?: number | undefined;
  /** How much of a core it keeps busy, in thousandths, when it has said so. */
  cpuMilli?: number | undefined;
  /** It is to end with this code. */
  leaving?: number | undefined;
}

export interface ProcessTable {
  processes: ProcessEntry[];
  nextPid: number;
  /** The container's first process, where that is not number 1: the Pod's containers share their processes. */
  first?: number | undefined;
  files?: OpenFile[] | undefined;
  pipes?: Pipe[] | undefined;
  nextFile?: number | undefined;
  execs?: ExecSession[] | undefined;
  /** The beginnings of lines that are not ended yet. */
  partial?: { stdout: string; stderr: string } | undefined;
}

/** A container in which nothing runs yet. */
export function newTable(): ProcessTable {
  return { processes: [], nextPid: 1 };
}

export function processOf(table: ProcessTable, pid: number): ProcessEntry | undefined {
  return table.processes.find((process) => process.pid === pid);
}

/** The number of the process with which the container ends. */
export function firstPid({ first = 1 }: ProcessTable): number {
  return first;
}

export function fdsOf(process: ProcessEntry): Descriptors {
  return process.fds ?? OWN_STREAMS;
}
