import { describe, expect, test } from 'vitest';
import { smallCluster } from '../../testing/small-cluster.ts';

const { run, out, err } = smallCluster();

describe('wait', () => {
  test('prints what has met its condition as it is told to, and may look once only', async () => {
    const phase = "--for=jsonpath='{.status.phase}'";
    expect(await out(`wait pod/web ${phase}=Running -o name`)).toBe('pod/web\n');
    expect(await err(`wait pod/web ${phase}=Failed --timeout=0`)).toBe('error: condition not met for pods/web\n');
    expect(await err(`wait pod/web ${phase}=a=b`)).toContain('error: jsonpath wait format must be --for=jsonpath=');
  });

  test('waits for conditions, values and deletion', async () => {
    expect(await out('wait pod/web --for=condition=ready')).toBe('pod/web condition met\n');
    expect(await out("wait pod/web --for=jsonpath='{.status.phase}'=Running")).toBe('pod/web condition met\n');
    expect(await run('wait pod/gone --for=delete')).toEqual({ exit: 0, out: '', err: '' });
  });

  test('gives up for all together', async () => {
    expect(await err('wait pod/web --for=condition=Nope --timeout=1s')).toBe(
      'error: timed out waiting for the condition on pods/web\n',
    );
    expect(await err('wait pods --all --for=condition=Nope --timeout=1s')).toBe(
      'timed out waiting for the condition on pods/pair\ntimed out waiting for the condition on pods/web\n',
    );
    expect(await err('wait pod/none --for=create --timeout=1s')).toBe('error: timed out waiting for the condition\n');
    expect(await err('wait pods -l app=none --for=condition=Ready')).toBe('error: no matching resources found\n');
    expect(await err('wait pod/web --for=nosuch')).toBe('error: unrecognized condition: "nosuch"\n');
  });
});
