import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../kernel/time.ts';
import { Rig } from '../testing/process-rig.ts';
import { parse } from './parse.ts';

describe('a script', () => {
  it.each([
    ['echo one; echo two', 0, 'one\ntwo\n'],
    ['true && echo yes || echo no', 0, 'yes\n'],
    ['false && echo yes || echo no', 0, 'no\n'],
    ['exit 3; echo never', 3, ''],
    ['x=5; if [ $x -gt 3 ]; then echo big; elif [ $x -gt 1 ]; then echo mid; else echo small; fi', 0, 'big\n'],
    ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done', 0, '1\n2\n3\n'],
    ['until false; do echo once; break; done', 0, 'once\n'],
    ['for x in a b c; do [ $x = b ] && continue; echo $x; done', 0, 'a\nc\n'],
    ['for i in 1 2; do for j in 1 2; do [ $j = 2 ] && break 2; echo $i$j; done; done', 0, '11\n'],
    ['case foo.txt in *.md) echo doc;; *.txt|*.log) echo text;; *) echo other;; esac', 0, 'text\n'],
    ['f() { echo "got $1 of $#"; return 4; }; f a b; echo $?', 0, 'got a of 2\n4\n'],
    ['f() { local x=1; x=2; }; x=0; f; echo $x', 0, '0\n'],
    ['echo "a  b" c\\ d \'$x\'', 0, 'a  b c d $x\n'],
    ['echo ${x:-none} ${x:=set} $x ${x:+there} ${#x}', 0, 'none set set there 3\n'],
    ['p=/a/b/c.tar.gz; echo ${p##*/} ${p%.*} ${p%%.*} ${p#/a}', 0, 'c.tar.gz /a/b/c.tar /a/b/c /b/c.tar.gz\n'],
    ['echo $(echo in; echo side) `echo back`', 0, 'in side back\n'],
    ['echo $(echo $(echo deep))', 0, 'deep\n'],
    ['echo $((2 + 3 * 4)) $(( (2+3)*4 )) $((7/2)) $((1<2))', 0, '14 20 3 1\n'],
    ['printf "%s-%03d\\n" a 7 b 8', 0, 'a-007\nb-008\n'],
    ['echo b a c | tr " " "\\n" | sort | head -n 2', 0, 'a\nb\n'],
    ['echo hello > /tmp/f; cat < /tmp/f; echo more >> /tmp/f; wc -l < /tmp/f', 0, 'hello\n2\n'],
    ['cat <<EOF\nx is ${x:-y}\nEOF', 0, 'x is y\n'],
    ["cat <<'EOF'\n$x\nEOF", 0, '$x\n'],
    ['( cd /tmp; pwd ); pwd', 0, '/tmp\n/\n'],
    ['{ echo a; echo b; } | cat', 0, 'a\nb\n'],
    ['set -- x y z; shift; echo "$@" $#', 0, 'y z 2\n'],
    ['for a in "$@"; do echo "$a"; done', 0, ''],
    ['set -e; false; echo never', 1, ''],
    ['set -e; if false; then :; fi; false || true; ! true; echo on', 0, 'on\n'],
    ['trap "echo bye" EXIT; exit 2', 2, 'bye\n'],
    ['echo a b c | while read x y; do echo "$y"; done', 0, 'b c\n'],
    ['eval "x=1; echo \\$x"', 0, '1\n'],
    ['mkdir -p /d && touch /d/b /d/a && ls /d && echo /d/*', 0, 'a\nb\n/d/a /d/b\n'],
    ['[[ abc == a* ]] && echo match', 0, 'match\n'],
    ['(( 3 > 2 )) && echo more', 0, 'more\n'],
    ['sleep 1 & wait $!; echo $?', 0, '0\n'],
    ['(exit 7); echo $?', 0, '7\n'],
    ['sh -c "exit 9"; echo $?', 0, '9\n'],
    ['x=1; x=2 sh -c "echo \\$x"; echo $x', 0, '2\n1\n'],
    ['echo "echo run \\$1" > /s; sh /s now', 0, 'run now\n'],
    ['kill -TERM $$; echo alive', 0, 'alive\n'],
    ['sleep 100 & kill $!; wait $!; echo $?', 0, '143\n'],
    ['timeout 1 sleep 10; echo $?', 0, '143\n'],
    ['echo a:b:c | cut -d: -f2; echo a,b | sed "s/,/;/"', 0, 'b\na;b\n'],
    ['seq 3 | xargs echo n', 0, 'n 1 2 3\n'],
    ['yes | head -n 2', 0, 'y\ny\n'],
    ['exec echo gone', 0, 'gone\n'],
    ['if grep -q root /etc/passwd; then echo has; fi', 0, 'has\n'],
  ])('%s', (text, exitCode, stdout) => {
    const rig = new Rig({ files: { '/etc/passwd': 'root:x:0:0::/root:/bin/sh\n' } });
    rig.boot(['sh', '-c', text]);
    rig.runFor(200 * SECOND);
    expect(rig.result).toEqual({ exitCode, stdout });
  });

  it.each([
    ['nosuch', 127, 'sh: nosuch: not found'],
    ['if true', 2, 'sh: syntax error: unexpected end of file (expecting "then")'],
    ["echo 'open", 2, 'sh: syntax error: unterminated quoted string'],
    ['fi', 2, 'sh: syntax error: unexpected "fi"'],
    ['cat /no', 1, "cat: can't open '/no': No such file or directory"],
    ['echo x > /no/dir', 1, "sh: can't create /no/dir: nonexistent directory"],
    ['set -u; echo $nothing', 2, 'sh: nothing: parameter not set'],
    ['echo $((1/0))', 2, 'sh: divide by zero'],
    ['cd /nowhere', 1, "sh: cd: can't cd to /nowhere: No such file or directory"],
  ])('says what is wrong with %s', (text, exitCode, stderr) => {
    const rig = new Rig();
    rig.boot(['sh', '-c', text]);
    rig.runFor(SECOND);
    expect({ exitCode: rig.result.exitCode, stderr: rig.stderr }).toEqual({ exitCode, stderr: `${stderr}\n` });
  });

  it('cannot keep the engine busy for ever', () => {
    const rig = new Rig();
    rig.boot(['sh', '-c', 'while :; do :; done']);
    rig.runFor(10 * SECOND);
    expect(rig.result.exitCode).toBeUndefined();
  });
});

describe('signals', () => {
  const handler = 'trap "echo stopping; exit 0" TERM; while true; do sleep 5; done';

  it('run a handler after the command in the foreground', () => {
    const rig = new Rig();
    rig.boot(['sh', '-c', handler]);
    rig.runFor(7 * SECOND);
    rig.signal('TERM');
    rig.runFor(2 * SECOND);
    expect(rig.result.stdout).toBe('');
    rig.runFor(2 * SECOND);
    expect(rig.result).toEqual({ exitCode: 0, stdout: 'stopping\n' });
  });

  it('break off a wait at once', () => {
    const rig = new Rig();
    rig.boot(['sh', '-c', 'trap "echo now; exit 5" TERM; sleep 100 & wait']);
    rig.runFor(SECOND);
    rig.signal('TERM');
    expect(rig.result).toEqual({ exitCode: 5, stdout: 'now\n' });
  });

  it.each([['sleep 100'], ['while true; do sleep 1; done'], ['trap "" TERM; sleep 100']])(
    'are not felt by a first process without a handler: %s',
    (text) => {
      const rig = new Rig();
      rig.boot(['sh', '-c', text]);
      rig.signal('TERM');
      rig.runFor(3 * SECOND);
      expect(rig.result.exitCode).toBeUndefined();
    },
  );
});

const command = fc.constantFrom(
  'echo a',
  'sleep 1',
  'sleep 0.5',
  'x=$((x+1))',
  'echo "$x"',
  'echo $(sleep 1; echo sub)',
  'sleep 2 & wait',
  'sleep 3 &',
  'echo a b | while read p q; do sleep 1; echo $q; done',
  'printf partial',
  '(sleep 1; exit 3)',
  'f() { sleep 1; echo f$1; }; f $x',
  'for i in 1 2; do sleep 1; echo $i; done',
  'echo l >> /tmp/l; cat /tmp/l',
  'false',
  'trap "echo t" TERM; kill $$',
  'timeout 1 sleep 5',
);
const script = fc.array(fc.tuple(command, fc.constantFrom('; ', ' && ', ' || ', '\n')), { minLength: 1, maxLength: 8 });

describe('a shell that is saved', () => {
  it('goes on as if it had not been, wherever it waits', () => {
    fc.assert(
      fc.property(script, (parts) => {
        const text = parts.map(([each, joint]) => each + joint).join('') + 'true';
        const [straight, restored] = [new Rig(), new Rig({ restores: true })];
        for (const rig of [straight, restored]) {
          rig.boot(['sh', '-c', text]);
          rig.runFor(60 * SECOND);
        }
        expect(restored.history).toEqual(straight.history);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the parser', () => {
  const pieces = [
    'if',
    'then',
    'fi',
    'do',
    'done',
    'case',
    'esac',
    'in',
    '(',
    ')',
    '{',
    '}',
    ';',
    ';;',
    '&',
    '|',
    '$(',
    '${',
    '`',
    '"',
    "'",
    '<<E',
    '\n',
    ' ',
    'a',
    '$x',
    '>',
    '=',
    '$((',
    '))',
    '\\',
    '[[',
  ];

  it('reads whatever it is given', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(parse(text).root.type).toBe('list');
      }),
      { numRuns: 2000 },
    );
  });
});
