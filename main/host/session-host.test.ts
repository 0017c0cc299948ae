import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WhyStep } from '../../preload/contract/calls.ts';
import { SECOND } from '../engine/kernel/time.ts';
import { SessionFile } from '../store/session-file.ts';
import { restoreLive } from './opening.ts';
import { ScenarioReport } from './scenario/report.ts';
import { freshFolder, hostOn, openHost, TestWindow } from './testing/open-host.ts';
import { site } from './testing/manifests.ts';

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('the first scenario', () => {
  it('plays to its end, and its records tell what it promises', async () => {
    const { host, clock } = openHost();
    const window = new TestWindow();
    host.connect(window);
    host.setSpeed(10);
    expect(await window.call(clock, 'scenario:play', { id: 'first-service' })).toMatchObject({ ok: true });
    for (let turn = 0; turn < 2000 && host.snapshot().scenario?.state === 'playing'; turn++) {
      clock.pass(50);
      await new Promise(setImmediate);
    }
    const { scenario } = host.snapshot();
    expect(scenario).toMatchObject({ state: 'done', problem: undefined });
    const killed = scenario?.killed ?? { uid: '', name: '', timeUs: 0 };
    const { file } = host.live;
    const report = new ScenarioReport({ apps: 'web' }, killed);
    for (const record of file.readRecords(1, file.head.seq)) report.fold(record);
    const figures = report.figures();
    expect(figures).toMatchObject({ podsReady: 7, late: 0 });
    expect(figures.byAddress.size).toBe(3);
    expect(figures.byPod.size).toBe(8);
    expect([...figures.rulesUs.keys()].sort()).toEqual(['master231', 'worker232', 'worker233']);
    expect(figures.replacedUs).toBeLessThan(30 * SECOND);

    // The Pod that took its place is there because of what a person did, and says so.
    const pods = host.live.projection.view().entities.pods;
    const young = pods.find(({ labels, createdUs }) => labels['apps'] === 'web' && createdUs >= killed.timeUs);
    const payload = { resource: 'pods', namespace: 'default', name: young?.name ?? '' };
    const details = await window.call(clock, 'object:inspect', payload);
    const why = (details as { value: { why: readonly WhyStep[] } }).value.why;
    expect(why[0]).toMatchObject({ actor: 'person', type: 'input-accepted' });
    expect(why.map(({ actor }) => actor)).toContain('replication-controller');
  });
});

describe('a session', () => {
  it('has written what was done before it shows the past', async () => {
    const { host, clock } = openHost();
    host.play();
    clock.pass(3000);
    const done = host.submit(site('red', 3));
    host.seek(1_000_000);
    expect(await done).toMatchObject({ ok: true });
    expect(host.inThePast).toBe(true);
    expect(host.live.file.head.seq).toBe(host.live.cluster.lastSeq);
  });

  it('goes on where it was closed', () => {
    const path = join(freshFolder(), 'again.kubarium');
    const first = openHost(path);
    first.host.play();
    void first.host.submit(site('red', 3));
    first.clock.pass(5000);
    const view = plain(first.host.live.projection.view());
    const hash = first.host.live.cluster.hash();
    const { lives } = first.host.snapshot();
    expect(first.host.close()).toMatchObject({ ok: true });
    const second = openHost(path);
    expect(plain(second.host.live.projection.view())).toEqual(view);
    expect(second.host.live.cluster.hash()).toBe(hash);
    expect(second.host.snapshot().lives).toEqual(lives);
  });

  it('on a full disk takes nothing for done that is not written, and goes on from what is', async () => {
    const path = join(freshFolder(), 'full.kubarium');
    openHost(path).host.close();
    const opened = SessionFile.open(path, { sizeMaxBytes: statSync(path).size + 65_536 });
    if (!opened.ok) throw new Error(opened.problem.message);
    const live = restoreLive(opened.value.session);
    if (!live.ok) throw new Error(live.problem.message);
    const { host, clock, problems } = hostOn(live.value);
    host.play();
    const outcomes = [];
    for (let round = 0; round < 40 && problems.length === 0; round++) {
      const data = { filler: String(round).repeat(4000) };
      const documents = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `filler-${round}` }, data }];
      const submitted = host.submit({ type: 'apply', namespace: 'default', documents });
      clock.pass(20);
      outcomes.push(await submitted);
    }
    expect(problems).toMatchObject([{ code: 'disk-full' }]);
    const written = outcomes.filter(({ ok }) => ok).length;
    expect(outcomes.at(-1)).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
    const fillers = [...host.live.projection.objects.all('configmaps')].filter(({ metadata }) =>
      metadata?.name?.startsWith('filler-'),
    );
    expect(fillers).toHaveLength(written);
    expect(host.clock).toMatchObject({ playing: false, headSeq: host.live.file.head.seq });
  });
});
