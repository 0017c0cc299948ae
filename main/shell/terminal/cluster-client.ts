// The API of a cluster in this process, for the commands of a terminal. Requests take virtual time; writes are inputs,
// so that they stand in the journal with their caller.
import type {
  ApiAnswer,
  ApiRequest,
  EngineInput,
  InputResult,
  WriteRequest,
} from '../../../preload/contract/inputs.ts';
import { answerRead } from '../../engine/api/read.ts';
import type { PrintContext } from '../../engine/api/resources.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { MILLISECOND, type Micros } from '../../engine/kernel/time.ts';
import type { ApiClient, DiscoveredResource, LogAnswer, LogRequest } from '../api-client.ts';
import type { Sleepers } from '../time/sleepers.ts';
import type { LogBook } from './log-book.ts';
import { readLogs } from './pod-logs.ts';

/** From asking the API server to its answer, for a client in the same network. */
const REQUEST_US = 3 * MILLISECOND;
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** A cluster as a terminal holds it. */
export interface TerminalCluster {
  readonly cluster: Cluster;
  /** Carries out an input and puts it on record. */
  submit(input: EngineInput, caller: string): InputResult;
  readonly sleepers: Sleepers;
  readonly logBook: LogBook;
}

export class ClusterClient implements ApiClient {
  readonly #held: TerminalCluster;
  readonly #caller: string;

  /** `caller` is whom the journal names. */
  constructor(held: TerminalCluster, caller = 'person') {
    this.#held = held;
    this.#caller = caller;
  }

  get serverUrl(): string {
    return `https://${this.#held.cluster.server.settings.apiServerAddress}`;
  }

  get now(): Micros {
    return this.#held.cluster.now;
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    await this.sleep(REQUEST_US);
    if (isWrite(request)) return this.#write(request);
    const { server, printContext } = this.#held.cluster;
    return answerRead(server, request, printContext);
  }

  impersonate(user: string): ApiClient {
    return new ClusterClient(this.#held, user);
  }

  discover(): readonly DiscoveredResource[] {
    return this.#held.cluster.server.servedKinds().map((kind) => ({
      resource: kind.resource,
      singular: kind.singular,
      kind: kind.kind,
      group: kind.group,
      version: kind.version,
      namespaced: kind.namespaced,
      shortNames: kind.shortNames,
      categories: kind.categories,
      verbs: VERBS,
    }));
  }

  printContext(): PrintContext {
    return this.#held.cluster.printContext;
  }

  sleep(durationUs: number, signal?: AbortSignal): Promise<void> {
    return this.#held.sleepers.sleep(this.now, durationUs, signal);
  }

  async logs(request: LogRequest): Promise<LogAnswer> {
    await this.sleep(REQUEST_US);
    const { server } = this.#held.cluster;
    const found = server.get('pods', request.namespace, request.pod);
    if (!found.ok) return found;
    return readLogs(found.object, request, this.#held.logBook);
  }

  #write(request: WriteRequest): ApiAnswer {
    const result = this.#held.submit({ type: 'request', request }, this.#caller);
    if (result.ok && 'applied' in result) throw new Error('a request was answered like a manifest');
    return result;
  }
}

function isWrite(request: ApiRequest): request is WriteRequest {
  return request.verb !== 'get' && request.verb !== 'list' && request.verb !== 'watch';
}
