import { expect, test } from 'vitest';
import { LineDiscipline, onTerminal } from './line-discipline.ts';

function typed(keys: string) {
  const lines: string[] = [];
  let shown = '';
  const discipline = new LineDiscipline({
    onEcho: (text) => (shown += text),
    onLine: (line) => lines.push(line),
    onEnd: () => lines.push('end'),
    onInterrupt: () => lines.push('interrupt'),
  });
  discipline.type(keys);
  return { lines, shown };
}

test.each([
  ['ls\r', { lines: ['ls\n'], shown: 'ls\r\n' }],
  ['lx\x7fs\r', { lines: ['ls\n'], shown: 'lx\b \bs\r\n' }],
  ['\x7f', { lines: [], shown: '' }],
  ['sleep\x03', { lines: ['interrupt'], shown: 'sleep^C\r\n' }],
  ['half\x04', { lines: [], shown: 'half' }],
  ['\x04', { lines: ['end'], shown: '' }],
])('what is typed as %j', (keys, expected) => {
  expect(typed(keys)).toEqual(expected);
});

test('new lines begin at the left of a terminal', () => {
  expect(onTerminal('one\ntwo\r\n')).toBe('one\r\ntwo\r\n');
});
