import { type Outcome, succeed } from '../../../preload/contract/problems.ts';
import type { Handlers } from '../calls.ts';

type ClockCall = 'clock:play' | 'clock:pause' | 'clock:set-speed' | 'clock:step' | 'clock:seek' | 'clock:go-live';

export const clockCalls: Handlers<ClockCall> = {
  'clock:play': ({ host }) => done(host.play()),
  'clock:pause': ({ host }) => done(host.pause()),
  'clock:set-speed': ({ host }, { speed }) => done(host.setSpeed(speed)),
  'clock:step': ({ host }, { direction }) => done(host.step(direction)),
  'clock:seek': ({ host }, { timeUs }) => done(host.seek(timeUs)),
  'clock:go-live': ({ host }) => done(host.goLive()),
};

const done = (_: void): Outcome<null> => succeed(null);
