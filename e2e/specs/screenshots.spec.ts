// Pictures of the stage at rest, during a kill and scrubbed back, in both themes and two sizes, for people to look at
// (test-results/stage/). What can be told without eyes is checked: nothing overlaps, nothing sticks out.
import { join } from 'node:path';
import { expect, test } from '../harness/app.ts';
import { idle } from '../harness/idle.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';
import type { Thing } from '../pages/outline.ts';
import { inside, overlap, type Rect } from '../pages/rect.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
] as const;

for (const { width, height } of sizes) {
  test(`the stage in ${width}x${height}: at rest, during a kill, scrubbed back`, async ({ ui, desktop }, testInfo) => {
    await desktop.resize(width, height);
    const shoot = async (moment: string): Promise<void> => {
      await expectTidy(ui);
      for (const theme of ['light', 'dark'] as const) {
        await ui.showTheme(theme);
        const file = `${width}x${height}-${moment}-${theme}.png`;
        await ui.page.screenshot({ path: join(testInfo.project.outputDir, 'stage', file) });
      }
    };
    await shoot('new');
    await deployFirstChapter(ui);
    await ui.load.set(20);
    await ui.timeline.pass(12);
    await ui.timeline.setSpeed(1);
    await shoot('at-rest');

    const victim = (await ui.outline.pods('default'))[1]!;
    await ui.stage.click('pod', victim.name);
    await ui.timeline.setSpeed(0.25);
    await ui.inspector.killPod.click();
    await ui.question.confirm.click();
    await expect(ui.outline.row('pod', victim.name)).toHaveAttribute('data-condition', 'ending');
    await ui.timeline.pause();
    const killedUs = await ui.timeline.now();
    await shoot('during-a-kill');

    await ui.notices.dismissAll();
    await ui.timeline.setSpeed(10);
    await ui.timeline.resume();
    await expect(ui.outline.row('pod', victim.name)).toHaveCount(0);
    await ui.timeline.waitPast(killedUs + 15_000_000);
    await ui.inspector.show('life');
    await ui.inspector.lifeChanges.and(ui.page.locator('[data-state="ending"]')).click();
    await expect(ui.timeline.clock).toHaveAttribute('data-mode', 'past');
    await ui.inspector.show('why');
    await expect(ui.outline.row('pod', victim.name)).toHaveAttribute('data-condition', 'ending');
    await shoot('scrubbed-back');
  });
}

/** Boards apart from one another, all of them on the stage, every Pod inside its node's board, and the rest beside. */
async function expectTidy(ui: Kubarium): Promise<void> {
  await idle(ui.page);
  const { width, height } = await ui.stage.box();
  const stage: Rect = { x: 0, y: 0, width, height };
  const boards = await onStage(ui, 'node');
  const pods = await onStage(ui, 'pod');
  const others = [
    ...(await onStage(ui, 'service')),
    ...(await onStage(ui, 'client')),
    ...(await onStage(ui, 'workload')),
  ];
  expect(boards).toHaveLength(3);
  expect(pods).toHaveLength((await ui.outline.things('pod')).length);
  expect(others.length, 'Services, clients and workloads').toBeGreaterThan(1);
  for (const thing of [...boards, ...others])
    expect(inside(thing.rect, stage), `${thing.name} on the stage`).toBe(true);
  for (const pod of pods) {
    const board = boards.find(({ name }) => name === pod.node);
    expect(board && inside(pod.rect, board.rect), `${pod.name} inside ${pod.node}`).toBe(true);
  }
  for (const group of [pods, [...boards, ...others]]) {
    for (const [index, a] of group.entries())
      for (const b of group.slice(index + 1)) expect(overlap(a.rect, b.rect), `${a.name} over ${b.name}`).toBe(false);
  }
  // No empty corners: what is shown fills the stage in at least one direction.
  const all = [...boards, ...others].map(({ rect }) => rect);
  const wide = Math.max(...all.map((rect) => rect.x + rect.width)) - Math.min(...all.map((rect) => rect.x));
  const high = Math.max(...all.map((rect) => rect.y + rect.height)) - Math.min(...all.map((rect) => rect.y));
  expect(Math.max(wide / width, high / height), 'share of the stage that is used').toBeGreaterThan(0.9);
}

type Placed = Thing & { readonly rect: Rect };

/** What the stage shows of a kind; it leaves out what is not worth its room. */
async function onStage(ui: Kubarium, kind: Thing['kind']): Promise<readonly Placed[]> {
  return (await ui.outline.things(kind)).flatMap((thing) => (thing.screen ? [{ ...thing, rect: thing.screen }] : []));
}
