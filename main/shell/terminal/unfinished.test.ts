import { Bash } from 'just-bash/browser';
import { expect, test } from 'vitest';
import { isUnfinished } from './unfinished.ts';

const bash = new Bash();
const check = (text: string) => isUnfinished(text, (script) => void bash.transform(script));

test.each([
  'cat > file <<EOF',
  'cat <<EOF\nline',
  'for pod in a b; do',
  'if true; then echo yes',
  'web() {',
  'echo "open',
  "echo 'open",
  'echo $(kubectl get',
  'echo `kubectl get',
  'kubectl get pods |',
  'true &&',
  'echo one \\',
  '(ls',
])('%j goes on', (text) => {
  expect(check(text)).toBe(true);
});

test.each(['', 'ls', 'cat <<EOF\nline\nEOF', 'done', 'echo "a" \'b\'', 'echo \\\\', 'ls # | comment', 'echo a; fi'])(
  '%j is whole',
  (text) => {
    expect(check(text)).toBe(false);
  },
);
