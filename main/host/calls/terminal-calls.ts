// What a window asks of its terminals.
import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import type { CallContext, Handlers } from './handlers.ts';

type TerminalCall =
  'terminal:open' | 'terminal:input' | 'terminal:resize' | 'terminal:drawn' | 'terminal:edited' | 'terminal:close';

export const terminalCalls: Handlers<TerminalCall> = {
  'terminal:open': ({ link, terminals }, payload) => terminals.open(link, payload),
  'terminal:input': ({ link, terminals }, payload) => terminals.type(link, payload),
  'terminal:resize': (context, { terminal, columns }) =>
    tell(context, terminal, (session) => {
      session.resize(columns);
    }),
  'terminal:drawn': (context, { terminal, characters }) =>
    tell(context, terminal, (session) => {
      session.drawn(characters);
    }),
  'terminal:edited': (context, { terminal, edit, text }) =>
    tell(context, terminal, (session) => {
      session.edited(edit, text);
    }),
  'terminal:close': (context, { terminal }) =>
    tell(context, terminal, (session) => {
      session.close();
    }),
};

/** A terminal that is closed meanwhile has nothing to be told any more. */
function tell(
  { link, terminals }: CallContext,
  terminal: string,
  what: (session: TerminalSession) => void,
): Outcome<null> {
  const found = terminals.find(link, terminal);
  if (found.ok) what(found.value);
  return succeed(null);
}
