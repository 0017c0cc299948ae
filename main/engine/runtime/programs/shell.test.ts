import { describe, expect, it } from 'vitest';
import { SECOND, START } from '../../kernel/time.ts';
import { FileTree } from '../files.ts';
import type { Process, Turn } from './program.ts';
import { parseScript } from './script.ts';
import { runAtOnce, script, statementsOf } from './shell.ts';

const sh = (text: string) => ['sh', '-c', text];

function run(text: string, files = new FileTree()): { exitCode: number; stdout: string; stderr: string } {
  const { exitCode, stdout, stderr } = runAtOnce(statementsOf(sh(text)) ?? [], files);
  return { exitCode, stdout, stderr };
}

describe('the simple shell', () => {
  it.each([
    ['echo one; echo two', 0, 'one\ntwo\n'],
    ['true && echo yes || echo no', 0, 'yes\n'],
    ['false && echo yes || echo no', 0, 'no\n'],
    ['false', 1, ''],
    ['exit 3; echo never', 3, ''],
    ['test -f /a && cat /a', 1, ''],
    ['echo hello > /a && cat /a', 0, 'hello\n'],
    ['echo one > /a; echo two >> /a; cat /a', 0, 'one\ntwo\n'],
    ['echo \'a; b\' "c d" e\\ f', 0, 'a; b c d e f\n'],
    ['touch /tmp/x; [ -e /tmp/x ] && echo there', 0, 'there\n'],
    ['mkdir -p /d; test -d /d && echo directory', 0, 'directory\n'],
    ['echo x > /d/x; ls /d', 0, 'x\n'],
    ['echo x >/dev/null 2>&1 # nothing\necho y', 0, 'y\n'],
    ['rm -f /nothing && echo ok', 0, 'ok\n'],
  ])('%s', (text, exitCode, stdout) => {
    expect(run(text)).toMatchObject({ exitCode, stdout });
  });

  it('says what is missing', () => {
    expect(run('cat /no').stderr).toBe("cat: can't open '/no': No such file or directory\n");
    expect(run('rm /no').stderr).toBe("rm: can't remove '/no': No such file or directory\n");
    expect(run('cp /no /a').exitCode).toBe(1);
  });

  it.each([
    'while true; do sleep 1; done',
    'echo $(date)',
    'echo $HOME',
    'sleep 1 & wait',
    'a | b',
    'curl x',
    "echo 'open",
  ])('does not pretend to understand %s', (text) => {
    expect(statementsOf(sh(text))).toBeUndefined();
  });

  it('ends statements at line ends and semicolons', () => {
    expect(parseScript('echo a\n\necho b;')?.map(({ argv }) => argv)).toEqual([
      ['echo', 'a'],
      ['echo', 'b'],
    ]);
  });
});

describe('a script as a process', () => {
  const process = (files: FileTree): Process => ({ argv: [], image: '', hostname: 'x', ports: [], files, now: START });

  it('waits where it sleeps and goes on from there', () => {
    const files = new FileTree();
    const program = script(statementsOf(sh('echo up; sleep 2; touch /done; sleep 0.5; exit 4')) ?? []);
    const turns: Turn[] = [];
    let turn = program.run(process(files), undefined);
    turns.push(turn);
    while (turn.next !== 'stay' && 'waitUs' in turn.next) {
      turn = program.run(process(files), turn.state);
      turns.push(turn);
    }
    expect(turns.map(({ next }) => next)).toEqual([{ waitUs: 2 * SECOND }, { waitUs: 0.5 * SECOND }, { exitCode: 4 }]);
    expect(turns[0]?.logs).toEqual([{ stream: 'stdout', text: 'up' }]);
    expect(files.read('/done')).toBe('');
  });

  it('does not listen to SIGTERM, and may sleep for ever', () => {
    const program = script(statementsOf(['sleep', 'infinity']) ?? []);
    expect(program.terminate(process(new FileTree()), undefined)).toBeUndefined();
    expect(program.run(process(new FileTree()), undefined).next).toBe('stay');
  });
});
