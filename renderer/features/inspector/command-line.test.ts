import { expect, test } from 'vitest';
import type { CommandView } from '../../../preload/contract/views.ts';
import { earlierLines, kubectlLine, lineOf } from './command-line.ts';

const place = { namespace: 'default', pod: 'web', container: 'nginx' };
const command = (startedUs: number, line: string): CommandView => ({
  ...place,
  uid: String(startedUs),
  podUid: 'u',
  argv: ['sh', '-c', line],
  startedUs,
  ended: undefined,
  output: [],
  leftOut: 0,
  inputEnded: false,
});

test('a line of shell is shown as it was typed, other commands as words', () => {
  expect(lineOf(['sh', '-c', 'echo 1 > /tmp/a; ls'])).toBe('echo 1 > /tmp/a; ls');
  expect(lineOf(['cat', '/tmp/a file', "it's"])).toBe(String.raw`cat '/tmp/a file' 'it'\''s'`);
  expect(lineOf(['sh'])).toBe('sh');
});

test('the line for kubectl names only what it has to', () => {
  expect(kubectlLine(place, 'ls', 1)).toBe('kubectl exec -i web -- sh -c ls');
  expect(kubectlLine({ ...place, namespace: 'kube-system' }, 'ls /', 2)).toBe(
    "kubectl exec -i -n kube-system web -c nginx -- sh -c 'ls /'",
  );
});

test('earlier lines come back newest first, each once', () => {
  expect(earlierLines([command(1, 'ls'), command(2, 'pwd'), command(3, 'ls')])).toEqual(['ls', 'pwd']);
});
