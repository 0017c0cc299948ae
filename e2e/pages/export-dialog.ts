import { expect, type Locator, type Page } from '@playwright/test';

export class ExportDialog {
  readonly dialog: Locator;
  readonly done: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('export-dialog');
    this.done = page.getByTestId('export-done');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('rail-export').click();
    await expect(this.dialog).toBeVisible();
  }

  /** Writes it to the place that the system's dialog answers. */
  async run(what: 'manifests' | 'audit' | 'events', namespace = ''): Promise<void> {
    await this.page.getByTestId(`export-${what}`).click();
    await this.page.getByTestId('export-namespace').selectOption(namespace);
    await this.page.getByTestId('export-run').click();
    await expect(this.done).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.getByTestId('export-dialog-close').click();
  }
}
