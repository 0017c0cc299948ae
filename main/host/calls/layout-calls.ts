import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import type { Handlers } from './handlers.ts';
import type { SessionHost } from '../session-host.ts';

export const layoutCalls: Handlers<'layout:place' | 'layout:reset'> = {
  'layout:place': ({ host }, entry) => kept(host.live.file.place(entry)),
  'layout:reset': ({ host }) => reset(host),
};

const kept = (written: Outcome<void>): Outcome<null> => (written.ok ? succeed(null) : written);

function reset(host: SessionHost): Outcome<null> {
  const written = host.live.file.resetLayout();
  if (written.ok) host.showAnew();
  return kept(written);
}
