import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';
import { slideTo } from './slider.ts';

export class LoadDialog {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly newName: Locator;
  readonly source: Locator;
  readonly target: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('load-dialog');
    this.name = page.getByTestId('load-name');
    this.newName = page.getByTestId('load-new-name');
    this.source = page.getByTestId('load-source');
    this.target = page.getByTestId('load-target');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('rail-load').click();
    await expect(this.dialog).toBeVisible();
  }

  /** Moves a slider of the open dialog; `value` must be one that it has. */
  async slide(
    what: 'rate' | 'from' | 'over' | 'peak' | 'every' | 'lasts' | 'connections',
    value: number,
  ): Promise<void> {
    await slideTo(this.page, `load-${what}`, value);
  }

  async choosePattern(pattern: 'steady' | 'ramp' | 'spike'): Promise<void> {
    await this.dialog.locator('label', { has: this.page.getByTestId(`load-pattern-${pattern}`) }).click();
  }

  async apply(): Promise<void> {
    await this.page.getByTestId('load-apply').click();
    await expect(this.dialog).toHaveCount(0);
    await idle(this.page);
  }

  /** Sets how many requests a second the visitors send; `rate` must be one of the slider's. */
  async set(rate: number): Promise<void> {
    await this.open();
    await this.slide('rate', rate);
    await this.apply();
  }
}
