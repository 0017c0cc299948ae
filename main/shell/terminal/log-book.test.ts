import { expect, test } from 'vitest';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import { LogBook } from './log-book.ts';

const ref = { node: 'n', podUid: 'uid', namespace: 'default', pod: 'p', container: 'c' };
const own = (t: number) => ({ seq: t, t: t as Micros, actor: 'containerd/n', cause: 0, ...ref });

test('what was written in one breath is read line by line; only the last can be unfinished', () => {
  const book = new LogBook();
  const records: JournalRecord[] = [
    { type: 'container-started', image: 'x', ...own(1) },
    { type: 'log-written', stream: 'stdout', text: 'one\n\nthree', ...own(2) },
    { type: 'log-written', stream: 'stderr', text: 'four\nfi', partial: true, ...own(3) },
    { type: 'container-exited', exitCode: 0, reason: 'Completed', ...own(4) },
  ];
  book.add(records);
  expect(book.read('uid', 'c', false)).toEqual({
    lines: [
      { at: 2, text: 'one' },
      { at: 2, text: '' },
      { at: 2, text: 'three' },
      { at: 3, text: 'four' },
      { at: 3, text: 'fi', partial: true },
    ],
    ended: true,
  });
});
