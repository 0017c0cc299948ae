// What the tools of the terminal know of the cluster: its API, and time. Every request and every sleep takes virtual
// time; nothing here looks at the clock on the wall.
import type { ApiAnswer, ApiRequest, ApiStatus } from '../../preload/contract/inputs.ts';
import type { PrintContext } from '../engine/api/resources.ts';
import type { Micros } from '../engine/kernel/time.ts';

/** A kind as discovery tells it. */
export interface DiscoveredResource {
  /** Plural, as in URLs. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  /** A version beside the one by which the kind is known: requests must say which they mean. */
  readonly alternative?: boolean | undefined;
}

export interface ApiClient {
  /** `https://10.0.0.231:6443` */
  readonly serverUrl: string;
  /** The present virtual moment. */
  readonly now: Micros;
  request(request: ApiRequest): Promise<ApiAnswer>;
  /** The same API for somebody else, as for `kubectl --as`. */
  impersonate(user: string, groups: readonly string[]): ApiClient;
  /** Everything that is served at present, custom resources too. */
  discover(): readonly DiscoveredResource[];
  /** For descriptions and tables: lists through the API at the present moment. */
  printContext(): PrintContext;
  /** Comes back when so much virtual time has passed; at once when `signal` is aborted. */
  sleep(durationUs: number, signal?: AbortSignal): Promise<void>;
  /** The lines that a container wrote; `previous` those of the one before it. */
  logs(request: LogRequest): Promise<LogAnswer>;
  /** Gives the container's first process all that it is to read; nothing when it does not read. */
  feed(place: ContainerPlace, text: string): Promise<void>;
  /** Why nobody is connected who asks for this; undefined when they are. */
  denialOf(asked: ConnectRequest): Promise<ApiStatus | undefined>;
  /** Runs a command in a container; comes back when it has ended, or `signal` is aborted. */
  exec(request: ExecRequest): Promise<ExecAnswer>;
}

export interface ContainerPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** A request to be connected with something: with a command in a Pod, a port of it, a Service, a kubelet. */
export interface ConnectRequest {
  readonly verb: 'get' | 'create' | 'update' | 'patch' | 'delete';
  readonly resource: 'pods' | 'services' | 'nodes';
  readonly subresource: 'exec' | 'attach' | 'portforward' | 'proxy';
  /** Empty for nodes. */
  readonly namespace: string;
  readonly name: string;
}

export interface ExecRequest extends ContainerPlace {
  readonly argv: readonly string[];
  /** All that it reads; absent when its standard input is closed. */
  readonly stdin?: string | undefined;
  readonly tty?: boolean | undefined;
  /** Told once the command runs, when what it reads comes bit by bit; `stdin` is its beginning then. */
  readonly onStart?: ((command: FedCommand) => void) | undefined;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly signal: AbortSignal;
}

/** A command that somebody feeds. */
export interface FedCommand {
  /** Gives it more to read; without text that was all. */
  feed(text: string | undefined): Promise<void>;
  /** As Ctrl-C does. */
  interrupt(): Promise<void>;
}

/** Its exit code is undefined when it was not waited for to the end. */
export type ExecAnswer =
  { readonly ok: true; readonly exitCode: number | undefined } | Extract<ApiAnswer, { readonly ok: false }>;

export interface LogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string | undefined;
  readonly previous?: boolean | undefined;
}

export interface LogAnswerLine {
  readonly at: Micros;
  readonly text: string;
  /** No line end follows it. */
  readonly partial?: true | undefined;
}

export type LogAnswer =
  | {
      readonly ok: true;
      readonly lines: readonly LogAnswerLine[];
      readonly ended: boolean;
    }
  | Extract<ApiAnswer, { readonly ok: false }>;
