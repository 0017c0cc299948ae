// All terminals of a host's windows. Each belongs to the window that opened it, and goes with it.
import type { CallPayload } from '../../../preload/contract/calls.ts';
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import { LiveWorld } from '../api/live-world.ts';
import type { SessionHost } from '../session-host.ts';
import type { WindowLink } from '../window-link.ts';
import { heldLive } from './live-held.ts';
import { Standpoints } from './standpoint.ts';
import { TerminalSession } from './terminal-session.ts';

const TERMINALS_MAX = 32;

interface Around {
  readonly world: LiveWorld;
  readonly held: ReturnType<typeof heldLive>;
  readonly standpoints: Standpoints;
}

export class Terminals {
  readonly #host: SessionHost;
  readonly #sessions = new Map<string, { readonly link: WindowLink; readonly session: TerminalSession }>();
  /** Made for the first terminal: it reads all that containers have written. */
  #around: Around | undefined;
  #count = 0;

  constructor(host: SessionHost) {
    this.#host = host;
  }

  open(link: WindowLink, { place, columns }: CallPayload<'terminal:open'>): Outcome<{ readonly terminal: string }> {
    if (this.#host.inThePast) return inThePast();
    if (this.#sessions.size >= TERMINALS_MAX) return fail('internal', 'too many terminals are open.');
    const id = `t${++this.#count}`;
    const session = new TerminalSession({
      ...(this.#around ??= this.#makeAround()),
      id,
      tell: (push) => {
        link.tell(push);
      },
      onClosed: () => {
        this.#sessions.delete(id);
      },
    });
    this.#sessions.set(id, { link, session });
    link.onClose(() => {
      session.close();
    });
    session.resize(columns);
    // In a turn of its own, so that the window knows the terminal before it prints.
    setImmediate(() => {
      void session.run(place);
    });
    return succeed({ terminal: id });
  }

  /** The window's terminal of that name; a problem when there is none any more. */
  find(link: WindowLink, terminal: string): Outcome<TerminalSession> {
    const found = this.#sessions.get(terminal);
    if (found?.link !== link) return fail('nothing-there', `there is no terminal "${terminal}".`);
    return succeed(found.session);
  }

  type(link: WindowLink, { terminal, text }: CallPayload<'terminal:input'>): Outcome<null> {
    if (this.#host.inThePast) return inThePast();
    const found = this.find(link, terminal);
    if (!found.ok) return found;
    found.value.type(text);
    return succeed(null);
  }

  #makeAround(): Around {
    const world = new LiveWorld(this.#host);
    const held = heldLive(this.#host, world);
    this.#host.observe({
      onRecords: () => undefined,
      // What shells hold is of a cluster that is no more.
      onRestored: () => {
        for (const { session } of [...this.#sessions.values()]) session.close();
      },
    });
    return { world, held, standpoints: new Standpoints(held) };
  }
}

function inThePast(): Outcome<never> {
  return fail('not-in-the-past', 'nothing can be typed into the past.', { hint: 'Return to live first.' });
}
