// The palette, where everything is reached by its name.
import { expect, type Locator, type Page } from '@playwright/test';

export class Palette {
  readonly dialog: Locator;
  readonly input: Locator;
  readonly items: Locator;
  /** The item that Enter runs. */
  readonly current: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('palette');
    this.input = page.getByTestId('palette-input');
    this.items = page.getByTestId('palette-item');
    this.current = this.items.and(page.locator('[aria-selected="true"]'));
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await expect(this.input).toBeFocused();
  }
}
