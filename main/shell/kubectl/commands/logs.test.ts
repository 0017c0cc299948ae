import { describe, expect, test } from 'vitest';
import { smallCluster } from '../../testing/small-cluster.ts';

const { run, out, err } = smallCluster();

describe('logs', () => {
  test('of one container and of all', async () => {
    expect(await out('logs web --tail=1')).toBe('two\n');
    expect(await run('logs pair')).toEqual({
      exit: 0,
      out: 'from main\n',
      err: 'Defaulted container "main" out of: main, two\n',
    });
    expect(await out('logs pair --all-containers --prefix')).toBe(
      '[pod/pair/main] from main\n[pod/pair/two] from two\n',
    );
    expect(await out('logs -f web --limit-bytes=5')).toBe('one\nt');
    expect(await out('logs web --timestamps --tail=1')).toMatch(/^2026-01-05T08:\d\d:\d\d\.\d{9}Z two\n$/);
  });

  test.each([
    ['logs pair -c nosuch', 'error: container nosuch is not valid for pod pair\n'],
    ['logs nosuch', 'error: error from server (NotFound): pods "nosuch" not found in namespace "default"\n'],
    ['logs cm/settings', 'error: cannot get the logs from *v1.ConfigMap: selector for *v1.ConfigMap not implemented\n'],
    ['logs web --limit-bytes=-1', 'error: --limit-bytes must be greater than 0\n'],
    [
      'logs web --since=1s --since-time=x',
      'error: parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"\n',
    ],
  ])('%s is refused', async (line, message) => {
    expect(await err(line)).toBe(message);
  });
});
