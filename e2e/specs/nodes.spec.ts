// What becomes of a node is done from its menu and undone there: its network cut, its disk filled, its link made bad.
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const node = 'worker233';

async function choose(ui: Kubarium, item: string): Promise<void> {
  await ui.stage.openMenu('node', node);
  await ui.stage.menu.getByRole('menuitem', { name: item }).click();
}

test('a node is cut off from the network after a question, and joins it again', async ({ ui }) => {
  await deployFirstChapter(ui);
  await choose(ui, 'Cut the network…');
  await ui.question.cancel.click();
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-cable', 'in');
  await choose(ui, 'Cut the network…');
  await ui.question.confirm.click();
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-cable', 'out');
  await ui.stage.click('node', node);
  await expect(ui.inspector.facts).toContainText('network cut');
  await expect(ui.inspector.whySteps.first()).toContainText(`You set the cable of ${node}`);
  // Nobody hears of it any more, so that it is taken for lost; and heard of again it is ready.
  await ui.timeline.setSpeed(100);
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-status', 'NotReady', { timeout: 20_000 });
  await choose(ui, 'Join the network');
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-status', 'Ready', { timeout: 20_000 });
  await expect(ui.inspector.facts).not.toContainText('network cut');
});

test('a full disk is told of by the node, and so is that there is room again', async ({ ui }) => {
  await ui.timeline.setSpeed(100);
  await choose(ui, 'Fill the disk…');
  await ui.question.confirm.click();
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-pressures', 'DiskPressure', { timeout: 20_000 });
  await choose(ui, 'Free the disk');
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-pressures', '', { timeout: 30_000 });
});

test('a slow and lossy link shows in what its visitors meet with, until it is mended', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.load.set(50);
  await choose(ui, 'Slow or lossy link…');
  await ui.link.set({ delayMs: 200, loss: 0.05 });
  await ui.stage.click('node', node);
  await expect(ui.inspector.facts).toContainText('200 ms late, 5 % lost');
  const slowest = async () => Number((await ui.outline.thing('client', 'visitors')).more['p95Us']);
  await expect.poll(slowest, { timeout: 20_000 }).toBeGreaterThan(400_000);
  await choose(ui, 'Slow or lossy link…');
  await ui.link.mend.click();
  await expect.poll(slowest, { timeout: 20_000 }).toBeLessThan(100_000);
  await expect(ui.inspector.facts).not.toContainText('lost');
});

test('a kubelet is stopped and started: its Pods run on meanwhile', async ({ ui }) => {
  await choose(ui, 'Stop the kubelet…');
  await ui.question.confirm.click();
  await ui.timeline.setSpeed(100);
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-status', 'NotReady', { timeout: 20_000 });
  await choose(ui, 'Start the kubelet');
  await expect(ui.outline.row('node', node)).toHaveAttribute('data-status', 'Ready', { timeout: 20_000 });
});
