import { describe, expect, test } from 'vitest';
import { smallCluster } from '../../testing/small-cluster.ts';

const { run, out, err } = smallCluster();

describe('describe', () => {
  test('ends each of several that begin so with an empty line', async () => {
    expect(await out('describe pod pai')).toMatch(/\n\n$/);
    expect(await out('describe pod pair')).toMatch(/[^\n]\n$/);
  });

  test('takes a name for the beginning of names', async () => {
    expect(await out('describe cm sett')).toContain('Name:         settings\n');
    expect(await err('describe cm nosuch')).toBe('Error from server (NotFound): configmaps "nosuch" not found\n');
  });

  test('of two objects of which one is missing shows none', async () => {
    const missing = 'Error from server (NotFound): pods "none" not found\n';
    expect(await run('describe pod/none cm/settings')).toEqual({ exit: 1, out: '', err: missing });
    expect((await run('describe pod/none cm/settings pod/web')).out).toContain('Name:         settings\n');
  });

  test('reads all files before it looks for what they name', async () => {
    const files = new Map([
      [
        'a.yaml',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: none}\n---\napiVersion: v1\nkind: Odd\nmetadata: {name: o}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: none}\n',
      ],
    ]);
    expect(await err('describe -f a.yaml', files)).toBe(
      'resource mapping not found for name: "o" namespace: "" from "a.yaml": no matches for kind "Odd" in version "v1"\nensure CRDs are installed first\nError from server (NotFound): pods "none" not found\n',
    );
  });

  test('may leave out events', async () => {
    expect(await out('describe cm settings')).toContain('Events:');
    expect(await out('describe cm settings --show-events=false')).not.toContain('Events:');
  });
});

test('events are those of the object asked for', async () => {
  expect(await out('events --for pod/web --types=Normal')).toMatch(
    /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n(.* Pod\/web .*\n)+$/,
  );
  expect(await err('events --for pod/none')).toBe('No events found in default namespace.\n');
  expect(await err('events --for web')).toBe('error: --for must be in resource/name form\n');
});

describe('explain', () => {
  test('a kind, a field and what is not there', async () => {
    expect(await out('explain cm')).toMatch(
      /^KIND: {7}ConfigMap\nVERSION: {4}v1\n\nDESCRIPTION:\n {4}ConfigMap holds .*\n {4}\nFIELDS:\n/,
    );
    expect(await out('explain deploy.spec.template.spec.containers.ports --recursive')).toContain(
      '  protocol\t<string>\n  enum: SCTP, TCP, UDP\n',
    );
    expect(await run('explain cm.nosuch')).toMatchObject({ exit: 1, err: 'error: field "nosuch" does not exist\n' });
    expect(await err('explain deploy --api-version=apps/v1beta1')).toBe(
      'error: couldn\'t find resource for "apps/v1beta1, Resource=deployments"\n',
    );
  });
});
