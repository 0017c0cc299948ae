// The real app in a real Electron window, one a test, with a fresh user-data folder. Whatever the page complains about
// (console errors, uncaught exceptions, violations of the content security policy) fails the test.
import { _electron as electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronRuntime } from '../../scripts/electron-runtime.mjs';

export { expect } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');

export interface Fixtures {
  /** More arguments for the app: `test.use({ appArguments: ['--preset=oracle'] })`. */
  readonly appArguments: readonly string[];
  readonly userData: string;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page has complained about. A test that expects a complaint empties it. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  appArguments: [[], { option: true }],

  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints, 'complaints of the page').toEqual([]);
  },

  userData: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'kubarium-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  app: async ({ userData, appArguments, complaints }, use) => {
    const app = await launchApp({ userData, appArguments });
    app.context().on('weberror', (error) => complaints.push(error.error().message));
    app.context().on('console', (message) => {
      // Chromium reports violations of the content security policy as console errors too.
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(app);
    await closeApp(app);
  },

  page: async ({ app, complaints }, use) => {
    const page = await app.firstWindow();
    await idle(page);
    for (const early of await earlyComplaints(page)) if (!complaints.includes(early)) complaints.push(early);
    await use(page);
  },
});

/** For tests that start the app more than once over the same folder. Close it with `closeApp`. */
export function launchApp(options: {
  readonly userData: string;
  readonly appArguments?: readonly string[];
}): Promise<ElectronApplication> {
  const { path } = JSON.parse(process.env['KUBARIUM_E2E_RUNTIME'] ?? '{}') as ElectronRuntime;
  const asRoot = process.getuid?.() === 0;
  return electron.launch({
    executablePath: path,
    chromiumSandbox: !asRoot,
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      // Colours, fonts and sizes as on every other machine, so that pictures can be compared.
      '--force-color-profile=srgb',
      '--force-device-scale-factor=1',
      '--lang=en-US',
      `--user-data-dir=${options.userData}`,
      root,
      ...(options.appArguments ?? []),
    ],
    cwd: root,
    env: { ...environment(), LANG: 'en_US.UTF-8', TZ: 'UTC' },
  });
}

/** As a person would: by closing the windows. Killed if it has not gone after a while. */
export async function closeApp(app: ElectronApplication, patienceMs = 10_000): Promise<void> {
  const closed = app.close().then(() => true);
  if (await Promise.race([closed, wait(patienceMs, false, { ref: false })])) return;
  app.process().kill('SIGKILL');
  throw new Error(`the app did not close within ${patienceMs / 1000} s`);
}

/** Waits until the app has nothing left to draw, load or ask: its own signal, never a sleep. */
export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset['idle'] === 'true');
}

/** What was said before anybody listened. */
async function earlyComplaints(page: Page): Promise<readonly string[]> {
  const errors = (await page.consoleMessages()).filter((message) => message.type() === 'error');
  return [...errors.map((message) => message.text()), ...(await page.pageErrors()).map((error) => error.message)];
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('ELECTRON_'));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
