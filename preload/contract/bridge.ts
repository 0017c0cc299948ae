// What the preload script puts into the window as `window.kubarium`, and how the window gets its line to the engine host.
//
// Calls of `appCalls` go through `call` to the main process. Calls of `hostCalls` go straight to the engine host over a
// MessagePort, which cannot be a property of this object (it does not survive contextBridge). So it is handed over:
//
//   1. The page listens for `message` events on `window`, and accepts one only if `event.source === window`,
//      `event.data?.type === HOST_PORT_MESSAGE` and `event.ports[0]` is there.
//   2. The page calls `connectHost()`, once, after that. The port follows as soon as the host runs.
//   3. Whenever the host is another one (after a crash, or because another session was opened) a new port follows
//      without being asked for; the old one is dead then. `host-lost` and `host-connected` are pushed beside it.
//   4. On a port the page sends `PortRequest`s and `PortSeen`s; the host sends `HostMessage`s. The first is always a
//      snapshot. Remember `port.start()`, or set `port.onmessage`.
//   5. The page answers every snapshot and patch with `PortSeen` when it has taken it in (not: drawn it). The host sends
//      no more than `UNSEEN_MAX` patches ahead of that, and merges what happens meanwhile into the next.
import type { AppCallName, AppPush, CallAnswer, CallPayload, PortAnswer, PortRequest } from './calls.ts';
import type { Outcome } from './problems.ts';
import type { TerminalPush } from './terminals.ts';
import type { HostPush } from './views.ts';

export const HOST_PORT_MESSAGE = 'kubarium:host-port';

/** How many patches the host sends ahead of the last one that the window has taken in. */
export const UNSEEN_MAX = 3;

/** On the message port, from the window: the snapshot or patch of this number has been taken in. */
export interface PortSeen {
  readonly type: 'seen';
  readonly number: number;
}

/** All that the window may send on its port. */
export type WindowMessage = PortRequest | PortSeen;

/** All that the host may send on it. */
export type HostMessage = PortAnswer | HostPush | TerminalPush;

export interface KubariumBridge {
  /** Never rejects: a mistake or misfortune is a `Problem` in the answer. */
  call<N extends AppCallName>(name: N, payload: CallPayload<N>): Promise<Outcome<CallAnswer<N>>>;
  /** Tells of every push of the main process until the function that it returns is called. */
  onPush(listener: (push: AppPush) => void): () => void;
  /** See above. May be called again after the page has lost its port; each call brings a new one. */
  connectHost(): void;
}
