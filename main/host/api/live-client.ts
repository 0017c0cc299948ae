// The API of the living cluster for those outside: at the present virtual instant, at the pace of the clock. What writes
// is an input with its caller, and is answered once it is on record.
import type {
  ApiAnswer,
  ApiRequest,
  ApiStatus,
  EngineInput,
  ExecInput,
  InputResult,
  WriteRequest,
} from '../../../preload/contract/inputs.ts';
import type { HttpResponse } from '../../../preload/contract/requests.ts';
import type { PodRequest, Speaker, StartedCommand } from '../../apiserver/door.ts';
import { denial } from '../../engine/api/authorization/guard.ts';
import { answerReview } from '../../engine/api/authorization/reviews.ts';
import { isMaster, userNamed } from '../../engine/api/authorization/user.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import type { PrintContext } from '../../engine/api/resources.ts';
import { failed, unavailable } from '../../engine/api/status.ts';
import { type Micros, SECOND } from '../../engine/kernel/time.ts';
import type {
  ApiClient,
  ContainerPlace,
  DiscoveredResource,
  ExecAnswer,
  ExecRequest,
  LogAnswer,
  LogRequest,
} from '../../shell/api-client.ts';
import { answerIn, isWrite } from '../../shell/requests.ts';
import { answerLogs } from '../../shell/terminal/pod-logs.ts';
import { LiveCommand } from './live-command.ts';
import type { LiveWorld } from './live-world.ts';

/** How long a forwarded request waits for its answer. */
const FORWARD_US = 30 * SECOND;

type Failure = ReturnType<typeof failed>;

export class LiveClient implements ApiClient {
  readonly #world: LiveWorld;
  readonly #speaker: Speaker;

  constructor(world: LiveWorld, speaker: Speaker) {
    this.#world = world;
    this.#speaker = speaker;
  }

  get serverUrl(): string {
    return `https://${this.#world.cluster.server.settings.apiServerAddress}`;
  }

  get now(): Micros {
    return this.#world.cluster.now;
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    const { cluster } = this.#world;
    const { user } = this.#speaker;
    if (!isWrite(request)) return cluster.answer(request, user);
    return answerReview(cluster.server, request, user) ?? (await this.#write(request));
  }

  impersonate(name: string, groups: readonly string[]): ApiClient {
    return new LiveClient(this.#world, { caller: name, user: userNamed(name, groups) });
  }

  discover(): readonly DiscoveredResource[] {
    return this.#world.discover();
  }

  printContext(): PrintContext {
    return this.#world.cluster.printContext;
  }

  sleep(durationUs: number, signal?: AbortSignal): Promise<void> {
    return this.#world.sleepers.sleep(this.now, durationUs, signal);
  }

  logs(request: LogRequest): Promise<LogAnswer> {
    return Promise.resolve(answerLogs(this.#world, this.#speaker.user, request));
  }

  async feed(place: ContainerPlace, text: string): Promise<void> {
    if (text !== '') await this.feedContainer(place, text);
    await this.feedContainer(place, undefined);
  }

  /** Gives a container's first process more to read; without text that was all. */
  async feedContainer(place: ContainerPlace, text: string | undefined): Promise<void> {
    await this.#submit({ type: 'exec-input', feed: { ...place, exec: '', ...(text !== undefined && { text }) } });
  }

  async exec({ out, err, signal, ...asked }: ExecRequest): Promise<ExecAnswer> {
    const { namespace, pod, container, argv, stdin, tty } = asked;
    const started = await this.start({ namespace, pod, container, argv, stdin, tty });
    if (!started.ok) return started;
    return new Promise((resolve) => {
      const end = started.command.follow({
        onOutput: (stream, text) => {
          (stream === 'stdout' ? out : err)(text);
        },
        onEnd: (exitCode) => {
          resolve({ ok: true, exitCode });
        },
      });
      signal.addEventListener('abort', () => {
        end();
        resolve({ ok: true, exitCode: undefined });
      });
    });
  }

  /** Starts a command in a container. */
  async start(exec: ExecInput): Promise<StartedCommand> {
    const denied = this.denialOf('exec', exec.namespace, exec.pod);
    if (denied) return failed(denied);
    const started = await this.#submit({ type: 'exec', exec });
    if (!started.ok) return started;
    const id = 'exec' in started ? started.exec : '';
    return { ok: true, command: new LiveCommand(this.#world, this.#speaker.caller, exec, id) };
  }

  /** Why the speaker may not open a stream of a Pod; undefined when they may. */
  denialOf(subresource: 'exec' | 'portforward', namespace: string, name: string): ApiStatus | undefined {
    const { server } = this.#world.cluster;
    const asked = { verb: 'create', resource: 'pods', subresource, namespace, name } as const;
    return denial(server, this.#speaker.user, asked, server.kinds.pods);
  }

  /** Sends a request to a port of a Pod, from its own machine. Throws Error when it is refused. */
  async sendToPod({ spec, status }: Pod, port: number, request: PodRequest): Promise<HttpResponse | undefined> {
    const from = { node: spec?.nodeName ?? '', address: status?.podIP ?? '', port, timeoutUs: FORWARD_US };
    const result = await this.#submit({ type: 'send-request', request: { ...from, ...request } });
    if (!result.ok) throw new Error(result.status.message);
    if (!('sent' in result)) throw new Error('a request into the cluster was answered like one of the API');
    const { finished, response } = result.sent;
    if (finished.outcome !== 'refused') return response;
    throw new Error(`dial tcp4 127.0.0.1:${String(port)}: connect: connection refused`);
  }

  async #write(request: WriteRequest): Promise<ApiAnswer> {
    const { user } = this.#speaker;
    const result = await this.#submit({ type: 'request', request, ...(!isMaster(user) && { user }) });
    return answerIn(result);
  }

  async #submit(input: EngineInput): Promise<InputResult | Failure> {
    const done = await this.#world.submit(input, this.#speaker.caller);
    return done.ok ? done.value : failed(unavailable(done.problem.message));
  }
}
