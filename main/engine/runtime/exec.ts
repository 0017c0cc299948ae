// Commands that are run in a running container from outside: probes, hooks, `kubectl exec`. They take virtual time, and
// several may be under way at once; whoever asked is told of the end.
import type { Json } from '../kernel/json.ts';
import type { Micros } from '../kernel/time.ts';

/** Who is told: at the end an agenda entry of `type` comes to `actor`, with `payload` and the result under `exec`. */
export interface ExecAddress {
  readonly actor: string;
  readonly type: string;
  readonly payload: { readonly [key: string]: Json };
}

export interface ExecRequest {
  readonly argv: readonly string[];
  /** All that the command reads; absent when its standard input is closed. */
  readonly stdin?: string | undefined;
  /** Standard input stays open after `stdin`, for `Containers.feed`. */
  readonly stdinOpen?: boolean | undefined;
  readonly tty?: boolean | undefined;
  /** After so long it is killed, and the result says `timedOut`. */
  readonly timeoutUs?: number | undefined;
  /** `journal`: what it writes and how it ends are told by records alone. */
  readonly answerTo: ExecAddress | 'journal';
}

export type ExecStart =
  | { readonly ok: true; readonly id: string }
  /** There is no such program; `message` as containerd answers, without `rpc error: …`. */
  | { readonly ok: false; readonly message: string };

/** How a command ended. Plain JSON. */
export type ExecResult = {
  readonly id: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they were written. */
  readonly output: string;
  readonly durationUs: number;
  readonly timedOut: boolean;
};

/** A command that is under way. */
export interface ExecSession {
  readonly id: string;
  pid: number;
  readonly startedAt: Micros;
  readonly answerTo: ExecAddress | 'journal';
  stdout: string;
  stderr: string;
  output: string;
  /** Agenda entry that kills it. */
  timeoutEntry?: number | undefined;
  timedOut?: boolean | undefined;
}
