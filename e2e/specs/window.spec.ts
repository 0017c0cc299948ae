import { expect, test } from '../harness/app.ts';
import { idle } from '../harness/idle.ts';

test('the window opens with the app in it, over the profile that it was given', async ({ app, page, userData }) => {
  await expect(page).toHaveTitle('Kubarium');
  expect(await app.evaluate(({ app: electron }) => electron.getName())).toBe('Kubarium');
  expect(app.windows()).toHaveLength(1);
  expect(await app.evaluate(({ app: electron }) => electron.getPath('userData'))).toBe(userData);
});

test('the page is kept where it is', async ({ app, page, desktop }) => {
  await test.step('it has no way to Node', async () => {
    expect(
      await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in window)),
    ).toEqual([]);
    const settings = await app.evaluate(({ BrowserWindow }) => {
      // Not in the public types, but the one place where the settings in force can be read.
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as Electron.WebContents & {
        getLastWebPreferences(): Electron.WebPreferences;
      };
      const { contextIsolation, sandbox, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { contextIsolation, sandbox, nodeIntegration, webSecurity };
    });
    expect(settings).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
    expect(settings.webSecurity).not.toBe(false);
  });
  await test.step('it cannot be led elsewhere', async () => {
    const address = page.url();
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await page.evaluate(() => window.open('https://example.com/'));
    await idle(page);
    expect(page.url()).toBe(address);
    expect(app.windows()).toHaveLength(1);
  });
  await test.step('inline scripts are refused', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.inline = "ran"';
      document.body.append(script);
      return document.documentElement.dataset['inline'] ?? 'refused';
    });
    expect(ran).toBe('refused');
    await expect.poll(() => desktop.complaints.join()).toContain('Content Security Policy');
    desktop.complaints.length = 0;
  });
});
