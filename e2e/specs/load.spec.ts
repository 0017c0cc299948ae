// Loads: who sends how much in which pattern, and what becomes of it, figure by figure and request by request.
import { expect, test } from '../harness/app.ts';
import { deployFirstChapter } from '../pages/deploy.ts';

test('a load has a rate, a pattern, a source and a target, and is changed later', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.load.open();
  await ui.load.name.selectOption('');
  await ui.load.newName.fill('robot');
  await ui.load.source.selectOption('worker232');
  await ui.load.target.selectOption('default/greeter');
  await ui.load.slide('rate', 10);
  await ui.load.choosePattern('spike');
  await ui.load.slide('peak', 100);
  await ui.load.slide('every', 10);
  await ui.load.slide('lasts', 2);
  await ui.load.slide('connections', 5);
  await ui.load.apply();
  await expect
    .poll(async () => Number((await ui.outline.thing('client', 'robot')).more['requests']))
    .toBeGreaterThan(200);
  await ui.stage.click('client', 'robot');
  await expect(ui.inspector.facts).toContainText('100 req/s for 2 of 10 s');
  await expect(ui.inspector.facts).toContainText('worker232');
  await expect(ui.inspector.facts).toContainText('default/greeter');
  await expect(ui.inspector.facts).toContainText(/kept connections\s*5/);
  // With the load selected the dialog begins with it as it is.
  await ui.load.open();
  await expect(ui.load.name).toHaveValue('robot');
  await ui.load.choosePattern('ramp');
  await ui.load.slide('rate', 50);
  await ui.load.slide('from', 1);
  await ui.load.slide('over', 10);
  await ui.load.apply();
  await expect(ui.inspector.facts).toContainText('from 1 within 10 s');
});

test('what visitors meet with is told in figures, and each request hop by hop', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.load.set(20);
  await ui.stage.click('client', 'visitors');
  await expect(ui.inspector.panel.getByTestId('load-chart').locator('.answered').nth(5)).toBeVisible();
  await expect(ui.inspector.facts).toContainText(/p50 \d.*p95 \d.*p99 \d/);
  const spread = await ui.inspector.show('spread');
  await expect(spread.getByTestId('pod-shares').getByRole('listitem')).toHaveCount(7);
  await expect(spread.getByTestId('version-shares').getByRole('listitem')).toHaveAttribute('data-share', '1');

  await ui.inspector.show('requests');
  const newest = ui.inspector.requests.first();
  await newest.getByRole('button').first().click();
  const steps = newest.getByTestId('walk-step');
  await expect(steps.first()).toHaveAttribute('data-kind', 'sent');
  await expect(steps.last()).toHaveAttribute('data-kind', 'back');
  const entry = steps.nth(1);
  await expect(entry).toContainText(/10\.0\.0\.\d+:\d+ → 10\.100\.\d+\.\d+:80/);
  // A rule leads to the node that has it.
  const chain = await entry.getByRole('button', { name: /^KUBE-SVC-/ }).innerText();
  await entry.getByRole('button', { name: /^KUBE-SVC-/ }).click();
  await expect(ui.inspector.panel.getByTestId('rules-find')).toHaveValue(chain);
  await expect(ui.page.getByTestId('panel-rules')).toContainText(`-A ${chain} `);
  await expect(ui.page.getByTestId('panel-rules')).not.toContainText('COMMIT');
});

test('why requests are lost is told by reason, and of each reason asked', async ({ ui }) => {
  await deployFirstChapter(ui);
  await ui.load.set(50);
  await ui.stage.openMenu('node', 'worker233');
  await ui.stage.menu.getByRole('menuitem', { name: 'Power off' }).click();
  await ui.question.confirm.click();
  await ui.stage.click('client', 'visitors');
  const reasons = ui.inspector.panel.getByTestId('failures').getByRole('listitem');
  const off = reasons.filter({ hasText: 'the machine worker233 is off' });
  await expect(off).toHaveAttribute('data-count', /\d+/, { timeout: 20_000 });
  await ui.timeline.pause();
  await off.getByTestId('ask-failure').click();
  await expect(ui.inspector.whySteps.last()).toContainText('the machine worker233 is off');
});
