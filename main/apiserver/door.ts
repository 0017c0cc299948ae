// What the API server asks of the session that it stands before. What writes is answered once it is on record.
import type { ApiStatus, ExecInput, Requester } from '../../preload/contract/inputs.ts';
import type { FinishedRequest, HttpResponse, SentRequest } from '../../preload/contract/requests.ts';
import type { ResourceAttributes } from '../engine/api/authorization/attributes.ts';
import type { Pod } from '../engine/api/generated/types.ts';
import type { ApiClient, ContainerPlace } from '../shell/api-client.ts';

/** Who speaks: whom the journal names, and whose rights count. */
export interface Speaker {
  readonly caller: string;
  readonly user: Requester;
  /** By what they are known, where that is told: `X509SHA256=…`. */
  readonly credential?: string | undefined;
}

/** The resources of which objects have changed, as the store names them: `pods`, `crontabs.example.com`. */
export type Changed = Pick<ReadonlySet<string>, 'has'>;

export interface ClusterDoor {
  /** Whether the simulated API server runs; while it does not, connections are refused. */
  readonly isServing: boolean;
  /** Whose token this is: that of a service account. Undefined when it is not taken. */
  userOf(token: string): Requester | undefined;
  /** Why somebody may not do what the API itself never hears of; undefined when they may. */
  refusalOf(user: Requester, asked: ResourceAttributes): ApiStatus | undefined;
  /** The API on behalf of somebody. */
  clientOf(speaker: Speaker): ApiClient;
  /** Starts a command in a container; its standard input stays open if `stdinOpen` says so. */
  startCommand(speaker: Speaker, exec: ExecInput): Promise<StartedCommand>;
  /** Gives a container's first process more to read; nothing when it does not read. Without text that is the end. */
  feedContainer(speaker: Speaker, place: ContainerPlace, text: string | undefined): Promise<void>;
  /** Sends a request to a port of a Pod, from its own machine; undefined when nothing came back. Throws when refused. */
  sendToPod(speaker: Speaker, pod: Pod, port: number, request: PodRequest): Promise<HttpResponse | undefined>;
  /** Sends a request from the machine of the API server; undefined when nothing came back. Throws when refused. */
  sendFromServer(
    speaker: Speaker,
    address: string,
    port: number,
    request: PodRequest,
  ): Promise<HttpResponse | undefined>;
  /** The node ports of all Services. */
  nodePorts(): readonly number[];
  /** Sends a request to a node port, from outside the cluster. */
  sendFromOutside(speaker: Speaker, port: number, request: PodRequest): Promise<OutsideAnswer>;
  /** Why the kubelet of a node cannot be asked; undefined when it can. */
  kubeletFault(node: string): string | undefined;
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

/** What came of a request from outside, and what came back. */
export interface OutsideAnswer {
  readonly outcome: FinishedRequest['outcome'];
  readonly response?: HttpResponse | undefined;
}

/** A request over HTTP, as far as programs in containers look at it. */
export type PodRequest = Pick<SentRequest, 'method' | 'path' | 'host'>;
