// What runs in a container: a program reacts to its start, to the end of what it waited for, to SIGTERM and to requests.
// Its state is data that the machine keeps.
import type { Json } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import type { Files } from '../files.ts';
import type { HttpRequest, HttpResponse } from '../interfaces.ts';

/** What a program knows of itself. */
export interface Process {
  /** Program and arguments. */
  readonly argv: readonly string[];
  readonly image: string;
  readonly hostname: string;
  /** The container's ports as the manifest declares them. */
  readonly ports: readonly number[];
  readonly files: Files;
  readonly now: Micros;
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** What a program does until it waits or ends. */
export interface Turn {
  readonly state?: Json;
  readonly logs?: readonly LogLine[] | undefined;
  /** Ports it listens on from now on; absent when that does not change. */
  readonly listens?: readonly number[];
  /** Name of the cluster's program that is up from now on. */
  readonly component?: string;
  /** `stay`: until somebody ends it. */
  readonly next: 'stay' | { readonly waitUs: number } | { readonly exitCode: number };
}

export interface Program {
  /** Goes on after a wait; `state` is undefined at the start. */
  run(process: Process, state: Json): Turn;
  /** What SIGTERM does; undefined when nothing, as for a first process that does not handle it. */
  terminate(process: Process, state: Json): Turn | undefined;
  /** Answers on a port it listens on; absent for programs that do not speak HTTP. */
  answer?(process: Process, request: HttpRequest): HttpResponse;
}
