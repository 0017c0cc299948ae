// A dump of one cluster becomes another: simulated anew, kept as it was, without secrets, without names.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { ImportChoices } from '../../../preload/contract/transfer.ts';
import { SECOND, after } from '../../engine/kernel/time.ts';
import { SessionFile } from '../../store/session-file.ts';
import { listYaml } from '../../shell/printing/yaml.ts';
import { restoreLive } from '../opening.ts';
import { PastView } from '../past-view.ts';
import { freshFolder } from '../testing/open-host.ts';
import { importDump } from './import-dump.ts';
import { everything, shopCluster } from './testing/dumped-cluster.ts';

const SIMULATE: ImportChoices = { status: 'simulate', secrets: false, anonymise: false };
const dumped = everything(shopCluster());
const dump = listYaml(dumped);
const folder = freshFolder();
const dumpPath = join(folder, 'dump.yaml');
writeFileSync(dumpPath, dump);
let made = 0;

/** Imports what is at `paths`, and answers the session's path and what was said of it. */
function imported(choices: Partial<ImportChoices>, paths: readonly string[] = [dumpPath], seed = 3) {
  const path = join(folder, `imported-${String(++made)}.kubarium`);
  const order = { path, name: 'imported', seed, choices: { ...SIMULATE, ...choices } };
  return { path, outcome: importDump(paths, order, { readInput: () => new Uint8Array() }) };
}

/** The person's own objects in a session, at its end or after more seconds have passed. */
function objectsIn(path: string, seconds = 0): readonly KubeObject[] {
  const opened = SessionFile.open(path);
  if (!opened.ok) throw new Error(opened.problem.message);
  const { session } = opened.value;
  const live = restoreLive(session);
  if (!live.ok) throw new Error(live.problem.message);
  live.value.advance(after(live.value.now, seconds * SECOND), () => false);
  live.value.commit();
  const objects = PastView.atSeq(session, session.head.seq).projection.objects.everything();
  session.close();
  return objects.filter(({ kind, metadata }) => !/^kube-/.test(metadata?.namespace ?? '') && kind !== 'Event');
}

const named = (objects: readonly KubeObject[], kind: string) =>
  objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata?.name);
const phaseOf = (object: KubeObject) => ('status' in object ? (object.status as { phase?: string }).phase : undefined);

describe('a dump, simulated anew', () => {
  const { path, outcome } = imported({});

  it('says what comes along, what does not and why', () => {
    if (!outcome.ok) throw new Error(outcome.problem.message);
    const { objects, leftOut, added, nodes } = outcome.value;
    expect(objects).toContainEqual({ kind: 'Deployment', count: 1 });
    expect(leftOut).toContainEqual({ reason: 'secret', kind: 'Secret', count: 1, examples: ['shop/login'] });
    expect(leftOut).toContainEqual({ reason: 'owned', kind: 'ReplicaSet', count: 1, examples: [expect.any(String)] });
    expect(added).toEqual([{ kind: 'Secret', count: 1, examples: ['shop/login'] }]);
    expect(nodes.map(({ name }) => name)).toEqual(['master231', 'worker232', 'worker233']);
  });

  it('has its controllers make what they own, and runs', () => {
    const objects = objectsIn(path, 30);
    const pods = objects.filter(({ kind }) => kind === 'Pod');
    expect(named(objects, 'Deployment')).toEqual(['web']);
    expect(pods.map(phaseOf).sort()).toEqual(['Running', 'Running', 'Running', 'Succeeded']);
    expect(pods.filter(({ metadata }) => dumped.some((old) => old.metadata?.name === metadata?.name))).toHaveLength(1);
    const login = objects.find(({ kind, metadata }) => kind === 'Secret' && metadata?.name === 'login');
    expect(login).toMatchObject({ data: { password: Buffer.from('left-out').toString('base64') } });
    expect(objects.find(({ kind }) => kind === 'PersistentVolumeClaim')).toMatchObject({ status: { phase: 'Bound' } });
  });
});

describe('a dump, kept', () => {
  const { path, outcome } = imported({ status: 'keep', secrets: true });

  it('begins at the moment of the dump', () => {
    expect(outcome).toMatchObject({ ok: true });
    const objects = objectsIn(path);
    for (const kind of ['Pod', 'ReplicaSet', 'Job']) {
      const before = dumped.filter((object) => object.kind === kind && object.metadata?.namespace === 'shop');
      expect(new Set(named(objects, kind))).toEqual(new Set(named(before, kind)));
    }
    const pods = objects.filter(({ kind }) => kind === 'Pod');
    expect(pods.map(phaseOf).sort()).toEqual(['Running', 'Running', 'Running', 'Succeeded']);
    const sets = objects.filter(({ kind }) => kind === 'ReplicaSet');
    for (const pod of pods.filter(({ metadata }) => metadata?.name?.startsWith('web'))) {
      expect(pod.metadata?.ownerReferences?.[0]?.uid).toBe(sets[0]?.metadata?.uid);
    }
    expect(objects.find(({ kind, metadata }) => kind === 'Secret' && metadata?.name === 'login')).toMatchObject({
      data: { password: Buffer.from('hunter2').toString('base64') },
    });
  });

  it('goes on from there with the same Pods', () => {
    const objects = objectsIn(path, 60);
    const before = dumped.filter(({ kind, metadata }) => kind === 'Pod' && metadata?.namespace === 'shop');
    expect(new Set(named(objects, 'Pod'))).toEqual(new Set(named(before, 'Pod')));
  });

  it.each([1, 2, 3, 4, 5])('is not begun anew by its controllers, whatever they hear of first (seed %i)', (seed) => {
    const again = imported({ status: 'keep', secrets: true }, [dumpPath], seed);
    const before = dumped.filter(({ kind, metadata }) => kind === 'Pod' && metadata?.namespace === 'shop');
    expect(new Set(named(objectsIn(again.path, 60), 'Pod'))).toEqual(new Set(named(before, 'Pod')));
  });
});

describe('a dump without names', () => {
  const { path, outcome } = imported({ anonymise: true, secrets: true });

  it('tells nothing of whose it was, and still works', () => {
    expect(outcome).toMatchObject({ ok: true });
    const objects = objectsIn(path, 30);
    const text = JSON.stringify(objects);
    for (const word of [
      'shop',
      'web',
      'login',
      'till',
      'sales',
      'blue',
      'Alice',
      'hunter2',
      'worker232',
      'corp.example',
    ]) {
      expect(text).not.toContain(word);
    }
    expect(
      objects
        .filter(({ kind }) => kind === 'Pod')
        .map(phaseOf)
        .sort(),
    ).toEqual(['Running', 'Running', 'Running', 'Succeeded']);
    // The Ingress leads to the Service, the Service to the Pods.
    const slices = objects.filter(
      ({ kind, metadata }) => kind === 'EndpointSlice' && metadata?.namespace !== 'default',
    );
    expect(slices).toHaveLength(1);
    expect(slices[0]).toMatchObject({ endpoints: [{ conditions: { ready: true } }, { conditions: { ready: true } }] });
    const [service] = named(
      objects.filter(({ metadata }) => metadata?.namespace !== 'default'),
      'Service',
    );
    expect(JSON.stringify(objects.find(({ kind }) => kind === 'Ingress'))).toContain(
      `"service":{"name":"${service ?? ''}"`,
    );
    expect(text).toContain(`mysql://${service ?? ''}.team-`);
  });
});

describe('what cannot be imported', () => {
  it('leaves no session behind, and says what and where', () => {
    const bad = join(folder, 'bad.yaml');
    writeFileSync(
      bad,
      `${dump}---\napiVersion: v1\nkind: Service\nmetadata: {name: Not_A_Name}\nspec: {ports: [{port: 80}]}\n`,
    );
    const { path, outcome } = imported({}, [bad]);
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'manifest-refused', where: expect.stringContaining('bad.yaml') as string },
    });
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['items:\n- {kind: Pod}\n', /has no kind/],
    ['apiVersion: v1\nkind: List\nitems:\n- {kind: Pod, metadata: {name: a}}\n', /has no apiVersion/],
    ['a: [', /not valid YAML/],
  ])('%j is refused as a whole', (text, says) => {
    const file = join(folder, 'broken.yaml');
    writeFileSync(file, text);
    const { path, outcome } = imported({}, [file]);
    expect(outcome.ok ? '' : outcome.problem.message).toMatch(says);
    expect(existsSync(path)).toBe(false);
  });
});

it('folders, kustomizations and manifests are taken as they are', () => {
  const base = join(folder, 'site');
  mkdirSync(join(base, 'kustomized'), { recursive: true });
  writeFileSync(join(base, 'map.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n');
  writeFileSync(join(base, 'kustomized', 'kustomization.yaml'), 'namePrefix: dev-\nresources: [map.yaml]\n');
  writeFileSync(join(base, 'kustomized', 'map.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: built}\n');
  const { path, outcome } = imported({}, [base]);
  expect(outcome).toMatchObject({ ok: true, value: { files: 2 } });
  expect(named(objectsIn(path), 'ConfigMap')).toEqual(expect.arrayContaining(['plain', 'dev-built']));
});
