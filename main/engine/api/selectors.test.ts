import { expect, it } from 'vitest';
import { matchesLabels, parseFieldSelector, parseLabelSelector } from './selectors.ts';

const labels = { app: 'web', tier: 'front' };

it.each([
  ['app=web', true],
  ['app==web,tier!=back', true],
  ['app!=web', false],
  ['app in (web, api),tier notin (back)', true],
  ['tier', true],
  ['!tier', false],
  ['!zone', true],
  ['', true],
])('judges %s', (text, expected) => {
  const selector = parseLabelSelector(text);
  expect(selector.ok && selector.matches(labels)).toBe(expected);
});

it('selects nothing without a selector', () => {
  expect([matchesLabels(undefined, labels), matchesLabels({}, labels), matchesLabels({ app: 'web' }, labels)]).toEqual([
    false,
    false,
    true,
  ]);
});

it('looks into fields, and knows which can be asked for', () => {
  const selector = parseFieldSelector({ resource: 'pods' }, 'metadata.name=web,spec.nodeName!=a');
  expect(selector.ok && selector.matches({ metadata: { name: 'web' } })).toBe(true);
  expect(parseFieldSelector({ resource: 'pods' }, 'spec.nosuch=a')).toEqual({
    ok: false,
    message: 'field label not supported: spec.nosuch',
  });
});
