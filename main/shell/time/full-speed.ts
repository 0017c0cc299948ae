// Virtual time for commands, as fast as it goes. Commands are promises; whenever all of them wait for virtual time, the
// cluster runs to the next moment that one of them waits for. No clock decides anything, so what happens is the same
// every time.
import { setImmediate } from 'node:timers/promises';
import type { Micros } from '../../engine/kernel/time.ts';
import type { Sleepers } from './sleepers.ts';

/** Lets the cluster run until an instant. */
export type Advance = (to: Micros) => void;

/**
 * Plays `work` to its end and answers what it comes to. All that it does besides sleeping has to be over within one
 * turn of the event loop: files are read at once, modules are loaded beforehand. Throws when `work` waits for something
 * that never comes.
 */
export async function atFullSpeed<T>(work: () => Promise<T>, sleepers: Sleepers, advance: Advance): Promise<T> {
  const state = { isOver: false };
  const over = () => {
    state.isOver = true;
  };
  const result = work();
  result.then(over, over);
  for (;;) {
    // Promises go on before anything else gets a turn: after this, everybody sleeps or is done.
    await setImmediate();
    if (state.isOver) return result;
    const due = sleepers.nextDue();
    if (due === undefined) throw new Error('the commands wait for each other, and nobody will wake them');
    advance(due);
    sleepers.wakeNext();
  }
}
