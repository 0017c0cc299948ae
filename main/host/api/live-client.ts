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
import { problemText } from '../../../preload/contract/problems.ts';
import type { HttpResponse } from '../../../preload/contract/requests.ts';
import type { OutsideAnswer, PodRequest, Speaker, StartedCommand } from '../../apiserver/door.ts';
import { answerReview } from '../../engine/api/authorization/reviews.ts';
import { isMaster, userNamed } from '../../engine/api/authorization/user.ts';
import type { Pod, SelfSubjectReview } from '../../engine/api/generated/types.ts';
import type { AnyKind, PrintContext } from '../../engine/api/resources.ts';
import { withComponentFields } from '../../engine/api/component-fields.ts';
import { failed, unavailable } from '../../engine/api/status.ts';
import { type Micros, SECOND } from '../../engine/kernel/time.ts';
import type {
  ApiClient,
  ConnectRequest,
  ContainerPlace,
  DiscoveredResource,
  ExecAnswer,
  ExecRequest,
  LogAnswer,
  LogRequest,
} from '../../shell/api-client.ts';
import { answerIn, isWrite } from '../../shell/requests.ts';
import { connectDenial } from '../../shell/connect-denial.ts';
import { answerLogs } from '../../shell/terminal/pod-logs.ts';
import { LiveCommand } from './live-command.ts';
import type { LiveWorld } from './live-world.ts';

/** How long a forwarded request waits for its answer. */
const FORWARD_US = 30 * SECOND;
/** Where programs run that run on no machine of the cluster. */
const OUTSIDE = '';

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
    const review = answerReview(cluster.server, request, user);
    return review ? withCredential(review, this.#speaker) : await this.#write(request);
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

  async exec({ out, err, signal, onStart, ...asked }: ExecRequest): Promise<ExecAnswer> {
    const { namespace, pod, container, argv, stdin, tty } = asked;
    const isFed = onStart !== undefined;
    const started = await this.start({
      namespace,
      pod,
      container,
      argv,
      stdin,
      tty,
      ...(isFed && { stdinOpen: true }),
    });
    if (!started.ok) return started;
    onStart?.(started.command);
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
    const { namespace, pod: name } = exec;
    const denied = await this.denialOf({ verb: 'create', resource: 'pods', subresource: 'exec', namespace, name });
    if (denied) return failed(denied);
    const started = await this.#submit({ type: 'exec', exec });
    if (!started.ok) return started;
    const id = 'exec' in started ? started.exec : '';
    return { ok: true, command: new LiveCommand(this.#world, this.#speaker.caller, exec, id) };
  }

  denialOf(asked: ConnectRequest): Promise<ApiStatus | undefined> {
    return Promise.resolve(connectDenial(this.#world.cluster.server, this.#speaker.user, asked));
  }

  /** Sends a request to a port of a Pod, from its own machine. Throws Error when it is refused. */
  async sendToPod({ spec, status }: Pod, port: number, request: PodRequest): Promise<HttpResponse | undefined> {
    const { outcome, response } = await this.#send(spec?.nodeName ?? '', status?.podIP ?? '', port, request);
    if (outcome !== 'refused') return response;
    throw new Error(`dial tcp4 127.0.0.1:${String(port)}: connect: connection refused`);
  }

  /** Sends a request from the machine of the API server. Throws Error when it is refused. */
  async sendFromServer(address: string, port: number, request: PodRequest): Promise<HttpResponse | undefined> {
    const { server, runtime } = this.#world.cluster;
    const [own = ''] = server.settings.apiServerAddress.split(':');
    const node = runtime.machineNames().find((name) => runtime.machineIp(name) === own) ?? '';
    const { outcome, response } = await this.#send(node, address, port, request);
    if (outcome !== 'refused') return response;
    throw new Error(`dial tcp ${address}:${String(port)}: connect: connection refused`);
  }

  /** Sends a request to a node port of the first machine, from outside the cluster. Throws Error when the session is over. */
  sendFromOutside(port: number, request: PodRequest): Promise<OutsideAnswer> {
    const { runtime } = this.#world.cluster;
    const [first = ''] = runtime.machineNames();
    return this.#send(OUTSIDE, runtime.machineIp(first) ?? '', port, request);
  }

  /** Answers tell the cluster's own writers in `managedFields`, as those of reads do. */
  async #write(request: WriteRequest): Promise<ApiAnswer> {
    const { user } = this.#speaker;
    const result = await this.#submit({ type: 'request', request, ...(!isMaster(user) && { user }) });
    return withManagers(this.#world.cluster.server.kindOf(request.resource), answerIn(result));
  }

  async #send(node: string, address: string, port: number, request: PodRequest) {
    const asked = { node, address, port, timeoutUs: FORWARD_US, ...request };
    const result = await this.#submit({ type: 'send-request', request: asked });
    if (!result.ok) throw new Error(result.status.message);
    if (!('sent' in result)) throw new Error('a request into the cluster was answered like one of the API');
    const { finished, response } = result.sent;
    return { outcome: finished.outcome, response };
  }

  async #submit(input: EngineInput): Promise<InputResult | Failure> {
    const done = await this.#world.submit(input, this.#speaker.caller);
    return done.ok ? done.value : failed(unavailable(problemText(done.problem)));
  }
}

function withManagers(kind: AnyKind | undefined, answer: ApiAnswer): ApiAnswer {
  if (!answer.ok || !answer.object || !kind) return answer;
  return { ...answer, object: withComponentFields(kind, answer.object) };
}

/** Who asks who they are is told by what they are known, too. */
function withCredential(answer: ApiAnswer, { credential }: Speaker): ApiAnswer {
  if (!answer.ok || credential === undefined) return answer;
  const { status } = answer.object as SelfSubjectReview;
  if (!status?.userInfo) return answer;
  const extra = { 'authentication.kubernetes.io/credential-id': [credential] };
  const told: SelfSubjectReview = { ...answer.object, status: { userInfo: { ...status.userInfo, extra } } };
  return { ...answer, object: told };
}
