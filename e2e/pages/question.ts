// The dialog that asks before something that cannot be taken back.
import type { Locator, Page } from '@playwright/test';

export class Question {
  readonly dialog: Locator;
  readonly confirm: Locator;
  readonly cancel: Locator;

  constructor(page: Page) {
    this.dialog = page.getByTestId('question');
    this.confirm = page.getByTestId('question-confirm');
    this.cancel = page.getByTestId('question-cancel');
  }
}
