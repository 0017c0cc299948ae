// Messages in the corner of the window.
import type { Locator, Page } from '@playwright/test';

export class Notices {
  readonly all: Locator;
  readonly problems: Locator;

  constructor(page: Page) {
    this.all = page.getByTestId('notices').getByTestId('notice');
    this.problems = page.getByTestId('notices').locator('[data-testid="notice"][data-tone="problem"]');
  }

  /** What the problems say, one text each. */
  saying(text: string | RegExp): Locator {
    return this.problems.filter({ hasText: text });
  }

  async dismissAll(): Promise<void> {
    while ((await this.all.count()) > 0) await this.all.first().getByTestId('notice-dismiss').click();
  }
}
