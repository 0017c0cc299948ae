import { describe, expect, it } from 'vitest';
import { KindsServer } from '../kinds/testing/server.ts';
import { SECOND, toTimestamp, type Micros } from '../kernel/time.ts';
import { markDeleted } from './deletion.ts';

const at = (seconds: number) => (seconds * SECOND) as Micros;
const marks = (seconds: number, graceSeconds: number) => ({
  now: at(seconds),
  graceSeconds,
  finalizers: [],
  generation: false,
});

describe('a second deletion', () => {
  const once = markDeleted({ kind: 'Pod', metadata: { name: 'web' } }, marks(10, 30));
  if (!once) throw new Error('the Pod was not marked');
  const metadataAfter = (seconds: number, graceSeconds: number) =>
    markDeleted(once, marks(seconds, graceSeconds))?.metadata;

  it('ends sooner, but not before it is made', () => {
    expect(metadataAfter(12, 5)).toMatchObject({
      deletionTimestamp: toTimestamp(at(15)),
      deletionGracePeriodSeconds: 5,
    });
    expect(metadataAfter(14, 3)).toMatchObject({
      deletionTimestamp: toTimestamp(at(14)),
      deletionGracePeriodSeconds: 1,
    });
    expect(metadataAfter(14, 0)).toMatchObject({ deletionGracePeriodSeconds: 0 });
  });

  it('does not end later', () => {
    expect(metadataAfter(12, 30)).toBeUndefined();
    expect(metadataAfter(12, 60)).toBeUndefined();
  });
});

describe('a deletion at once', () => {
  /** What a watch sees: the type of each change, and the grace that was left. */
  function seen(resource: 'pods' | 'configmaps', manifest: string): readonly string[] {
    const { server, apply } = bound(new KindsServer());
    apply(manifest);
    server.hub.subscribe('test', resource);
    server.delete(resource, 'default', 'web', { actor: 'test', gracePeriodSeconds: 0 });
    return server.hub
      .take('test', resource)
      .map(({ type, object }) => `${type} ${object.metadata?.deletionGracePeriodSeconds ?? '-'}`);
  }
  const bound = (kinds: KindsServer) => ({ server: kinds.server, apply: (manifest: string) => kinds.apply(manifest) });

  it('of a Pod is seen twice: without any grace left, then gone', () => {
    const pod = '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx}]}}';
    expect(seen('pods', pod)).toEqual(['modified 0', 'deleted 0']);
  });

  it('of what knows no grace is seen once', () => {
    expect(seen('configmaps', '{apiVersion: v1, kind: ConfigMap, metadata: {name: web}}')).toEqual(['deleted -']);
  });
});
