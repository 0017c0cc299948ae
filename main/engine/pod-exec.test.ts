import { describe, expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import type { JournalRecord } from './kernel/journal.ts';
import { apply, reborn, runFor, runningCluster } from './testing/clusters.ts';

const BOX = `
apiVersion: v1
kind: Pod
metadata: {name: box}
spec:
  containers:
  - {name: main, image: 'busybox:1.36', command: [sleep, '3600']}
`;
const place = { namespace: 'default', pod: 'box', container: 'main' };

function boxed(): Cluster {
  const cluster = runningCluster(1, 'oracle');
  apply(cluster, BOX);
  runFor(cluster, 5);
  return cluster;
}

function start(cluster: Cluster, argv: readonly string[], stdinOpen = false): string {
  const result = cluster.submit({ type: 'exec', exec: { ...place, argv, stdinOpen } });
  if (!result.ok || !('exec' in result)) throw new Error(JSON.stringify(result));
  return result.exec;
}

/** What commands wrote and how they ended, in order. */
function told(records: readonly JournalRecord[]): readonly (string | number)[] {
  return records.flatMap((record): readonly (string | number)[] => {
    if (record.type === 'exec-written') return [record.text];
    return record.type === 'exec-ended' ? [record.exitCode] : [];
  });
}

describe('a command in a container', () => {
  it('is fed line after line', () => {
    const cluster = boxed();
    const exec = start(cluster, ['sh'], true);
    const type = (text?: string) => {
      cluster.submit({ type: 'exec-input', feed: { ...place, exec, text } });
      return told(runFor(cluster, 2));
    };
    expect(type('x=4; echo first\n')).toEqual(['first\n']);
    expect(type('for i in 1 2; do\n')).toEqual([]);
    expect(type('echo $((i * x))\ndone\nsleep 1; ec')).toEqual(['4\n', '8\n']);
    expect(type('ho late\n')).toEqual(['late\n']);
    expect(type('(exit 6)\n')).toEqual([]);
    expect(type()).toEqual([6]);
  });

  it('reads until its input ends', () => {
    const cluster = boxed();
    const exec = start(cluster, ['cat'], true);
    cluster.submit({ type: 'exec-input', feed: { ...place, exec, text: 'all\n' } });
    cluster.submit({ type: 'exec-input', feed: { ...place, exec } });
    expect(told(runFor(cluster, 1))).toEqual(['all\n', 0]);
  });

  it('is ended by Ctrl-C with all that it runs, unless it is a shell that reads commands', () => {
    const cluster = boxed();
    const interrupt = (exec: string) => {
      cluster.submit({ type: 'exec-input', feed: { ...place, exec, interrupt: true } });
      return told(runFor(cluster, 1));
    };
    expect(interrupt(start(cluster, ['sleep', '600']))).toEqual([130]);
    expect(interrupt(start(cluster, ['sh', '-c', 'trap "echo caught; exit 3" INT; sleep 600 & wait']))).toEqual([
      'caught\n',
      3,
    ]);
    const shell = start(cluster, ['sh'], true);
    const type = (text: string) => {
      cluster.submit({ type: 'exec-input', feed: { ...place, exec: shell, text } });
      return told(runFor(cluster, 3));
    };
    expect(type('sleep 600 & while :; do echo tick; sleep 2; done\n')).toEqual(['tick\n', 'tick\n']);
    expect(interrupt(shell)).toEqual([]);
    expect(type('echo $?; ps | grep -c "[s]leep 600"\n')).toEqual(['130\n', '1\n']);
  });

  it('goes on in a cluster that was saved and restored', () => {
    const cluster = boxed();
    start(cluster, ['sh', '-c', 'for i in 1 2 3; do sleep 2; echo $i | cat; done; exit 5']);
    start(cluster, ['sh', '-c', 'x=$(sleep 3; echo sub); echo $x']);
    runFor(cluster, 1);
    const copy = reborn(cluster, 'oracle');
    const records = runFor(cluster, 10);
    expect(runFor(copy, 10)).toEqual(records);
    expect(told(records)).toEqual(['1\n', 'sub\n', 0, '2\n', '3\n', 5]);
  });

  it.each([
    [{ pod: 'nosuch' }, 'pods "nosuch" not found'],
    [{ container: 'other' }, 'container other is not valid for pod box'],
  ])('is refused where there is no such place: %j', (other, message) => {
    const result = boxed().submit({ type: 'exec', exec: { ...place, ...other, argv: ['true'] } });
    expect(result).toMatchObject({ ok: false, status: { message } });
  });
});
