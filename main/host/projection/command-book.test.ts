import { expect, it } from 'vitest';
import type { RecordBody } from '../../../preload/contract/records.ts';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import { CommandBook } from './command-book.ts';

const ref = { node: 'worker232', podUid: 'p', namespace: 'default', pod: 'web', container: 'nginx' };
const record = (t: number, body: RecordBody): JournalRecord => ({
  seq: t,
  t: t as Micros,
  actor: 'containerd/worker232',
  cause: 0,
  ...body,
});
const started = (t: number, exec: string): JournalRecord =>
  record(t, { type: 'exec-started', exec, argv: ['sh', '-c', 'ls'], ...ref });
const written = (t: number, exec: string, stream: 'stdout' | 'stderr', text: string): JournalRecord =>
  record(t, { type: 'exec-written', exec, stream, text, ...ref });

it('tells of a command what it wrote, in order, and how it ended', () => {
  const book = new CommandBook();
  book.fold(started(10, 'a'));
  book.fold(written(11, 'a', 'stdout', 'one\n'));
  book.fold(written(12, 'a', 'stdout', 'two\n'));
  expect(book.fold(written(13, 'a', 'stderr', 'oh\n'))).toEqual(['a']);
  expect(book.get('a')).toMatchObject({ startedUs: 10, ended: undefined, leftOut: 0 });
  book.fold(record(14, { type: 'exec-ended', exec: 'a', exitCode: 3, ...ref }));
  expect(book.get('a')).toMatchObject({
    podUid: 'p',
    ended: { timeUs: 14, exitCode: 3 },
    output: [
      { stream: 'stdout', text: 'one\ntwo\n' },
      { stream: 'stderr', text: 'oh\n' },
    ],
  });
  expect(new CommandBook(book.save()).get('a')).toEqual(book.get('a'));
});

it('keeps the end of what is too long', () => {
  const book = new CommandBook();
  book.fold(started(1, 'a'));
  book.fold(written(2, 'a', 'stderr', 'x'.repeat(100)));
  for (let line = 0; line < 200; line++) book.fold(written(3, 'a', 'stdout', `${String(line).padStart(99)}\n`));
  const { output = [], leftOut = 0 } = book.get('a') ?? {};
  const kept = output.map(({ text }) => text).join('');
  expect(kept.length + leftOut).toBe(20_100);
  expect(kept.length).toBe(16_384);
  expect(kept.endsWith('199\n')).toBe(true);
  expect(output.map(({ stream }) => stream)).toEqual(['stdout']);
});

it('forgets the oldest commands, and says so', () => {
  const book = new CommandBook();
  for (let index = 0; index < 100; index++) book.fold(started(index, String(index)));
  expect(book.fold(started(100, 'new'))).toEqual(['new', '0']);
  expect(book.get('0')).toBeUndefined();
  expect(book.fold(written(101, '0', 'stdout', 'late'))).toEqual([]);
});

it('tells what it was given to read, where it was read, and that no more comes', () => {
  const book = new CommandBook();
  const feed = { namespace: 'default', pod: 'web', container: 'nginx', exec: 'a' };
  const fed = (t: number, text?: string) =>
    record(t, { type: 'input-accepted', input: { type: 'exec-input', feed: { ...feed, text } } });
  book.fold(started(10, 'a'));
  expect(book.fold(fed(11, 'yes\n'))).toEqual(['a']);
  book.fold(written(12, 'a', 'stdout', 'you said yes\n'));
  expect(book.get('a')).toMatchObject({
    inputEnded: false,
    output: [
      { stream: 'stdin', text: 'yes\n' },
      { stream: 'stdout', text: 'you said yes\n' },
    ],
  });
  book.fold(fed(13));
  expect(book.get('a')).toMatchObject({ inputEnded: true });
  expect(
    book.fold(record(14, { type: 'input-accepted', input: { type: 'exec-input', feed: { ...feed, exec: 'b' } } })),
  ).toEqual([]);
});
