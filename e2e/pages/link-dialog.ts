import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';
import { slideTo } from './slider.ts';

export class LinkDialog {
  readonly dialog: Locator;
  readonly mend: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('link-dialog');
    this.mend = page.getByTestId('link-mend');
  }

  /** Sets the link of the node whose dialog is open; both must be values that the sliders have. */
  async set({ delayMs, loss }: { readonly delayMs: number; readonly loss: number }): Promise<void> {
    await slideTo(this.page, 'link-delay', delayMs);
    await slideTo(this.page, 'link-loss', loss);
    await this.page.getByTestId('link-apply').click();
    await expect(this.dialog).toHaveCount(0);
    await idle(this.page);
  }
}
