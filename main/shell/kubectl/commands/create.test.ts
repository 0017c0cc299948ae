import { describe, expect, test } from 'vitest';
import { smallCluster } from '../../testing/small-cluster.ts';

const { out, err } = smallCluster();

describe('create', () => {
  const manifest = (metadata: string) =>
    new Map([['cm.yaml', `{apiVersion: v1, kind: ConfigMap, metadata: {${metadata}}}`]]);

  test('makes anew what was read from a cluster', async () => {
    expect(await out('create -f cm.yaml', manifest("name: anew, resourceVersion: '5'"))).toBe(
      'configmap/anew created\n',
    );
  });

  test.each([
    ['creationTimestamp: today', 'parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"'],
    [
      "generation: '2'",
      'json: cannot unmarshal string into Go struct field ObjectMeta.metadata.generation of type int64',
    ],
  ])('does not read metadata such as %s', async (metadata, fault) => {
    expect(await err('create -f cm.yaml', manifest(`name: odd, ${metadata}`))).toBe(
      `error: unable to decode "cm.yaml": ${fault}\n`,
    );
  });
});
