// The window's one line to the outside. Calls of the host go over a message port that main hands over, calls of the app
// through the preload script; who calls need not know which is which. Messages of the host are numbered: at a gap the
// patches are dropped and a snapshot is asked for.
import {
  HOST_PORT_MESSAGE,
  type HostMessage,
  type KubariumBridge,
  type WindowMessage,
} from '../../preload/contract/bridge.ts';
import {
  appCalls,
  type AppCallName,
  type AppPush,
  type CallAnswer,
  type CallName,
  type CallPayload,
} from '../../preload/contract/calls.ts';
import { fail, type Outcome } from '../../preload/contract/problems.ts';
import type { TerminalPush } from '../../preload/contract/terminals.ts';
import type { PatchMessage, SnapshotMessage } from '../../preload/contract/views.ts';
import { Sequence } from './sequence.ts';

declare global {
  interface Window {
    readonly kubarium?: KubariumBridge;
  }
}

export interface ConnectionListener {
  onSnapshot(message: SnapshotMessage): void;
  onPatch(message: PatchMessage): void;
  onPush(push: AppPush): void;
  onTerminal(push: TerminalPush): void;
}

/** What the stores need of the outside; the gallery has one of its own. */
export interface Connection {
  /** Never rejects: what goes wrong is a `Problem` in the answer. */
  call<N extends CallName>(name: N, payload: CallPayload<N>): Promise<Outcome<CallAnswer<N>>>;
  /** Begins to tell `listener`; the first message is a snapshot. */
  listen(listener: ConnectionListener): void;
}

/** Requests that may be under way at once; more are refused at once rather than heaped up. */
const pendingMax = 500;

export class HostConnection implements Connection {
  private readonly bridge: KubariumBridge;
  private readonly sequence = new Sequence();
  private readonly pending = new Map<number, (outcome: Outcome<unknown>) => void>();
  private port: MessagePort | undefined;
  private lastId = 0;
  private asking = false;

  constructor(bridge: KubariumBridge) {
    this.bridge = bridge;
  }

  listen(listener: ConnectionListener): void {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source === window && port && isPortMessage(event.data)) this.adopt(port, listener);
    });
    this.bridge.onPush((push) => {
      if (push.type === 'host-lost') this.drop();
      listener.onPush(push);
    });
    this.bridge.connectHost();
  }

  call<N extends CallName>(name: N, payload: CallPayload<N>): Promise<Outcome<CallAnswer<N>>> {
    if (isAppCall(name)) {
      // The compiler cannot tell that N is an AppCallName now; the contract of the call is the same.
      return this.bridge.call(name, payload) as Promise<Outcome<CallAnswer<N>>>;
    }
    return this.ask(name, payload) as Promise<Outcome<CallAnswer<N>>>;
  }

  private ask(name: string, payload: unknown): Promise<Outcome<unknown>> {
    if (!this.port) return Promise.resolve(fail('host-gone', 'The engine does not answer.'));
    if (this.pending.size >= pendingMax) return Promise.resolve(fail('internal', 'Too many requests are under way.'));
    this.lastId += 1;
    const id = this.lastId;
    this.send({ id, call: name, payload });
    return new Promise((resolve) => this.pending.set(id, resolve));
  }

  private adopt(port: MessagePort, listener: ConnectionListener): void {
    this.drop();
    this.port = port;
    this.sequence.reset();
    port.onmessage = (event: MessageEvent<HostMessage>) => {
      if (port === this.port) this.receive(event.data, listener);
    };
  }

  private receive(message: HostMessage, listener: ConnectionListener): void {
    switch (message.type) {
      case 'answer':
        this.pending.get(message.id)?.(message.outcome as Outcome<unknown>);
        this.pending.delete(message.id);
        return;
      case 'snapshot':
        this.sequence.restart(message.number);
        listener.onSnapshot(message);
        break;
      case 'patch':
        if (this.sequence.follows(message.number)) listener.onPatch(message);
        else void this.resynchronize(listener);
        break;
      default:
        listener.onTerminal(message);
        return;
    }
    this.send({ type: 'seen', number: message.number });
  }

  private async resynchronize(listener: ConnectionListener): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const outcome = await this.call('view:get-snapshot', {});
    this.asking = false;
    if (!outcome.ok) return;
    this.sequence.restart(outcome.value.number);
    listener.onSnapshot(outcome.value);
  }

  private send(message: WindowMessage): void {
    this.port?.postMessage(message);
  }

  private drop(): void {
    this.port?.close();
    this.port = undefined;
    for (const resolve of this.pending.values()) resolve(fail('host-gone', 'The engine stopped before it answered.'));
    this.pending.clear();
  }
}

function isAppCall(name: CallName): name is AppCallName {
  return Object.hasOwn(appCalls, name);
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === HOST_PORT_MESSAGE;
}
