import { expect, test } from 'vitest';
import { momentLook } from './moment-look.ts';

const look = (sentence: string, more: Readonly<Record<string, string | number>> = {}) =>
  momentLook({ params: { sentence, ...more } });

test('what goes wrong looks so', () => {
  expect(look('probe-failed', { message: 'HTTP probe failed with statuscode: 404' })).toEqual({
    tone: 'bad',
    key: 'moment.probe-failed',
    detail: 'HTTP probe failed with statuscode: 404',
  });
  expect(look('container-exited', { exitCode: 137 }).tone).toBe('bad');
  expect(look('container-exited', { exitCode: 0 }).tone).toBe('plain');
  expect(look('phase', { phase: 'Failed' }).tone).toBe('bad');
  expect(look('event', { reason: 'FailedMount', message: 'not found' })).toMatchObject({
    tone: 'bad',
    detail: 'not found',
  });
  expect(look('event', { reason: 'Pulling', message: 'Pulling image "nginx:1.27"' })).toEqual({
    tone: 'plain',
    key: 'moment.pulling',
    detail: 'nginx:1.27',
  });
});

test('a command is shown as it was typed', () => {
  expect(look('exec-started', { command: 'sh -c ls -l /' }).detail).toBe('$ ls -l /');
  expect(look('exec-started', { command: 'cat /tmp/a' }).detail).toBe('$ cat /tmp/a');
});

test('a sentence without short words keeps its own', () => {
  expect(look('something-new')).toEqual({ tone: 'plain', key: undefined, detail: '' });
});
