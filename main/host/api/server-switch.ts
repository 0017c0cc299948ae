// The API server of a window's session: off until somebody asks for it, and gone with the session.
import { rmSync } from 'node:fs';
import type { ApiServerView, MergedKubeconfig } from '../../../preload/contract/api-server.ts';
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import { ApiListener } from '../../apiserver/api-listener.ts';
import type { SessionHost } from '../session-host.ts';
import { mergeKubeconfig } from './merge-kubeconfig.ts';
import { personsKubeconfig } from './persons-kubeconfig.ts';
import { SessionDoor } from './session-door.ts';
import { writeKubeconfig } from './write-kubeconfig.ts';

interface Running {
  readonly door: SessionDoor;
  readonly listener: ApiListener;
}

export class ServerSwitch {
  readonly #host: SessionHost;
  /** While it is being switched, whoever asks waits for that. */
  #running: Promise<Running | undefined> = Promise.resolve(undefined);
  #kubeconfig: string | undefined;

  constructor(host: SessionHost) {
    this.#host = host;
  }

  async view(): Promise<ApiServerView> {
    const running = await this.#running;
    return { url: running?.listener.endpoint.url, kubeconfig: this.#kubeconfig };
  }

  /** Listens at any free port; where it does already nothing changes. */
  async start(): Promise<Outcome<ApiServerView>> {
    const before = this.#running;
    this.#running = before.then((running) => running ?? this.#open());
    try {
      await this.#running;
    } catch (error) {
      this.#running = Promise.resolve(undefined);
      const why = error instanceof Error ? error.message : String(error);
      return fail('port-unavailable', `no port can be opened for the API server: ${why}.`, { params: { port: 0 } });
    }
    return succeed(await this.view());
  }

  /** Cuts off all clients; the kubeconfig goes, for its token does not hold any more. */
  async stop(): Promise<ApiServerView> {
    const running = await this.#running;
    this.#running = Promise.resolve(undefined);
    await running?.listener.close();
    running?.door.close();
    if (this.#kubeconfig !== undefined) rmSync(this.#kubeconfig, { force: true });
    this.#kubeconfig = undefined;
    return this.view();
  }

  /** Writes the kubeconfig beside the session's file. */
  async writeKubeconfig(): Promise<Outcome<ApiServerView>> {
    const running = await this.#running;
    if (!running) return isOff();
    const path = `${this.#host.live.file.path}.kubeconfig`;
    const written = writeKubeconfig(path, running.listener.endpoint);
    if (!written.ok) return written;
    this.#kubeconfig = path;
    return succeed(await this.view());
  }

  /** Adds the server to the kubeconfig of the person, who has been asked. */
  async mergeKubeconfig(): Promise<Outcome<MergedKubeconfig>> {
    const running = await this.#running;
    return running ? mergeKubeconfig(personsKubeconfig(), running.listener.endpoint) : isOff();
  }

  async #open(): Promise<Running> {
    const door = new SessionDoor(this.#host);
    try {
      return { door, listener: await ApiListener.open(door) };
    } catch (error) {
      door.close();
      throw error;
    }
  }
}

const isOff = () => fail('nothing-there', 'the API server is off.', { hint: 'Switch it on first.' });
