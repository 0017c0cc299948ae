import { describe, expect, it } from 'vitest';
import { SECOND } from '../../engine/kernel/time.ts';
import { diskSource } from './disk-source.ts';
import { machineSource } from './machine-source.ts';
import { runScript } from './testing.ts';

const shownBy = async (script: string) => (await runScript(script)).shown;

describe('a script', () => {
  it('has pipes, variables, substitutions, functions, loops and here-documents', async () => {
    const script = `
greet() { echo "hello $1"; }
name=$(echo world | tr a-z A-Z)
greet "$name"
for n in 1 2 3; do echo $((n * n)); done | sort -r | head -2
cat <<EOF | grep b
a
b $name
EOF
echo '{"a": [1, 2]}' | jq -c .a`;
    expect(await shownBy(script)).toBe('hello WORLD\n9\n4\nb WORLD\n[1,2]\n');
  });

  it('takes quotes and brackets in here-documents for text', async () => {
    const script = `
name=web
cat <<EOF
[sh, -c, 'a || b'] ["$name", '$name \\$name'] *.txt [x]
EOF
cat <<'EOF'
[sh, -c, '$name']
EOF`;
    expect(await shownBy(script)).toBe(`[sh, -c, 'a || b'] ["web", 'web $name'] *.txt [x]\n[sh, -c, '$name']\n`);
  });

  it('keeps the blanks before a text that sed adds', async () => {
    const script = String.raw`printf '  - a\n' | sed '/- a$/a\    - b'; printf 'x\n' | sed -e '1i\  y' -e 's/x/z/'`;
    expect(await shownBy(script)).toBe('  - a\n    - b\n  y\nz\n');
  });

  it('can read a file from a byte on, and search what is no text', async () => {
    const script = 'printf "one\\ntwo\\n" > file; tail -c +5 file; tail -c+3 < file; tail -n 1 file; grep -a o file';
    expect(await shownBy(script)).toBe('two\ne\ntwo\ntwo\none\ntwo\n');
    expect(await shownBy('tail -c +5 nofile')).toMatch(/nofile.*No such file/);
  });

  it('can search for several patterns', async () => {
    const file = 'printf "ip_vs\\nb.c\\nbxc\\nnf\\n" > file; ';
    expect(await shownBy(`${file}grep -e ip_vs -e nf file`)).toBe('ip_vs\nnf\n');
    expect(await shownBy(`${file}grep -vE -e 'ip.+' --regexp=nf file`)).toBe('b.c\nbxc\n');
    expect(await shownBy(`${file}grep -F -e b.c -e nf < file`)).toBe('b.c\nnf\n');
    expect(await shownBy(`${file}grep -e b.c file`)).toBe('b.c\nbxc\n');
  });

  it('shows output and errors in the order in which they come', async () => {
    const script = 'echo a; cat nofile; echo b; nosuch; if true; then echo c; ls nofolder; echo d; fi';
    expect((await shownBy(script)).split('\n')).toEqual([
      'a',
      'cat: nofile: No such file or directory',
      'b',
      'bash: nosuch: command not found',
      'c',
      expect.stringMatching(/^ls: .*nofolder/),
      'd',
      '',
    ]);
  });

  it('ends with the exit code of its last command, or with its own', async () => {
    expect((await runScript('true; false')).exitCode).toBe(1);
    expect((await runScript('exit 7; echo never')).exitCode).toBe(7);
    expect(await runScript('set -e; false || echo kept; ! true; false; echo never')).toMatchObject({
      exitCode: 1,
      shown: 'kept\n',
    });
    expect(await runScript('echo (')).toMatchObject({
      exitCode: 2,
      shown: expect.stringMatching(/syntax error/) as string,
    });
  });

  it('keeps what it writes to itself', async () => {
    const path = `${import.meta.dirname}/never-written.txt`;
    const script = `echo kept > ${path}; cat ${path}; cp ${import.meta.filename} /copy; head -1 /copy; rm ${path}; cat ${path}`;
    const { shown } = await runScript(script, { sources: [diskSource] });
    expect(shown).toMatch(/^kept\nimport .* from 'vitest';\ncat: .*No such file or directory\n$/);
    expect(diskSource.read(path)).toBeUndefined();
  });
});

describe('time', () => {
  it('is virtual', async () => {
    const { shown, durationUs } = await runScript('date +%T; sleep 1h 30m; date +%T; sleep 0.5; echo $SECONDS');
    expect(shown).toBe('08:01:00\n09:31:00\n5400\n');
    expect(durationUs).toBe(5400.5 * SECOND);
  });

  it('is told before each command, which does not notice', async () => {
    const { shown } = await runScript('false\necho $?\nsleep 1.25 &&\n  echo up', { trace: true });
    expect(shown).toBe('+ 60.000s false\n+ 60.000s echo $?\n1\n+ 60.000s sleep 1.25 &&\n  echo up\nup\n');
  });

  it('goes on for jobs in the background', async () => {
    const script = `
tick() { while true; do sleep 2; echo "tick $SECONDS"; done; }
tick &
(sleep 3; echo quick; exit 5) & quick=$!
sleep 5; echo five; jobs | wc -l
wait $quick; echo "quick ended with $?"
kill %1; jobs; sleep 10; echo end`;
    expect(await shownBy(script)).toBe('tick 2\nquick\ntick 4\nfive\n1\nquick ended with 5\nend\n');
  });

  it('limits commands and repeats them', async () => {
    const script = 'timeout 5 sleep 100; echo "$? at $SECONDS"; timeout 5 echo in time; timeout 3 watch -n 2 date +%T';
    expect(await shownBy(script)).toBe(
      '124 at 5\nin time\nEvery 2.0s: date +%T\n\n08:01:05\nEvery 2.0s: date +%T\n\n08:01:07\n',
    );
  });

  it('and chance are the same every time', async () => {
    const script = 'for i in 1 2 3; do echo $RANDOM; sleep $i; done & sleep 2; kubectl get nodes; wait; date';
    const [first, second] = [await runScript(script), await runScript(script)];
    expect(first.shown).toBe(second.shown);
    expect(first.held.cluster.hash()).toBe(second.held.cluster.hash());
  });
});

describe('kubectl', () => {
  it('is a program among others', async () => {
    const { shown } = await runScript(
      'kubectl get nodes -o name | sort -r | head -1; kubectl get nosuch 2>/dev/null; echo $?',
    );
    expect(shown).toBe('node/worker233\n1\n');
  });

  it('prints what it watches as it comes', async () => {
    const { shown } = await runScript('kubectl get nodes master231 -w & sleep 1; echo one second; kill %1');
    expect(shown).toMatch(/^NAME .*\nmaster231 .*\none second\n$/);
  });
});

it('writes to the disk of the machine in the folders that it has', async () => {
  const { held } = await runScript('true');
  const source = machineSource(held, 'master231');
  const manifest = '/etc/kubernetes/manifests/kube-scheduler.yaml';
  expect(source.list('/etc/kubernetes/manifests')).toContain('kube-scheduler.yaml');
  expect(source.take?.(manifest, undefined)).toBe(true);
  expect(source.read(manifest)).toBeUndefined();
  expect(source.read('/root/kube-scheduler.yaml')).toBeDefined();
  expect(source.take?.('/nowhere/file', new Uint8Array())).toBe(false);
});
