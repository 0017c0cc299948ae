// The door of a session, by which the API server for real clients enters it: the same that its windows use.
import type { ApiStatus, ExecInput, Requester } from '../../../preload/contract/inputs.ts';
import type { HttpResponse } from '../../../preload/contract/requests.ts';
import type { Changed, ClusterDoor, OutsideAnswer, PodRequest, Speaker, StartedCommand } from '../../apiserver/door.ts';
import { type ResourceAttributes, refusalOf } from '../../engine/api/authorization/attributes.ts';
import { decide } from '../../engine/api/authorization/authorizer.ts';
import { rolesOf } from '../../engine/api/authorization/guard.ts';
import { tokenStatus } from '../../engine/api/authorization/token-review.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import { dialFault } from '../../engine/pod-exec.ts';
import type { ApiClient, ContainerPlace } from '../../shell/api-client.ts';
import { ApiFront } from '../../shell/api-front.ts';
import { Discovery } from '../../shell/bare-resources.ts';
import type { SessionHost } from '../session-host.ts';
import { LiveClient } from './live-client.ts';
import { LiveWorld } from './live-world.ts';

export class SessionDoor implements ClusterDoor {
  readonly #world: LiveWorld;
  readonly #discovery = new Discovery();

  constructor(host: SessionHost) {
    this.#world = new LiveWorld(host);
  }

  get isServing(): boolean {
    return this.#world.cluster.server.serving;
  }

  userOf(token: string): Requester | undefined {
    const status = tokenStatus(this.#world.cluster.server, { spec: { token } });
    if ('faults' in status || status.authenticated !== true) return undefined;
    const { username = '', groups = [] } = status.user ?? {};
    return { name: username, groups: [...groups] };
  }

  refusalOf(user: Requester, asked: ResourceAttributes): ApiStatus | undefined {
    const { allowed, reason } = decide(rolesOf(this.#world.cluster.server), user, asked);
    return allowed ? undefined : refusalOf(user, asked, { kind: '', ...asked }, reason);
  }

  clientOf(speaker: Speaker): ApiClient {
    return new ApiFront(new LiveClient(this.#world, speaker), speaker.user, this.#discovery);
  }

  startCommand(speaker: Speaker, exec: ExecInput): Promise<StartedCommand> {
    return new LiveClient(this.#world, speaker).start(exec);
  }

  feedContainer(speaker: Speaker, place: ContainerPlace, text: string | undefined): Promise<void> {
    return new LiveClient(this.#world, speaker).feedContainer(place, text);
  }

  sendToPod(speaker: Speaker, pod: Pod, port: number, request: PodRequest): Promise<HttpResponse | undefined> {
    return new LiveClient(this.#world, speaker).sendToPod(pod, port, request);
  }

  sendFromServer(
    speaker: Speaker,
    address: string,
    port: number,
    request: PodRequest,
  ): Promise<HttpResponse | undefined> {
    return new LiveClient(this.#world, speaker).sendFromServer(address, port, request);
  }

  nodePorts(): readonly number[] {
    const services = [...this.#world.cluster.server.store.all('services')];
    return services.flatMap(({ spec }) => (spec?.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []));
  }

  sendFromOutside(speaker: Speaker, port: number, request: PodRequest): Promise<OutsideAnswer> {
    return new LiveClient(this.#world, speaker).sendFromOutside(port, request);
  }

  kubeletFault(node: string): string | undefined {
    return dialFault(this.#world.cluster, node);
  }

  onChange(listener: (changed: Changed) => void): () => void {
    return this.#world.onCommit(listener);
  }

  /** Hears nothing of the session any more. */
  close(): void {
    this.#world.close();
  }
}
