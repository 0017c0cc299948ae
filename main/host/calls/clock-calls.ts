import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import type { CallContext, Handlers } from './handlers.ts';
import type { SessionHost } from '../session-host.ts';

type ClockCall = 'clock:play' | 'clock:pause' | 'clock:set-speed' | 'clock:step' | 'clock:seek' | 'clock:go-live';

export const clockCalls: Handlers<ClockCall> = {
  'clock:play': act((host) => host.play()),
  'clock:pause': act((host) => host.pause()),
  'clock:set-speed': act((host, { speed }) => host.setSpeed(speed)),
  'clock:step': act((host, { direction }) => host.step(direction)),
  'clock:seek': act((host, { timeUs }) => host.seek(timeUs)),
  'clock:go-live': act((host) => host.goLive()),
};

function act<P>(work: (host: SessionHost, payload: P) => void) {
  return ({ host }: CallContext, payload: P): Outcome<null> => {
    work(host, payload);
    return succeed(null);
  };
}
