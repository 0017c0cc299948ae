// What the API server asks of the session that it stands before. What writes is answered once it is on record.
import type { ApiStatus, ExecInput, Requester } from '../../preload/contract/inputs.ts';
import type { HttpResponse, SentRequest } from '../../preload/contract/requests.ts';
import type { Pod } from '../engine/api/generated/types.ts';
import type { ApiClient, ContainerPlace } from '../shell/api-client.ts';

/** Who speaks: whom the journal names, and whose rights count. */
export interface Speaker {
  readonly caller: string;
  readonly user: Requester;
}

/** The resources of which objects have changed, as the store names them: `pods`, `crontabs.example.com`. */
export type Changed = Pick<ReadonlySet<string>, 'has'>;

export interface ClusterDoor {
  /** Whether the simulated API server runs; while it does not, connections are refused. */
  readonly isServing: boolean;
  /** The API on behalf of somebody. */
  clientOf(speaker: Speaker): ApiClient;
  /** Starts a command in a container; its standard input stays open if `stdinOpen` says so. */
  startCommand(speaker: Speaker, exec: ExecInput): Promise<StartedCommand>;
  /** Gives a container's first process more to read; nothing when it does not read. Without text that is the end. */
  feedContainer(speaker: Speaker, place: ContainerPlace, text: string | undefined): Promise<void>;
  /** Why somebody may not forward the ports of a Pod; undefined when they may. */
  mayForward(speaker: Speaker, namespace: string, pod: string): ApiStatus | undefined;
  /** Sends a request to a port of a Pod, from its own machine; undefined when nothing came back. Throws when refused. */
  sendToPod(speaker: Speaker, pod: Pod, port: number, request: PodRequest): Promise<HttpResponse | undefined>;
  /** Calls back whenever time has passed and what happened is on record; answers how to end that. */
  onChange(listener: (changed: Changed) => void): () => void;
}

export type StartedCommand =
  { readonly ok: true; readonly command: RunningCommand } | { readonly ok: false; readonly status: ApiStatus };

/** A command that runs in a container. */
export interface RunningCommand {
  /** Passes on what it writes until it has ended, and then its exit code; answers how to stop listening. */
  follow(listener: CommandListener): () => void;
  /** Gives it more to read; without text that was all. */
  feed(text: string | undefined): Promise<void>;
  /** Ctrl-C at its terminal. */
  interrupt(): Promise<void>;
}

export interface CommandListener {
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly onEnd: (exitCode: number) => void;
}

/** A request over HTTP, as far as programs in containers look at it. */
export type PodRequest = Pick<SentRequest, 'method' | 'path' | 'host'>;
