import { expect, it } from 'vitest';
import type { JournalRecord } from '../../engine/kernel/journal.ts';
import type { Micros } from '../../engine/kernel/time.ts';
import { ProbeBook } from './probe-book.ts';

const ref = { node: 'worker232', podUid: 'p', namespace: 'default', pod: 'web', container: 'nginx' };
const place = (t: number) => ({ seq: t, t: t as Micros, actor: 'kubelet/worker232', cause: 0 });
const answered = (t: number, success: boolean, message = ''): JournalRecord => ({
  ...place(t),
  type: 'probe-answered',
  probe: 'readiness',
  success,
  message,
  ...ref,
});

it('counts the same answer, and begins anew with another one', () => {
  const book = new ProbeBook();
  for (const record of [answered(1, false, '404'), answered(2, false, '404'), answered(3, false, '500')])
    book.fold(record);
  expect(book.answer('p', 'nginx', 'readiness')).toEqual({
    success: false,
    message: '500',
    count: 1,
    sinceUs: 3,
    lastUs: 3,
  });
  book.fold(answered(4, false, '500'));
  expect(book.answer('p', 'nginx', 'readiness')).toMatchObject({ count: 2, sinceUs: 3, lastUs: 4 });
  expect(new ProbeBook(book.save()).answer('p', 'nginx', 'readiness')).toMatchObject({ count: 2 });
  expect(book.answer('p', 'nginx', 'liveness')).toBeUndefined();
});

it('knows nothing of a container that has just started, nor of a Pod whose sandbox is gone', () => {
  const book = new ProbeBook();
  book.fold(answered(1, true));
  expect(book.fold({ ...place(2), type: 'container-started', image: 'nginx', ...ref, container: 'other' })).toBe(true);
  expect(book.answer('p', 'nginx', 'readiness')).toBeDefined();
  book.fold({ ...place(3), type: 'container-started', image: 'nginx', ...ref });
  expect(book.answer('p', 'nginx', 'readiness')).toBeUndefined();
  book.fold(answered(4, true));
  const { container: _container, ...pod } = ref;
  book.fold({ ...place(5), type: 'sandbox-removed', ...pod });
  expect(book.save()).toEqual([]);
});
