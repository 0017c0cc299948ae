import { expect, it } from 'vitest';
import { RandomStreams } from './random.ts';

const draws = (streams: RandomStreams, name: string, count = 5) =>
  Array.from({ length: count }, () => streams.get(name).int(0, 1_000_000));

it('gives the same numbers for the same seed and name', () => {
  expect(draws(new RandomStreams(7), 'kubelet/a')).toEqual(draws(new RandomStreams(7), 'kubelet/a'));
  expect(draws(new RandomStreams(7), 'kubelet/a')).not.toEqual(draws(new RandomStreams(8), 'kubelet/a'));
  expect(draws(new RandomStreams(7), 'kubelet/a')).not.toEqual(draws(new RandomStreams(7), 'kubelet/b'));
});

it('does not reshuffle one stream when another is drawn from', () => {
  const quiet = new RandomStreams(7);
  const busy = new RandomStreams(7);
  draws(busy, 'somebody else', 100);
  expect(draws(busy, 'kubelet/a')).toEqual(draws(quiet, 'kubelet/a'));
});

it('goes on after save and restore', () => {
  const streams = new RandomStreams(7);
  draws(streams, 'a');
  const restored = new RandomStreams(7);
  restored.restore(JSON.parse(JSON.stringify(streams.save())) as ReturnType<RandomStreams['save']>);
  expect(draws(restored, 'a')).toEqual(draws(streams, 'a'));
});

it('draws hexadecimal digits as any other characters', () => {
  const [one, other] = [new RandomStreams(7).get('a'), new RandomStreams(7).get('a')];
  expect(one.hex(64)).toBe(other.text('0123456789abcdef', 64));
  expect(one.unit()).toBe(other.unit());
});
