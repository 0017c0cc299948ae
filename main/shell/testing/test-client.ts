// The API of a cluster for tests of commands: requests take no time, and sleeping runs the cluster on.
import type { ApiAnswer, ApiRequest, ApiStatus, Requester } from '../../../preload/contract/inputs.ts';
import { answerReview } from '../../engine/api/authorization/reviews.ts';
import { admin, userNamed } from '../../engine/api/authorization/user.ts';
import type { PrintContext } from '../../engine/api/resources.ts';
import { failed, internalError } from '../../engine/api/status.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { after, type Micros } from '../../engine/kernel/time.ts';
import type {
  ApiClient,
  ConnectRequest,
  DiscoveredResource,
  ExecAnswer,
  LogAnswer,
  LogRequest,
} from '../api-client.ts';
import { discovered } from '../discovery.ts';
import { connectDenial } from '../connect-denial.ts';

export class TestClient implements ApiClient {
  readonly serverUrl = 'https://10.0.0.231:6443';
  /** What containers are said to have written, by `pod/container`. */
  readonly written: Readonly<Record<string, readonly string[]>>;
  readonly #cluster: Cluster;
  readonly #user: Requester;

  constructor(cluster: Cluster, written: Readonly<Record<string, readonly string[]>> = {}, user = admin) {
    this.#cluster = cluster;
    this.written = written;
    this.#user = user;
  }

  get now(): Micros {
    return this.#cluster.now;
  }

  request(request: ApiRequest): Promise<ApiAnswer> {
    const { verb } = request;
    if (verb === 'get' || verb === 'list' || verb === 'watch') {
      return Promise.resolve(this.#cluster.answer(request, this.#user));
    }
    const review = answerReview(this.#cluster.server, request, this.#user);
    if (review) return Promise.resolve(review);
    return Promise.resolve(this.#cluster.submit({ type: 'request', request, user: this.#user }) as ApiAnswer);
  }

  impersonate(user: string, groups: readonly string[]): ApiClient {
    return new TestClient(this.#cluster, this.written, userNamed(user, groups));
  }

  discover(): readonly DiscoveredResource[] {
    return discovered(this.#cluster.server);
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

  feed(): Promise<void> {
    return Promise.resolve();
  }

  denialOf(asked: ConnectRequest): Promise<ApiStatus | undefined> {
    return Promise.resolve(connectDenial(this.#cluster.server, this.#user, asked));
  }

  /** In these clusters no containers run. */
  exec(): Promise<ExecAnswer> {
    return Promise.resolve(failed(internalError('unable to upgrade connection: container not found')));
  }
}
