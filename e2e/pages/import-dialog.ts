import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';

export class ImportDialog {
  readonly dialog: Locator;
  readonly preview: Locator;
  readonly nodes: Locator;
  readonly leftOut: Locator;
  readonly problem: Locator;
  readonly runButton: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('import-dialog');
    this.preview = page.getByTestId('import-preview');
    this.nodes = page.getByTestId('import-nodes');
    this.leftOut = page.getByTestId('left-out');
    this.problem = this.dialog.getByTestId('notice-what');
    this.runButton = page.getByTestId('import-run');
  }

  /** The chip of a kind among all that comes in or stays out. */
  chip(kind: string): Locator {
    return this.dialog.locator(`[data-kind="${kind}"]`);
  }

  async open(): Promise<void> {
    await this.page.getByTestId('rail-import').click();
    await expect(this.dialog).toBeVisible();
  }

  /** What the system's dialog answers must have been said before. */
  async choose(what: 'files' | 'folder'): Promise<void> {
    await this.page.getByTestId(`import-${what}`).click();
    await idle(this.page);
  }

  async decide(choice: 'simulate' | 'keep' | 'secrets' | 'anonymise'): Promise<void> {
    await this.page.getByTestId(`import-${choice}`).click();
    await idle(this.page);
  }

  /** Makes the session, which is open when this returns. */
  async run(name: string): Promise<void> {
    await this.page.getByTestId('import-name').fill(name);
    await this.runButton.click();
    await expect(this.dialog).toBeHidden({ timeout: 40_000 });
    await idle(this.page);
  }

  async close(): Promise<void> {
    await this.page.getByTestId('import-dialog-close').click();
  }
}
