import { expect, it } from 'vitest';
import { MINUTE, START, after } from '../kernel/time.ts';
import { eventKey } from './event-key.ts';
import { EventGroups } from './event-groups.ts';

it('tells nine messages on their own, then no new one until ten minutes have passed', () => {
  const web = eventKey('web');
  const groups = new EventGroups();
  const note = (isNew: boolean, minutes = 0) => groups.isOneTooMany(web, isNew, after(START, minutes * MINUTE));
  expect(Array.from({ length: 9 }, () => note(true))).not.toContain(true);
  expect(note(false)).toBe(false);
  expect(note(true)).toBe(true);
  expect(note(true, 9)).toBe(true);
  expect(new EventGroups(groups.save()).isOneTooMany(web, true, after(START, 18 * MINUTE))).toBe(true);
  expect(groups.isOneTooMany(eventKey('api'), true, START)).toBe(false);
  expect(note(true, 20)).toBe(false);
});
