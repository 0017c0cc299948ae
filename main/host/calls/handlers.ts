import type { CallAnswer, CallPayload, HostCallName } from '../../../preload/contract/calls.ts';
import type { Outcome } from '../../../preload/contract/problems.ts';
import type { ServerSwitch } from '../api/server-switch.ts';
import type { SessionHost } from '../session-host.ts';
import type { Terminals } from '../terminal/terminals.ts';
import type { WindowLink } from '../window-link.ts';

/** Who calls whom. */
export interface CallContext {
  readonly host: SessionHost;
  readonly link: WindowLink;
  readonly terminals: Terminals;
  readonly server: ServerSwitch;
}

export type Handler<N extends HostCallName> = (
  context: CallContext,
  payload: CallPayload<N>,
) => Outcome<CallAnswer<N>> | Promise<Outcome<CallAnswer<N>>>;

/** The handlers of some calls. */
export type Handlers<N extends HostCallName> = { readonly [K in N]: Handler<K> };
