// What stands before the API of a cluster: what a real API server serves besides.
import type { ApiAnswer, ApiRequest, ApiStatus, Requester } from '../../preload/contract/inputs.ts';
import { attributesOf, refusalOf } from '../engine/api/authorization/attributes.ts';
import { decide } from '../engine/api/authorization/authorizer.ts';
import type { RoleSource } from '../engine/api/authorization/rule-resolver.ts';
import { admin, userNamed } from '../engine/api/authorization/user.ts';
import type { PrintContext } from '../engine/api/resources.ts';
import { failed } from '../engine/api/status.ts';
import type { Micros } from '../engine/kernel/time.ts';
import type {
  ApiClient,
  ConnectRequest,
  ContainerPlace,
  DiscoveredResource,
  ExecAnswer,
  ExecRequest,
  LogAnswer,
  LogRequest,
} from './api-client.ts';
import { Discovery, bareAnswer } from './bare-resources.ts';

export class ApiFront implements ApiClient {
  readonly #client: ApiClient;
  readonly #user: Requester;
  readonly #discovery: Discovery;

  /** Fronts of one cluster may share a `discovery`. */
  constructor(client: ApiClient, user: Requester = admin, discovery = new Discovery()) {
    this.#client = client;
    this.#user = user;
    this.#discovery = discovery;
  }

  get serverUrl(): string {
    return this.#client.serverUrl;
  }

  get now(): Micros {
    return this.#client.now;
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    const bare = bareAnswer(this.#client, request);
    if (!bare) return await this.#client.request(request);
    const refused = this.#refusal(request);
    return refused ? failed(refused) : bare;
  }

  impersonate(user: string, groups: readonly string[]): ApiClient {
    return new ApiFront(this.#client.impersonate(user, groups), userNamed(user, groups), this.#discovery);
  }

  discover(): readonly DiscoveredResource[] {
    return this.#discovery.all(this.#client.discover());
  }

  printContext(): PrintContext {
    return this.#client.printContext();
  }

  sleep(durationUs: number, signal?: AbortSignal): Promise<void> {
    return this.#client.sleep(durationUs, signal);
  }

  logs(request: LogRequest): Promise<LogAnswer> {
    return this.#client.logs(request);
  }

  feed(place: ContainerPlace, text: string): Promise<void> {
    return this.#client.feed(place, text);
  }

  denialOf(asked: ConnectRequest): Promise<ApiStatus | undefined> {
    return this.#client.denialOf(asked);
  }

  exec(request: ExecRequest): Promise<ExecAnswer> {
    return this.#client.exec(request);
  }

  /** Why this user may not ask for what the API server itself does not know here. */
  #refusal(request: ApiRequest): ApiStatus | undefined {
    const resource = this.discover().find((one) => one.resource === request.resource);
    if (!resource) return undefined;
    const asked = attributesOf(request, resource);
    const { allowed, reason } = decide(rolesOf(this.printContext()), this.#user, asked);
    return allowed ? undefined : refusalOf(this.#user, asked, resource, reason);
  }
}

function rolesOf(context: PrintContext): RoleSource {
  return {
    all: (resource) => context.list(resource),
    get: (resource, namespace, name) =>
      context
        .list(resource)
        .find(({ metadata }) => metadata?.name === name && (metadata.namespace ?? '') === namespace),
  };
}
