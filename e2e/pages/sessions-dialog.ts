import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';

export class SessionsDialog {
  readonly dialog: Locator;
  readonly rows: Locator;
  /** The name of the open session, in the bar at the top. */
  readonly openName: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('sessions-dialog');
    this.rows = this.dialog.getByTestId('session');
    this.openName = page.getByTestId('session-button');
  }

  row(name: string): Locator {
    return this.dialog.locator(`[data-testid="session"][data-name="${name}"]`);
  }

  async open(): Promise<void> {
    await this.openName.click();
    await expect(this.rows.first()).toBeVisible();
  }

  /** Makes a session, which is opened at once, and waits until its cluster is shown. */
  async create(name: string): Promise<void> {
    await this.page.getByTestId('session-new-name').fill(name);
    await this.page.getByTestId('session-create').click();
    await expect(this.dialog).toHaveCount(0, { timeout: 20_000 });
    await expect(this.openName).toHaveText(name);
    await idle(this.page);
  }

  async rename(name: string, newName: string): Promise<void> {
    await this.row(name).getByTestId('session-rename').click();
    await this.page.getByTestId('session-rename-input').fill(newName);
    await this.page.getByTestId('session-rename-confirm').click();
    await expect(this.row(newName)).toBeVisible({ timeout: 20_000 });
    await idle(this.page);
  }

  async askToDelete(name: string): Promise<void> {
    await this.row(name).getByTestId('session-delete').click();
  }

  async switchTo(name: string): Promise<void> {
    await this.row(name).getByTestId('session-open').click();
    await expect(this.openName).toHaveText(name, { timeout: 20_000 });
    await idle(this.page);
  }

  /** By the button that asks for a file with the system's dialog. */
  async openOther(): Promise<void> {
    await this.page.getByTestId('session-open-other').click();
    await idle(this.page);
  }

  async close(): Promise<void> {
    await this.page.getByTestId('sessions-dialog-close').click();
    await expect(this.dialog).toHaveCount(0);
  }
}
