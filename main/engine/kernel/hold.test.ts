import { expect, it } from 'vitest';
import { Kernel, type Actor } from './kernel.ts';
import { SECOND, START, after } from './time.ts';

class Listener implements Actor {
  readonly id = 'listener';
  readonly heard: string[] = [];
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.addActor(this);
  }

  handle(type: string): void {
    this.heard.push(`${type} at ${(this.#kernel.now - START) / SECOND}`);
  }

  save(): null {
    return null;
  }
}

const runTo = (kernel: Kernel, seconds: number) => kernel.runUntil(after(START, seconds * SECOND));

it('an actor that is held misses nothing, but hears it when it is released', () => {
  const kernel = new Kernel(1);
  const listener = new Listener(kernel);
  for (const seconds of [1, 3, 5, 9]) kernel.schedule('listener', seconds * SECOND, `due ${seconds}`);
  const cancelled = kernel.schedule('listener', 4 * SECOND, 'due 4');
  runTo(kernel, 2);
  kernel.hold('listener');
  runTo(kernel, 6);
  kernel.agenda.cancel(cancelled);
  kernel.release('listener');
  runTo(kernel, 10);
  expect(listener.heard).toEqual(['due 1 at 1', 'due 3 at 6', 'due 5 at 6', 'due 9 at 9']);
});

it('is held still when the kernel was saved meanwhile', () => {
  const before = new Kernel(1);
  new Listener(before);
  before.schedule('listener', SECOND, 'due 1');
  before.hold('listener');
  runTo(before, 2);
  const kernel = new Kernel(1);
  kernel.restore(JSON.parse(JSON.stringify(before.save())) as ReturnType<Kernel['save']>);
  const listener = new Listener(kernel);
  runTo(kernel, 3);
  expect(listener.heard).toEqual([]);
  kernel.release('listener');
  runTo(kernel, 4);
  expect(listener.heard).toEqual(['due 1 at 3']);
});

it('is remembered with what silenced it, until it is heard again', () => {
  const kernel = new Kernel(1);
  const listener = new Listener(kernel);
  expect(kernel.silencedBy('listener')).toBeUndefined();
  kernel.because(7, () => {
    kernel.hold('listener');
  });
  const copy = new Kernel(1);
  copy.restore(JSON.parse(JSON.stringify(kernel.save())) as ReturnType<Kernel['save']>);
  new Listener(copy);
  for (const one of [kernel, copy]) {
    expect(one.silencedBy('listener')).toBe(7);
    one.release('listener');
    expect(one.silencedBy('listener')).toBeUndefined();
  }
  kernel.because(9, () => {
    kernel.removeActor('listener');
  });
  expect(kernel.silencedBy('listener')).toBe(9);
  kernel.addActor(listener);
  expect(kernel.silencedBy('listener')).toBeUndefined();
});

it('that goes on unheard is remembered too, also when it is made anew', () => {
  const kernel = new Kernel(1);
  const listener = new Listener(kernel);
  kernel.schedule('listener', SECOND, 'due');
  kernel.because(5, () => {
    kernel.muffle('listener');
  });
  const copy = new Kernel(1);
  copy.restore(JSON.parse(JSON.stringify(kernel.save())) as ReturnType<Kernel['save']>);
  new Listener(copy);
  runTo(kernel, 2);
  expect(listener.heard).toEqual(['due at 1']);
  for (const one of [kernel, copy]) {
    expect(one.silencedBy('listener')).toBe(5);
    one.unmuffle('listener');
    expect(one.silencedBy('listener')).toBeUndefined();
  }
});
