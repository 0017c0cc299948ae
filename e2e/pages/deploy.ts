import { expect } from '@playwright/test';
import { firstChapter } from '../fixtures/fixtures.ts';
import type { Kubarium } from './kubarium.ts';

/** Applies the first chapter and waits, at ten times the speed, until its seven Pods are ready. */
export async function deployFirstChapter(ui: Kubarium): Promise<void> {
  await ui.timeline.setSpeed(10);
  await ui.manifests.applyAndClose(firstChapter);
  await expect(ui.outline.all('pod', { namespace: 'default', condition: 'ready' })).toHaveCount(7, { timeout: 20_000 });
  await expect(ui.outline.row('service', 'greeter')).toHaveAttribute('data-ready', '7');
}
