// The API of a cluster for tests of commands: requests take no time, and sleeping runs the cluster on.
import type { ApiAnswer, ApiRequest } from '../../../preload/contract/inputs.ts';
import type { PrintContext } from '../../engine/api/resources.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { after, type Micros } from '../../engine/kernel/time.ts';
import { kinds } from '../../engine/kinds/registry.ts';
import type { ApiClient, DiscoveredResource, LogAnswer, LogRequest } from '../api-client.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

export class TestClient implements ApiClient {
  readonly serverUrl = 'https://10.0.0.231:6443';
  /** What containers are said to have written, by `pod/container`. */
  readonly written: Readonly<Record<string, readonly string[]>>;
  readonly #cluster: Cluster;

  constructor(cluster: Cluster, written: Readonly<Record<string, readonly string[]>> = {}) {
    this.#cluster = cluster;
    this.written = written;
  }

  get now(): Micros {
    return this.#cluster.now;
  }

  request(request: ApiRequest): Promise<ApiAnswer> {
    const { verb } = request;
    if (verb === 'get' || verb === 'list' || verb === 'watch') {
      return Promise.resolve(this.#cluster.answer(request));
    }
    return Promise.resolve(this.#cluster.submit({ type: 'request', request }) as ApiAnswer);
  }

  impersonate(): ApiClient {
    return this;
  }

  discover(): readonly DiscoveredResource[] {
    return Object.values(kinds).map((kind) => ({ ...kind, verbs: VERBS }));
  }

  printContext(): PrintContext {
    return this.#cluster.printContext;
  }

  sleep(durationUs: number): Promise<void> {
    this.#cluster.runUntil(after(this.now, durationUs));
    return Promise.resolve();
  }

  logs({ pod, container = '' }: LogRequest): Promise<LogAnswer> {
    const lines = (this.written[`${pod}/${container}`] ?? []).map((text) => ({ at: this.now, text }));
    return Promise.resolve({ ok: true, lines, ended: true });
  }
}
