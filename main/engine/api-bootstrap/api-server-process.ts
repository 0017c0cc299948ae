// Models pkg/controlplane/controller/kubernetesservice/controller.go (v1.35): what kube-apiserver does by itself while it
// runs. Events expire, and the Service by which Pods find it comes back within seconds when somebody deletes it.
import { EventExpiry } from '../api/event-expiry.ts';
import type { ApiServer } from '../api/server.ts';
import type { Json } from '../kernel/json.ts';
import type { Actor, Kernel } from '../kernel/kernel.ts';
import { SECOND } from '../kernel/time.ts';
import type { HttpRequest, Served } from '../runtime/interfaces.ts';
import { anonymousAnswer } from './anonymous-answer.ts';
import { ensureOwnService } from './bootstrap.ts';
import { nodePortRange } from './node-port-range.ts';

const ENDPOINT_INTERVAL_US = 10 * SECOND;

export class ApiServerProcess implements Actor {
  readonly id = 'kube-apiserver';
  readonly #kernel: Kernel;
  readonly #server: ApiServer;
  readonly #expiry: EventExpiry;
  #exitCode: number | undefined;

  constructor(kernel: Kernel, server: ApiServer) {
    this.#kernel = kernel;
    this.#server = server;
    this.#expiry = new EventExpiry(kernel, server);
  }

  /** Set when its command line was refused. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  start({ args }: { readonly args: readonly string[] }): void {
    const nodePorts = nodePortRange(args);
    if (!nodePorts) {
      this.#exitCode = 1;
      return;
    }
    this.#server.settings = { ...this.#server.settings, nodePorts };
    this.#expiry.start();
    this.#await();
  }

  handle(type: string): void {
    if (type !== 'own-service') {
      this.#expiry.handle();
      return;
    }
    const [ip = ''] = this.#server.settings.apiServerAddress.split(':');
    if (this.#server.outage() === undefined) ensureOwnService(this.#server, ip);
    this.#await();
  }

  /** Whoever asks over the network is anonymous. */
  serve(_port: number, request: HttpRequest): Served {
    return anonymousAnswer(request);
  }

  save(): Json {
    return null;
  }

  #await(): void {
    this.#kernel.schedule(this.id, ENDPOINT_INTERVAL_US, 'own-service');
  }
}
