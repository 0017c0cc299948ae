import type { Page } from '@playwright/test';

/** Waits until the app has nothing left to draw, load or ask: its own signal, never a sleep. */
export async function idle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset['idle'] === 'true');
}
