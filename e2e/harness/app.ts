// The fixtures of every spec: the real app in a real Electron window, one a test, with a fresh user-data folder. What the
// page complains about fails the test.
import { expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kubarium } from '../pages/kubarium.ts';
import { Desktop } from './desktop.ts';

export { expect } from '@playwright/test';

export interface Fixtures {
  /** More arguments for the app: `test.use({ appArguments: [...] })`. */
  readonly appArguments: readonly string[];
  readonly userData: string;
  /** For tests that start the app more than once, or kill it; not started yet. */
  readonly desktop: Desktop;
  /** The app, started. */
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The window of the app, started, on its running cluster. */
  readonly ui: Kubarium;
}

export const test = base.extend<Fixtures>({
  appArguments: [[], { option: true }],

  userData: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'kubarium-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },

  desktop: async ({ userData, appArguments }, use, testInfo) => {
    const desktop = new Desktop({ userData, appArguments });
    await use(desktop);
    await desktop.close();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('output of the app', { body: desktop.output.join(''), contentType: 'text/plain' });
    }
    expect(desktop.complaints, 'complaints of the page').toEqual([]);
  },

  app: async ({ desktop }, use) => {
    await use(await desktop.launch());
  },

  page: async ({ app: _launched, desktop }, use) => {
    await use(await desktop.page());
  },

  ui: async ({ page }, use) => {
    await use(new Kubarium(page));
  },
});
