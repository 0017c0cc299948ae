// The API of a cluster in this process, for the commands of a terminal. Requests take virtual time; writes are inputs,
// so that they stand in the journal with their caller.
import type {
  ApiAnswer,
  ApiRequest,
  ApiStatus,
  EngineInput,
  ExecFeed,
  InputResult,
  Requester,
  WriteRequest,
} from '../../../preload/contract/inputs.ts';
import { answerReview } from '../../engine/api/authorization/reviews.ts';
import { admin, isMaster, userNamed } from '../../engine/api/authorization/user.ts';
import type { PrintContext } from '../../engine/api/resources.ts';
import { failed } from '../../engine/api/status.ts';
import type { Cluster } from '../../engine/cluster.ts';
import { MILLISECOND, type Micros } from '../../engine/kernel/time.ts';
import type {
  ApiClient,
  ConnectRequest,
  ContainerPlace,
  DiscoveredResource,
  ExecAnswer,
  ExecRequest,
  FedCommand,
  LogAnswer,
  LogRequest,
} from '../api-client.ts';
import { discovered } from '../discovery.ts';
import { answerIn, isWrite } from '../requests.ts';
import { connectDenial } from '../connect-denial.ts';
import type { Sleepers } from '../time/sleepers.ts';
import type { LogBook } from './log-book.ts';
import { answerLogs } from './pod-logs.ts';

/** From asking the API server to its answer, for a client in the same network. */
const REQUEST_US = 3 * MILLISECOND;
/** How often a command that runs is looked at. */
const FOLLOW_GROWTH = 1.2;
const FOLLOW_US_MAX = 100 * MILLISECOND;

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
  readonly #user: Requester;

  /** `caller` is whom the journal names, `user` whose rights count. */
  constructor(held: TerminalCluster, caller = 'person', user: Requester = admin) {
    this.#held = held;
    this.#caller = caller;
    this.#user = user;
  }

  get serverUrl(): string {
    return `https://${this.#held.cluster.server.settings.apiServerAddress}`;
  }

  get now(): Micros {
    return this.#held.cluster.now;
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    await this.sleep(REQUEST_US);
    if (isWrite(request)) return answerReview(this.#held.cluster.server, request, this.#user) ?? this.#write(request);
    return this.#held.cluster.answer(request, this.#user);
  }

  impersonate(user: string, groups: readonly string[]): ApiClient {
    return new ClusterClient(this.#held, user, userNamed(user, groups));
  }

  discover(): readonly DiscoveredResource[] {
    return discovered(this.#held.cluster.server);
  }

  printContext(): PrintContext {
    return this.#held.cluster.printContext;
  }

  sleep(durationUs: number, signal?: AbortSignal): Promise<void> {
    return this.#held.sleepers.sleep(this.now, durationUs, signal);
  }

  async logs(request: LogRequest): Promise<LogAnswer> {
    await this.sleep(REQUEST_US);
    return answerLogs(this.#held, this.#user, request);
  }

  async feed(place: ContainerPlace, text: string): Promise<void> {
    await this.sleep(REQUEST_US);
    if (text !== '') this.#held.submit({ type: 'exec-input', feed: { ...place, exec: '', text } }, this.#caller);
    this.#held.submit({ type: 'exec-input', feed: { ...place, exec: '' } }, this.#caller);
  }

  async denialOf(asked: ConnectRequest): Promise<ApiStatus | undefined> {
    await this.sleep(REQUEST_US);
    return connectDenial(this.#held.cluster.server, this.#user, asked);
  }

  async exec(request: ExecRequest): Promise<ExecAnswer> {
    await this.sleep(REQUEST_US);
    const { namespace, pod, container, argv, stdin, tty, onStart } = request;
    const asked = { verb: 'create', resource: 'pods', subresource: 'exec', namespace, name: pod } as const;
    const denied = connectDenial(this.#held.cluster.server, this.#user, asked);
    if (denied) return failed(denied);
    const exec = { namespace, pod, container, argv, stdin, tty, ...(onStart && { stdinOpen: true }) };
    const started = this.#held.submit({ type: 'exec', exec }, this.#caller);
    if (!started.ok) return started;
    const id = 'exec' in started ? started.exec : '';
    onStart?.(this.#fed(request, id));
    return await this.#follow(id, request);
  }

  #fed({ namespace, pod, container }: ContainerPlace, exec: string): FedCommand {
    const submit = async (what: Pick<ExecFeed, 'text' | 'interrupt'>) => {
      await this.sleep(REQUEST_US);
      this.#held.submit({ type: 'exec-input', feed: { namespace, pod, container, exec, ...what } }, this.#caller);
    };
    return {
      feed: (text) => submit(text === undefined ? {} : { text }),
      interrupt: () => submit({ interrupt: true }),
    };
  }

  /** Passes on what a command writes until it ends; looks the less often the longer it takes. */
  async #follow(exec: string, { out, err, signal }: ExecRequest): Promise<ExecAnswer> {
    for (let waitUs = REQUEST_US; !signal.aborted; waitUs = Math.min(waitUs * FOLLOW_GROWTH, FOLLOW_US_MAX)) {
      await this.sleep(waitUs, signal);
      const { output, exitCode } = this.#held.logBook.execs.take(exec);
      for (const { stream, text } of output) (stream === 'stdout' ? out : err)(text);
      if (exitCode !== undefined) return { ok: true, exitCode };
    }
    return { ok: true, exitCode: undefined };
  }

  #write(request: WriteRequest): ApiAnswer {
    const user = isMaster(this.#user) ? undefined : this.#user;
    const result = this.#held.submit({ type: 'request', request, ...(user && { user }) }, this.#caller);
    return answerIn(result);
  }
}
