import { expect, test } from 'vitest';
import { matcherOf } from './matcher.ts';
import { isEmptySelector, validateSelector } from './validate-selector.ts';

const faultsOf = (requirement: object): string[] =>
  validateSelector('s', { matchExpressions: [requirement] }).map(({ field, message }) => `${field}: ${message}`);

test.each([
  [{ key: 'a', operator: 'In', values: ['b'] }, []],
  [
    { key: 'a', operator: 'In' },
    ["s.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  ],
  [
    { key: 'a', operator: 'Exists', values: ['b'] },
    ["s.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'"],
  ],
  [
    { key: 'a', operator: 'Like' },
    ['s.matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator'],
  ],
])('requirement %j', (requirement, faults) => {
  expect(faultsOf(requirement)).toEqual(faults);
});

test('an empty selector selects everything, a missing one nothing', () => {
  expect(isEmptySelector({})).toBe(true);
  expect(isEmptySelector(undefined)).toBe(false);
  expect(matcherOf({})({ a: 'b' })).toBe(true);
  expect(matcherOf(undefined)({ a: 'b' })).toBe(false);
  expect(matcherOf({ matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] })({ a: 'b' })).toBe(false);
});
