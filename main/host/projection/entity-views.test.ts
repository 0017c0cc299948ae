import { expect, it } from 'vitest';
import { EntityViews } from './entity-views.ts';

interface Thing {
  readonly id: string;
  readonly size: number;
}

function setUp(things: Map<string, Thing>) {
  return new EntityViews<Thing>(
    (key) => things.get(key),
    ({ id }) => id,
  );
}

it('tells what is new and what is gone, and nothing that is as it was', () => {
  const things = new Map([['a', { id: '1', size: 1 }]]);
  const views = setUp(things);
  views.touch('a');
  expect(views.takeNews()).toEqual({ upserts: [{ id: '1', size: 1 }], removed: [] });
  things.set('a', { id: '1', size: 1 });
  views.touch('a');
  expect(views.takeNews()).toEqual({ upserts: [], removed: [] });
  things.delete('a');
  views.touch('a');
  expect(views.takeNews()).toEqual({ upserts: [], removed: ['1'] });
});

it('tells of a thing that took another’s name as of two', () => {
  const things = new Map([['a', { id: '1', size: 1 }]]);
  const views = setUp(things);
  views.touch('a');
  views.takeNews();
  things.set('a', { id: '2', size: 1 });
  views.touch('a');
  expect(views.takeNews()).toEqual({ upserts: [{ id: '2', size: 1 }], removed: ['1'] });
});
