import { describe, expect, it } from 'vitest';
import { SECOND } from '../../../kernel/time.ts';
import { Rig, type RigOptions } from '../../testing/process-rig.ts';

function run(text: string, options: RigOptions = {}) {
  const rig = new Rig(options);
  rig.boot(['sh', '-c', text]);
  rig.runFor(600 * SECOND);
  return { ...rig.result, stderr: rig.stderr };
}

const PAGE = '/w/index.html';

describe('tools', () => {
  it.each([
    ['echo -n a; echo -e "b\\tc"', 'ab\tc\n'],
    ['printf "%5s|%-5s|%05.1f|%x\\n" a b 3.14159 255', '    a|b    |003.1|ff\n'],
    ['printf "a\\nb\\nc\\n" | tail -n 2', 'b\nc\n'],
    ['printf "a\\nb\\nc\\n" | tail -n +2 | head -1', 'b\n'],
    ['printf "b\\na\\nb\\n" | sort | uniq -c', '      1 a\n      2 b\n'],
    ['printf "10\\n9\\n" | sort -n', '9\n10\n'],
    ['printf "x 2\\ny 1\\n" | sort -k2', 'y 1\nx 2\n'],
    ['echo one two three | wc -w; printf "a\\nb\\n" | wc -l', '3\n2\n'],
    ['echo Hello | tr a-z A-Z; echo aab | tr -d a; echo aab | tr -s a', 'HELLO\nb\nab\n'],
    ['echo a:b:c | cut -d: -f1,3; echo abcdef | cut -c2-4', 'a:c\nbcd\n'],
    ['printf "a1\\nb2\\n" | grep -E "^[a-b]1"; printf "x\\n" | grep -c y', 'a1\n0\n'],
    ['printf "one\\ntwo\\n" | grep -v one; printf "A\\n" | grep -i a', 'two\nA\n'],
    ['echo foo.bar | sed -e "s/\\./-/g"; printf "1\\n2\\n3\\n" | sed -n "2p"', 'foo-bar\n2\n'],
    ['printf "1\\n2\\n3\\n" | sed "2d"; echo ab | sed -E "s/(a)(b)/\\2\\1/"', '1\n3\nba\n'],
    ['seq 1 3 | paste 2>/dev/null || seq -s , 3', '1,2,3\n'],
    ['basename /a/b.txt .txt; dirname /a/b.txt', 'b\n/a\n'],
    ['expr 3 + 4; expr 3 \\* 4', '7\n12\n'],
    ['date -u +%Y-%m-%dT%H:%M:%S', '2026-01-05T08:00:00\n'],
    ['hostname; whoami; id -u; uname', 'rig\nroot\n0\nLinux\n'],
    ['env | sort', 'HOME=/root\nPATH=/bin\n'],
    ['A=1 env | grep A=; env -i B=2 env', 'A=1\nB=2\n'],
    ['mkdir -p /d/e; echo x > /d/e/f; cp -r /d /g; cat /g/e/f; mv /g/e/f /h; ls /g/e; cat /h', 'x\nx\n'],
    ['mkdir /d; touch /d/.a /d/b; ls /d; ls -a /d', 'b\n.\n..\n.a\nb\n'],
    ['mkdir -p /d/e; touch /d/e/x.log /d/y.txt; find /d -name "*.log"; find /d -type d', '/d/e/x.log\n/d\n/d/e\n'],
    ['echo hi | tee /a /b; cat /a /b', 'hi\nhi\nhi\n'],
    ['printf "a b\\nc\\n" | xargs -n 1 echo', 'a\nb\nc\n'],
    ['ls / | xargs -I{} echo "<{}>" | head -1', '<bin>\n'],
    ['echo hello | base64; echo aGVsbG8K | base64 -d', 'aGVsbG8K\nhello\n'],
    ['echo "a b c" | awk "{print \\$2}"; echo x:y | awk -F: "{print \\$NF}"', 'b\ny\n'],
    ['timeout 2 sh -c "echo in; exit 3"; echo $?', 'in\n3\n'],
    ['which sh cat nosuch', '/bin/sh\n/bin/cat\n'],
    ['sleep 2 & sleep 1; ps | grep -c " sleep 2$"', '1\n'],
    ['cd /tmp; echo q > r; tar cf - r | tar tf -', 'r\n'],
    ['dd if=/dev/zero of=/z bs=1k count=2 2>/dev/null; wc -c < /z', '2048\n'],
    ['nohup sleep 1 & wait; echo $?', '0\n'],
  ])('%s', (text, stdout) => {
    expect(run(text).stdout).toBe(stdout);
  });

  it('follows a file that grows', () => {
    expect(run('touch /l; tail -f /l & for i in 1 2; do sleep 3; echo $i >> /l; done; sleep 2; exit').stdout).toBe(
      '1\n2\n',
    );
  });

  it('takes memory until the limit ends it', () => {
    expect(run('echo start; tail /dev/zero', { memoryLimitBytes: 1 << 24 })).toMatchObject({
      exitCode: 137,
      stdout: 'start\n',
    });
    expect(run('stress --vm 1 --vm-bytes 8M', { memoryLimitBytes: 1 << 24 }).exitCode).toBeUndefined();
    expect(run('x=a; while :; do x=$x$x; done').exitCode).toBe(137);
  });
});

describe('what listens and what asks', () => {
  it.each([
    [`mkdir /w; echo page > ${PAGE}; httpd -f -p 8080 -h /w & sleep 1; wget -qO- http://127.0.0.1:8080/`, 'page\n', ''],
    ['wget -q -O- http://127.0.0.1:81', '', "wget: can't connect to remote host (127.0.0.1): Connection refused\n"],
    ['wget -q -O- http://nosuch', '', "wget: bad address 'nosuch'\n"],
    ['wget -q -T 3 -O- http://10.9.9.9; date +%S', '03\n', 'wget: download timed out\n'],
    ['curl -s http://127.0.0.1:81; echo $?', '7\n', ''],
    ['curl http://nosuch; echo $?', '6\n', 'curl: (6) Could not resolve host: nosuch\n'],
    ['curl -sm 2 http://10.9.9.9; echo $?; date +%S', '28\n02\n', ''],
    ['httpd -p 80 -h /; curl -s -o /dev/null -w "%{http_code}" http://127.0.0.1/no', '404', ''],
    [
      '(printf "HTTP/1.1 200 OK\\r\\n\\r\\nonce\\n" | nc -l -p 90) & sleep 1; wget -qO- 127.0.0.1:90; sleep 1; nc -z 127.0.0.1 90; echo $?',
      'once\n1\n',
      'nc: 127.0.0.1 (127.0.0.1:90): Connection refused\n',
    ],
    ['nc -ll -p 9000 -e cat & sleep 1; nc -z 127.0.0.1 9000; echo $?', '0\n', ''],
  ])('%s', (text, stdout, stderr) => {
    expect(run(`${text}\n`)).toMatchObject({ stdout, stderr });
  });

  it('runs scripts for their answer', () => {
    const script = '#!/bin/sh\necho "Status: 503 Busy"; echo "X-A: b"; echo; sleep 2; echo "asked $QUERY_STRING"';
    const rig = new Rig({ files: { '/w/cgi-bin/s': script } });
    rig.boot(['httpd', '-f', '-p', '8080', '-h', '/w']);
    expect(rig.answer(8080, { method: 'GET', path: '/cgi-bin/s?q=1', host: 'x' })).toEqual({
      kind: 'response',
      tookUs: 2 * SECOND,
      response: { status: 503, headers: { 'X-A': 'b' }, body: 'asked q=1\n' },
    });
  });
});
