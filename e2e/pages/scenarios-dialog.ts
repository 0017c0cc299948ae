import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';

export class ScenariosDialog {
  readonly dialog: Locator;
  readonly rows: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('scenarios-dialog');
    this.rows = this.dialog.getByTestId('scenario');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('rail-scenarios').click();
    await expect(this.rows.first()).toBeVisible();
  }

  async play(id: string): Promise<void> {
    await this.dialog.locator(`[data-id="${id}"]`).getByTestId('scenario-play').click();
    await expect(this.dialog).toHaveCount(0);
    await idle(this.page);
  }
}
