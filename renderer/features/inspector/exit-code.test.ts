import { expect, test } from 'vitest';
import { exitMeaning } from './exit-code.ts';

test('codes above 128 name the signal, those of a program are its own', () => {
  expect(exitMeaning(137, 'Error')).toBe('exit.sigkill');
  expect(exitMeaning(143)).toBe('exit.sigterm');
  expect(exitMeaning(127)).toBe('exit.not-found');
  expect([exitMeaning(0), exitMeaning(1), exitMeaning(3), exitMeaning(255)]).toEqual(Array(4).fill(undefined));
});

test('the reason says more than the code', () => {
  expect(exitMeaning(137, 'OOMKilled')).toBe('exit.oom');
  expect(exitMeaning(255, 'Unknown')).toBe('exit.lost');
});
