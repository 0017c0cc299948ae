import { expect, test } from 'vitest';
import { best } from './match.ts';

const item = (title: string, words = '') => ({ title, words });
const items = [item('web-1', 'pod'), item('my-web', 'service'), item('cobweb', 'pod'), item('Zoom', 'see web')];
const titles = (typed: string, max = 10) => best(items, typed, max).map(({ title }) => title);

test('what begins with the letters comes first, then words that do, then the rest', () => {
  expect(titles('web')).toEqual(['web-1', 'my-web', 'cobweb', 'Zoom']);
});

test('every word must be there, in any order and case', () => {
  expect(titles('POD web')).toEqual(['web-1', 'cobweb']);
  expect(titles('web nothing')).toEqual([]);
});

test('without letters everything is there in its own order, up to the bound', () => {
  expect(titles('', 3)).toHaveLength(3);
  expect(best([item('b'), item('a')], ' ', 5).map(({ title }) => title)).toEqual(['b', 'a']);
});
