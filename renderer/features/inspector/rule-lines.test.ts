import { expect, test } from 'vitest';
import { partsOf, ruleLines } from './rule-lines.ts';

const text = ['*nat', '-A KUBE-SERVICES -d 10.200.0.1/32 -j KUBE-SVC-NPX46M4PTMTKRN6Y', 'COMMIT', ''].join('\n');

test('rules are narrowed to the lines that name something', () => {
  expect(ruleLines(text, '').lines).toHaveLength(3);
  expect(ruleLines(text, ' kube-svc ')).toEqual({ lines: [text.split('\n')[1]], leftOut: 0 });
  expect(ruleLines(text, 'nothing of the kind').lines).toEqual([]);
});

test('what is too much is counted', () => {
  expect(ruleLines('a\n'.repeat(1000), 'A')).toMatchObject({ leftOut: 600 });
});

test('chains in a line can be followed, and nothing of it is lost', () => {
  const line = text.split('\n')[1] ?? '';
  expect(partsOf(line).filter(({ chain }) => chain)).toEqual([
    { text: 'KUBE-SERVICES', chain: true },
    { text: 'KUBE-SVC-NPX46M4PTMTKRN6Y', chain: true },
  ]);
  expect(
    partsOf(line)
      .map((part) => part.text)
      .join(''),
  ).toBe(line);
  expect(partsOf('goto service-ULMVA6XW-default/site/tcp/http').filter(({ chain }) => chain)).toHaveLength(1);
});
