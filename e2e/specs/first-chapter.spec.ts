// The main job: a ConfigMap, a ReplicationController of 7 and a NodePort Service become 7 Running Pods on the two workers
// that answer; a killed Pod leaves the endpoints and is replaced within seconds.
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';
import { SECOND_US } from '../pages/timeline.ts';

/** How soon a killed Pod must have been replaced, in virtual microseconds; looking takes some of it. */
const replacedUs = 15 * SECOND_US;

test('three documents become seven Running Pods on the two workers, which answer alike', async ({ ui }) => {
  await deployFirstChapter(ui);
  const pods = await ui.outline.pods('default');
  await test.step('seven Pods and a node port', async () => {
    expect(pods.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 'Running'));
    expect([...new Set(pods.map(({ node }) => node))].sort()).toEqual(['worker232', 'worker233']);
    expect(new Set(pods.map(({ more }) => more['ip'])).size).toBe(7);
    await expect(ui.readyCount).toHaveAttribute('data-ready', '7');
    const nodePort = Number((await ui.outline.thing('service', 'greeter')).more['nodePorts']);
    expect(nodePort).toBeGreaterThanOrEqual(30_000);
    expect(nodePort).toBeLessThanOrEqual(32_767);
  });
  await test.step('requests to it are answered, and spread over all seven', async () => {
    await ui.load.set(50);
    await expect.poll(async () => (await visitorsOf(ui)).requests, { timeout: 20_000 }).toBeGreaterThan(400);
    const { failed, byPod } = await visitorsOf(ui);
    expect(failed).toBe(0);
    expect(Object.keys(byPod).sort()).toEqual(pods.map(({ uid }) => uid).sort());
    // Chance spreads them: nobody gets nothing, nobody gets half.
    for (const [uid, count] of Object.entries(byPod)) {
      expect(count, `requests to ${uid}`).toBeGreaterThan(15);
      expect(count, `requests to ${uid}`).toBeLessThan(200);
    }
  });
});

test('a Pod that is killed leaves the endpoints and is replaced', async ({ ui }) => {
  await deployFirstChapter(ui);
  await test.step('by key', async () => {
    await ui.timeline.setSpeed(1);
    const victim = (await ui.outline.pods('default'))[2]!;
    await ui.stage.click('pod', victim.name);
    await ui.stage.canvas.press('Delete');
    await confirmAndSeeReplaced(ui, victim.name);
  });
  await test.step('by click', async () => {
    await ui.timeline.setSpeed(1);
    const victim = (await ui.outline.pods('default'))[5]!;
    await ui.stage.openMenu('pod', victim.name);
    await ui.stage.menu.getByRole('menuitem', { name: 'Delete Pod…' }).click();
    await confirmAndSeeReplaced(ui, victim.name);
  });
});

async function confirmAndSeeReplaced(ui: Kubarium, victim: string): Promise<void> {
  await expect(ui.question.dialog).toContainText(victim);
  const killedUs = await ui.timeline.now();
  await ui.question.confirm.click();
  await expect(ui.outline.row('service', 'greeter')).toHaveAttribute('data-ready', '6');
  await ui.timeline.setSpeed(5);
  await expect(ui.outline.row('pod', victim)).toHaveCount(0);
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7);
  await expect(ui.outline.row('service', 'greeter')).toHaveAttribute('data-ready', '7');
  expect((await ui.timeline.now()) - killedUs).toBeLessThan(replacedUs);
  expect((await ui.outline.pods('default')).map(({ name }) => name)).not.toContain(victim);
}

interface Visitors {
  readonly requests: number;
  readonly failed: number;
  readonly byPod: Readonly<Record<string, number>>;
}

async function visitorsOf(ui: Kubarium): Promise<Visitors> {
  const [visitors] = await ui.outline.things('client');
  const { requests = '0', failed = '0', byPod = '{}' } = visitors?.more ?? {};
  return { requests: Number(requests), failed: Number(failed), byPod: JSON.parse(byPod) as Visitors['byPod'] };
}
