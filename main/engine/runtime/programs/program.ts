// What runs in a container: a program reacts to its start, to the end of what it waited for, to signals and to requests.
// Its state is data that the machine keeps; everything else it asks of its process.
import type { Json } from '../../kernel/json.ts';
import type { Micros } from '../../kernel/time.ts';
import type { Files } from '../files.ts';
import type { HttpRequest, HttpResponse, NameAnswer, RequestAnswer, RuleTables } from '../interfaces.ts';
import type { Lookup } from '../names/look-up.ts';
import type { ReadResult } from '../os/open-files.ts';
import type { SignalName } from '../os/signals.ts';

/** What a program knows of itself. */
export interface ProcessInfo {
  readonly pid: number;
  /** Program and arguments. */
  readonly argv: readonly string[];
  readonly image: string;
  readonly hostname: string;
  /** Of the Pod, or of the machine for Pods on its network. */
  readonly ip: string;
  /** The container's ports as the manifest declares them. */
  readonly ports: readonly number[];
  readonly files: Files;
  readonly now: Micros;
}

/** What a program can do besides. */
export interface Process extends ProcessInfo {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The absolute path of one that is relative to the working directory. */
  path(path: string): string;
  /** Takes what standard input has at present, with `until` no more than up to it. */
  read(until?: string): ReadResult;
  out(text: string): void;
  err(text: string): void;
  /** Starts a child with the same open files, whose environment `env` may replace; undefined when there is no such program. */
  spawn(argv: readonly string[], options?: SpawnOptions): number | undefined;
  /** The exit code of a child that has ended; asked for once. */
  ended(pid: number): number | undefined;
  /** Sends a signal; false when there is no such process. */
  signal(pid: number, signal: SignalName): boolean;
  processes(): readonly ProcessRow[];
  /** Where a program lies; undefined when the image has none of that name. */
  locate(name: string): string | undefined;
  /** Asks what listens at an IPv4 address, and waits at most so long. */
  request(address: string, port: number, request: HttpRequest, patienceUs: number): RequestAnswer;
  /** Finds the addresses of a name. */
  lookUp(name: string): Lookup;
  /** Asks a name server for one absolute name. */
  askName(name: string, server: string): NameAnswer;
  /** How long an echo to an IPv4 address and back takes, in microseconds; undefined when none comes back. */
  ping(address: string): number | undefined;
  /** What its kernel holds for packets; undefined when the container may not know (it lacks NET_ADMIN). */
  ruleTables(): RuleTables | undefined;
  /** The present time, for programs of whose outcome it decides; others only mention `now`. */
  clock(): Micros;
  /** A whole number from `low` to `high`. */
  random(low: number, high: number): number;
  /** Runs a command to its end at once; undefined when it takes too long, or there is no such program. */
  runAtOnce(argv: readonly string[], env: Readonly<Record<string, string>>): AtOnce | undefined;
  /** Takes memory; false when that is more than the container may have, which ends it. */
  takeMemory(bytes: number): boolean;
  /** Keeps so many thousandths of cores busy from now on. */
  burn(cpuMilli: number): void;
}

/** A process as others see it. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly argv: readonly string[];
  readonly listens?: readonly number[] | undefined;
}

export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** What became of a command that was run within one instant. */
export interface AtOnce {
  readonly exitCode: number;
  readonly stdout: string;
  readonly tookUs: number;
}

export interface LogLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

export type Next =
  /** Until somebody ends it. */
  | 'stay'
  | { readonly waitUs: number }
  /** Until standard input has more. */
  | 'input'
  | { readonly child: number }
  /** Another program takes its place. */
  | { readonly become: readonly string[]; readonly env?: Readonly<Record<string, string>> }
  | { readonly exitCode: number };

/** What a program does until it waits or ends. */
export interface Turn {
  readonly state?: Json;
  readonly logs?: readonly LogLine[] | undefined;
  /** Ports it listens on from now on; absent when that does not change. */
  readonly listens?: readonly number[];
  /** Name of the cluster's program that is up from now on. */
  readonly component?: string;
  /** How long a signal's handler takes before it ends the program; a moment unless told. */
  readonly afterUs?: number;
  readonly next: Next;
}

export type Answer =
  | {
      readonly kind: 'response';
      readonly response: HttpResponse;
      readonly logs?: readonly LogLine[];
      /** How long it takes over it besides the usual. */
      readonly tookUs?: number;
      /** What it remembers from now on; absent when that does not change. */
      readonly state?: Json;
      /** The program ends after it. */
      readonly exitCode?: number;
    }
  /** The connection stands, and nothing comes. */
  | { readonly kind: 'silent' };

export interface Program {
  /** Goes on after a wait; `state` is undefined at the start. */
  run(process: Process, state: Json): Turn;
  /** What a signal does; undefined, or absent, when it is not handled. */
  signal?(process: Process, state: Json, signal: SignalName): Turn | undefined;
  /** Answers on a port it listens on; absent for programs that do not speak HTTP. */
  answer?(process: Process, request: HttpRequest, state: Json, port: number): Answer;
  /** Says by gRPC how one of its services is; undefined, or absent, where it does not speak that. */
  health?(process: Process, service: string, state: Json, port: number): GrpcHealth | undefined;
}

/** What grpc.health.v1 answers to a check. */
export type GrpcHealth = 'SERVING' | 'NOT_SERVING' | 'unknown service';
