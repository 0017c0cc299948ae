// What stands before the API of a cluster: who may do what, and what a real API server serves besides.
import type { ApiAnswer, ApiRequest, ApiStatus } from '../../preload/contract/inputs.ts';
import type { KubeObject } from '../../preload/contract/objects.ts';
import type { PrintContext } from '../engine/api/resources.ts';
import { failed, forbidden } from '../engine/api/status.ts';
import { isJsonObject } from '../engine/kernel/json.ts';
import type { Micros } from '../engine/kernel/time.ts';
import type { ApiClient, DiscoveredResource, LogAnswer, LogRequest } from './api-client.ts';
import { type Attributes, type User, admin, isAllowed, isMaster, rulesFor, userNamed } from './authorization.ts';
import { bareAnswer, discoverAll } from './bare-resources.ts';

export class ApiFront implements ApiClient {
  readonly #client: ApiClient;
  readonly #user: User;

  constructor(client: ApiClient, user: User = admin) {
    this.#client = client;
    this.#user = user;
  }

  get serverUrl(): string {
    return this.#client.serverUrl;
  }

  get now(): Micros {
    return this.#client.now;
  }

  async request(request: ApiRequest): Promise<ApiAnswer> {
    const review = this.#review(request);
    if (review) return review;
    const refused = this.#refusal(request);
    if (refused) return failed(refused);
    return bareAnswer(this.#client, request) ?? (await this.#client.request(request));
  }

  impersonate(user: string, groups: readonly string[]): ApiClient {
    return new ApiFront(this.#client.impersonate(user, groups), userNamed(user, groups));
  }

  discover(): readonly DiscoveredResource[] {
    return discoverAll(this.#client);
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

  #refusal(request: ApiRequest): ApiStatus | undefined {
    if (isMaster(this.#user)) return undefined;
    const resource = this.discover().find((one) => one.resource === request.resource);
    if (!resource) return undefined;
    const asked = attributesOf(request, resource);
    return isAllowed(this.printContext(), this.#user, asked) ? undefined : refusalOf(this.#user, asked, resource);
  }

  /** What somebody asks of their own rights. */
  #review(request: ApiRequest): ApiAnswer | undefined {
    if (request.verb !== 'create') return undefined;
    const spec = fieldOf(request.object, 'spec');
    if (request.resource === 'selfsubjectaccessreviews') {
      return answerWith(request.object, { allowed: isAllowed(this.printContext(), this.#user, reviewed(spec)) });
    }
    if (request.resource !== 'selfsubjectrulesreviews') return undefined;
    const rules = rulesFor(this.printContext(), this.#user, textOf(spec['namespace']));
    return answerWith(request.object, {
      incomplete: false,
      resourceRules: rules.filter(({ resources }) => resources !== undefined),
      nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs !== undefined),
    });
  }
}

type Fields = Readonly<Record<string, unknown>>;

function fieldOf(object: object, field: string): Fields {
  const value: unknown = Object.entries(object).find(([key]) => key === field)?.[1];
  return isJsonObject(value) ? value : {};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function answerWith(object: KubeObject, status: object): ApiAnswer {
  const answered: KubeObject & { readonly status: object } = { ...object, status };
  return { ok: true, object: answered };
}

function reviewed(spec: Fields): Attributes {
  const path = fieldOf(spec, 'nonResourceAttributes');
  if (path['path'] !== undefined) return { verb: textOf(path['verb']), path: textOf(path['path']) };
  const asked = fieldOf(spec, 'resourceAttributes');
  return {
    verb: textOf(asked['verb']),
    resource: textOf(asked['resource']),
    group: textOf(asked['group']),
    subresource: textOf(asked['subresource']),
    name: textOf(asked['name']),
    namespace: textOf(asked['namespace']),
  };
}

type ResourceAttributes = Extract<Attributes, { readonly resource: string }>;

function attributesOf(request: ApiRequest, { resource, group, namespaced }: DiscoveredResource): ResourceAttributes {
  return {
    verb: request.verb === 'delete-collection' ? 'deletecollection' : request.verb,
    resource,
    group,
    subresource: 'subresource' in request ? (request.subresource ?? '') : '',
    name: 'name' in request && request.verb !== 'create' ? (request.name ?? '') : '',
    namespace: namespaced ? (request.namespace ?? '') : '',
  };
}

function refusalOf(user: User, asked: ResourceAttributes, named: DiscoveredResource): ApiStatus {
  const what = asked.subresource === '' ? asked.resource : `${asked.resource}/${asked.subresource}`;
  const where = asked.namespace === '' ? 'at the cluster scope' : `in the namespace "${asked.namespace}"`;
  const why = `User "${user.name}" cannot ${asked.verb} resource "${what}" in API group "${asked.group}" ${where}`;
  const status = forbidden(named, asked.name, why);
  return asked.name === ''
    ? { ...status, message: status.message.replace(' "" is forbidden', ' is forbidden') }
    : status;
}
