// The window in English and in 简体中文, in the light and in the dark: switched while the cluster lives, and remembered.
import AxeBuilder from '@axe-core/playwright';
import { en } from '../../renderer/i18n/messages-en.ts';
import { zh } from '../../renderer/i18n/messages-zh.ts';
import { expect, test } from '../harness/app.ts';
import { idle } from '../harness/idle.ts';
import { deployFirstChapter } from '../pages/deploy.ts';
import type { Kubarium } from '../pages/kubarium.ts';

type Key = keyof typeof en;

/** What the buttons of the rail open. */
const dialogs = ['paste', 'scenarios', 'load', 'sessions', 'help'] as const;

/** Words that Kubernetes itself prints too, as a node's status for example. */
const kubernetesWords: readonly string[] = ['Ready', 'Failed', 'Unknown', 'Pods'];

/** Texts that are other in the other language, and long enough to be told from figures with their units. */
const differing = (Object.keys(en) as Key[])
  .filter((key) => en[key] !== zh[key] && !kubernetesWords.includes(en[key]))
  .filter((key) => en[key].replace(/\{\w+\}/g, '').trim().length > 2);
const englishOnly = differing.map((key) => patternOf(en[key]));
const chineseOnly = differing.map((key) => patternOf(zh[key]));

function patternOf(message: string): RegExp {
  const literal = message.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.+')}$`, 'u');
}

/** Every text and label of the page but Kubernetes' own (Pod names, YAML) and what has been read aloud already. */
async function labelsOf(ui: Kubarium): Promise<readonly string[]> {
  return ui.page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder']) found.push(node.getAttribute(name) ?? '');
      } else if (!node.parentElement?.closest('script, style, kbd, .mono, pre, [aria-live]'))
        found.push(node.textContent ?? '');
    }
    return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ''))];
  });
}

async function expectNone(ui: Kubarium, patterns: readonly RegExp[], where: string): Promise<void> {
  await idle(ui.page);
  const labels = await labelsOf(ui);
  expect(labels.length, `labels of ${where}`).toBeGreaterThan(5);
  const strays = labels.filter((label) => patterns.some((pattern) => pattern.test(label)));
  expect(strays, `texts in the wrong language: ${where}`).toEqual([]);
}

test('the language is switched live, everywhere, and remembered', async ({ desktop }) => {
  const ui = await desktop.start();
  await deployFirstChapter(ui);
  await ui.stage.click('pod', (await ui.outline.pods('default'))[0]!.name);
  await expectNone(ui, chineseOnly, 'the English window');
  await ui.languageButton.click();
  await expect(ui.page.locator('html')).toHaveAttribute('lang', /^zh/);
  await expectNone(ui, englishOnly, 'the window');
  for (const tab of ['describe', 'yaml', 'events', 'life', 'run', 'why'] as const) {
    await ui.inspector.show(tab);
    await expectNone(ui, englishOnly, `tab ${tab}`);
  }
  await ui.stage.click('client', 'visitors');
  for (const tab of ['why', 'spread', 'requests'] as const) {
    await ui.inspector.show(tab);
    await expectNone(ui, englishOnly, `tab ${tab} of a client`);
  }
  await ui.inspector.requests.first().getByRole('button').first().click();
  await expectNone(ui, englishOnly, 'the way of a request');
  for (const dialog of dialogs) {
    await ui.page.getByTestId(`rail-${dialog}`).click();
    await expectNone(ui, englishOnly, `dialog ${dialog}`);
    await ui.page.keyboard.press('Escape');
  }
  await ui.manifests.apply('kind: [');
  await expect(ui.manifests.problems).toContainText(zh['problem.manifest-yaml']);
  await expect(ui.manifests.problems).toContainText(zh['hint.manifest-yaml']);
  await ui.manifests.close();

  await desktop.close();
  const again = await desktop.start();
  await expectNone(again, englishOnly, 'the window after a restart');
  await again.languageButton.click();
  await expectNone(again, chineseOnly, 'the window, English again');
});

test('the theme is switched live, and remembered', async ({ desktop }) => {
  const ui = await desktop.start();
  const background = (): Promise<string> => ui.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await ui.showTheme('light');
  const light = await background();
  await ui.showTheme('dark');
  expect(await background()).not.toBe(light);
  await desktop.close();
  const again = await desktop.start();
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

for (const theme of ['light', 'dark'] as const) {
  test(`nothing in the ${theme} window keeps people out`, async ({ ui }) => {
    // Each of a dozen views is looked at element by element.
    test.slow();
    await deployFirstChapter(ui);
    await ui.showTheme(theme);
    await ui.page.getByTestId('rail-outline').click();
    await ui.stage.click('pod', (await ui.outline.pods('default'))[0]!.name);
    await expect(ui.inspector.whySteps.first()).toBeVisible();
    await expectAccessible(ui, 'body', 'the window');
    await ui.inspector.show('life');
    await expect(ui.inspector.moments.first()).toBeVisible();
    await expectAccessible(ui, 'aside', 'the life of a Pod');
    await ui.inspector.run('cat /no/such/file');
    await expect(ui.inspector.commands.first()).toHaveAttribute('data-exit-code', '1');
    await expectAccessible(ui, 'aside', 'commands');
    await ui.stage.click('node', 'worker232');
    await ui.inspector.show('rules');
    await ui.page.getByTestId('rules-find').fill('KUBE-NODEPORTS');
    await expect(ui.page.getByTestId('rules-count')).toBeVisible();
    await expectAccessible(ui, 'aside', 'a node and its rules');
    await ui.stage.click('client', 'visitors');
    await ui.inspector.show('requests');
    await ui.inspector.requests.first().getByRole('button').first().click();
    await expect(ui.inspector.panel.getByTestId('walk')).toBeVisible();
    await expectAccessible(ui, 'aside', 'a client and the way of a request');
    for (const dialog of dialogs) {
      await ui.page.getByTestId(`rail-${dialog}`).click();
      await idle(ui.page);
      await expectAccessible(ui, 'dialog', `dialog ${dialog}`);
      await ui.page.keyboard.press('Escape');
    }
  });
}

/** Everything is asked in one theme; in the other only what depends on colours. */
async function expectAccessible(ui: Kubarium, part: string, where: string): Promise<void> {
  // Legacy mode: the other would open a page of its own, which Electron does not allow.
  const axe = new AxeBuilder({ page: ui.page }).include(part).setLegacyMode();
  if ((await ui.page.locator('html').getAttribute('data-theme')) === 'dark') axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  expect(told, `serious obstacles in ${where}`).toEqual([]);
}
