import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';

export class LoadDialog {
  readonly dialog: Locator;
  readonly rate: Locator;
  readonly rateValue: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('load-dialog');
    this.rate = page.getByTestId('load-rate');
    this.rateValue = page.getByTestId('load-rate-value');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('rail-load').click();
    await expect(this.dialog).toBeVisible();
  }

  /** Sets how many requests a second come; `rate` must be one of the slider's. */
  async set(rate: number): Promise<void> {
    await this.open();
    await this.rate.focus();
    await this.rate.press('Home');
    // The slider has a dozen places; the figure beside it tells which rate each means.
    for (let place = 0; place < 20 && (await this.shownRate()) < rate; place++) await this.rate.press('ArrowRight');
    expect(await this.shownRate()).toBe(rate);
    await this.page.getByTestId('load-apply').click();
    await expect(this.dialog).toHaveCount(0);
    await idle(this.page);
  }

  private async shownRate(): Promise<number> {
    return Number.parseFloat(await this.rateValue.innerText()) || 0;
  }
}
