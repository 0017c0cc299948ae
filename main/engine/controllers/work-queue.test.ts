import { describe, expect, it } from 'vitest';
import type { Json } from '../kernel/json.ts';
import { Kernel } from '../kernel/kernel.ts';
import { MILLISECOND, SECOND, type Micros } from '../kernel/time.ts';
import { type SavedWorkQueue, WorkQueue } from './work-queue.ts';

/** An actor that notes when its worker takes which key on whose account. */
function started(kernel = new Kernel(1), saved?: SavedWorkQueue) {
  const taken: [key: string, cause: number, t: number][] = [];
  const queue = new WorkQueue(kernel, 'worker', 'keys', saved);
  kernel.addActor({
    id: 'worker',
    handle(type: string, payload: Json) {
      const [, key = ''] = payload as [string, string?];
      if (type === 'due') queue.ripen(key);
      if (type !== 'work') return;
      const item = queue.take();
      if (item) taken.push([item.key, item.cause, kernel.now]);
      queue.finish(0);
    },
    save: () => queue.save(),
  });
  if (!saved) queue.open();
  return { kernel, queue, taken, run: (us: number) => kernel.runUntil((kernel.now + us) as Micros) };
}

describe('WorkQueue', () => {
  it('holds each key once, in its first place, on account of the last cause', () => {
    const { kernel, queue, taken, run } = started();
    kernel.because(7, () => queue.add('a'));
    queue.add('b');
    kernel.because(9, () => queue.add('a'));
    run(1 * SECOND);
    expect(taken).toEqual([
      ['a', 9, 200],
      ['b', 0, 400],
    ]);
  });

  it('waits for the shortest of several delays', () => {
    const { queue, taken, run } = started();
    queue.addAfter('a', 5 * SECOND);
    queue.addAfter('a', 2 * SECOND);
    queue.addAfter('a', 9 * SECOND);
    run(20 * SECOND);
    expect(taken).toEqual([['a', 0, 2 * SECOND + 200]]);
  });

  it('doubles the back-off from 5 ms to 1000 s, until the key is forgotten', () => {
    const { queue, taken, run } = started();
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const before = taken.length;
      queue.addRateLimited('a');
      let waitedUs = 0;
      for (; taken.length === before; waitedUs += 2500) run(2500);
      waits.push(Math.floor(waitedUs / MILLISECOND / 5));
    }
    expect(waits.slice(0, 5)).toEqual([1, 2, 4, 8, 16]);
    expect(waits.at(-1)).toBe(200_000);
    queue.forget('a');
    queue.addRateLimited('a');
    run(6 * MILLISECOND);
    expect(taken).toHaveLength(21);
  });

  it('is the same after a save', () => {
    const one = started();
    for (const key of ['a', 'b', 'c']) one.queue.add(key);
    one.queue.addAfter('d', 1 * SECOND);
    one.run(250);
    const kernel = new Kernel(1);
    kernel.restore(one.kernel.save());
    const two = started(kernel, one.queue.save());
    one.run(2 * SECOND);
    two.run(2 * SECOND);
    expect(two.taken).toEqual(one.taken.slice(1));
  });
});
