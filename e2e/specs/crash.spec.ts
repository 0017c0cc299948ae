// The engine host or the whole app is killed while changes are applied: what was acknowledged is there afterwards.
import { setTimeout as wait } from 'node:timers/promises';
import { emptyController } from '../fixtures/fixtures.ts';
import { expect, test } from '../harness/app.ts';
import { dice, takeSeed, type Dice } from '../harness/seed.ts';
import type { Kubarium } from '../pages/kubarium.ts';

const rounds = 3;
/** The kill comes so long after so many changes, while the next ones are under way. */
const after = { changes: { low: 1, high: 5 }, ms: { low: 0, high: 120 } };

/** Applies one ReplicationController after another until `kill` has done its work; answers what was acknowledged. */
async function applyUntilKilled(
  ui: Kubarium,
  prefix: string,
  roll: Dice,
  kill: () => Promise<unknown>,
): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const changes = roll(after.changes.low, after.changes.high);
  const killer = { called: Promise.resolve(), done: false };
  for (let number = 1; !killer.done; number++) {
    const name = `${prefix}-${number}`;
    if (await wasAcknowledged(ui, name)) acknowledged.push(name);
    if (number !== changes) continue;
    killer.called = wait(roll(after.ms.low, after.ms.high)).then(async () => {
      await kill();
      killer.done = true;
    });
  }
  await killer.called;
  expect(acknowledged.length, 'changes acknowledged before the kill').toBeGreaterThan(0);
  return acknowledged;
}

/** Whether the window said that it was created. With the app gone there is nobody left to say so. */
async function wasAcknowledged(ui: Kubarium, name: string): Promise<boolean> {
  try {
    await ui.manifests.text.fill(emptyController(name), { timeout: 2000 });
    await ui.page.getByTestId('manifest-apply').click({ timeout: 2000 });
    await ui.manifests.results.filter({ hasText: name }).or(ui.manifests.problems).waitFor({ timeout: 2000 });
    return (await ui.manifests.lines.filter({ hasText: `${name} created` }).count()) === 1;
  } catch {
    return false;
  }
}

async function expectAll(ui: Kubarium, names: readonly string[]): Promise<void> {
  for (const name of names) await expect(ui.outline.row('workload', name)).toHaveCount(1);
}

test('the engine host is killed: the window says so and goes on with everything acknowledged', async ({
  desktop,
  ui,
}) => {
  const roll = dice(takeSeed());
  const names: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    await ui.manifests.open();
    const before = await desktop.hostPid();
    const now = await ui.timeline.now();
    names.push(...(await applyUntilKilled(ui, `round-${round}`, roll, () => desktop.killHost())));
    await ui.manifests.close();
    await expect(ui.notices.all.filter({ hasText: /engine stopped/i }).first()).toBeVisible();
    await expect.poll(() => desktop.hostPid()).not.toBe(before);
    await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'true');
    await ui.timeline.waitPast(now);
    await ui.timeline.pass(1);
    await expectAll(ui, names);
  }
  await expect(ui.outline.all('node', { condition: 'ready' })).toHaveCount(3);
});

test('the whole app is killed and started again: everything acknowledged is there', async ({ desktop }) => {
  const roll = dice(takeSeed());
  const names: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const ui = await desktop.start();
    await expectAll(ui, names);
    await ui.manifests.open();
    names.push(...(await applyUntilKilled(ui, `round-${round}`, roll, () => desktop.kill())));
  }
  const ui = await desktop.start();
  await expectAll(ui, names);
  await expect(ui.notices.problems).toHaveCount(0);
  await expect(ui.timeline.clock).toHaveAttribute('data-playing', 'true');
  await ui.timeline.pass(1);
});

test('an engine that keeps being killed is not started for ever, and the window says so', async ({ desktop, ui }) => {
  for (let kill = 1; kill <= 4; kill++) {
    await expect.poll(() => desktop.hostPid()).toBeDefined();
    const pid = await desktop.killHost();
    await expect.poll(() => desktop.hostPid()).not.toBe(pid);
    if (kill <= 3) await ui.timeline.pass(0.1);
  }
  await expect.poll(() => desktop.hostPid()).toBeUndefined();
  await expect(ui.notices.all.filter({ hasText: 'The engine stopped.' }).last()).toBeVisible();
});
