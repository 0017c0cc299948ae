// The door of a session, by which the API server for real clients enters it: the same that its windows use.
import type { ApiStatus, ExecInput } from '../../../preload/contract/inputs.ts';
import type { HttpResponse } from '../../../preload/contract/requests.ts';
import type { Changed, ClusterDoor, PodRequest, Speaker, StartedCommand } from '../../apiserver/door.ts';
import type { Pod } from '../../engine/api/generated/types.ts';
import type { ApiClient, ContainerPlace } from '../../shell/api-client.ts';
import { ApiFront } from '../../shell/api-front.ts';
import type { SessionHost } from '../session-host.ts';
import { LiveClient } from './live-client.ts';
import { LiveWorld } from './live-world.ts';

export class SessionDoor implements ClusterDoor {
  readonly #world: LiveWorld;

  constructor(host: SessionHost) {
    this.#world = new LiveWorld(host);
  }

  get isServing(): boolean {
    return this.#world.cluster.server.serving;
  }

  clientOf(speaker: Speaker): ApiClient {
    return new ApiFront(new LiveClient(this.#world, speaker), speaker.user);
  }

  startCommand(speaker: Speaker, exec: ExecInput): Promise<StartedCommand> {
    return new LiveClient(this.#world, speaker).start(exec);
  }

  feedContainer(speaker: Speaker, place: ContainerPlace, text: string | undefined): Promise<void> {
    return new LiveClient(this.#world, speaker).feedContainer(place, text);
  }

  mayForward(speaker: Speaker, namespace: string, pod: string): ApiStatus | undefined {
    return new LiveClient(this.#world, speaker).denialOf('portforward', namespace, pod);
  }

  sendToPod(speaker: Speaker, pod: Pod, port: number, request: PodRequest): Promise<HttpResponse | undefined> {
    return new LiveClient(this.#world, speaker).sendToPod(pod, port, request);
  }

  onChange(listener: (changed: Changed) => void): () => void {
    return this.#world.onCommit(listener);
  }

  /** Hears nothing of the session any more. */
  close(): void {
    this.#world.close();
  }
}
