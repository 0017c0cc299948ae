// A line of the main process's own to the host: calls it, and hears what windows hear.
import type { MessagePortMain } from 'electron';
import type { HostMessage, WindowMessage } from '../../preload/contract/bridge.ts';
import type { CallPayload, HostCallName } from '../../preload/contract/calls.ts';
import type { Outcome } from '../../preload/contract/problems.ts';
import type { HostPush } from '../../preload/contract/views.ts';

export class HostClient {
  readonly #port: MessagePortMain;
  readonly #pending = new Map<number, (outcome: Outcome<unknown>) => void>();
  readonly #listeners = new Set<(push: HostPush) => void>();
  #lastId = 0;

  constructor(port: MessagePortMain) {
    this.#port = port;
    port.on('message', ({ data }) => {
      // The host is our own program: it sends what its contract says.
      this.#hear(data as HostMessage);
    });
    port.start();
  }

  /** Calls the host; throws when it answers with a problem. */
  async call<N extends HostCallName>(call: N, payload: CallPayload<N>): Promise<void> {
    const id = ++this.#lastId;
    const outcome = await new Promise<Outcome<unknown>>((resolve) => {
      this.#pending.set(id, resolve);
      this.#send({ id, call, payload });
    });
    if (!outcome.ok) throw new Error(`${call}: ${outcome.problem.message}`);
  }

  /** Waits for the first message of which `wanted` makes something. Throws what `wanted` throws, or after `patienceMs`. */
  async until<T>(what: string, patienceMs: number, wanted: (push: HostPush) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const listener = (push: HostPush) => {
        try {
          const found = wanted(push);
          if (found === undefined) return;
          resolve(found);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        end();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${what}: not within ${String(patienceMs / 1000)} s`));
      }, patienceMs);
      const end = () => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
      };
      this.#listeners.add(listener);
    });
  }

  close(): void {
    this.#port.close();
  }

  #hear(message: HostMessage): void {
    if (message.type === 'answer') {
      this.#pending.get(message.id)?.(message.outcome as Outcome<unknown>);
      this.#pending.delete(message.id);
      return;
    }
    if (!('number' in message)) return;
    this.#send({ type: 'seen', number: message.number });
    for (const listener of this.#listeners) listener(message);
  }

  #send(message: WindowMessage): void {
    this.#port.postMessage(message);
  }
}
