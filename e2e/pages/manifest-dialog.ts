import { expect, type Locator, type Page } from '@playwright/test';
import { idle } from '../harness/idle.ts';

/** A file to be dropped: text, or bytes. */
export interface DroppedFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export class ManifestDialog {
  readonly dialog: Locator;
  readonly text: Locator;
  readonly results: Locator;
  /** What kubectl would have printed, a line a document. */
  readonly lines: Locator;
  readonly problems: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByTestId('manifest-dialog');
    this.text = page.getByTestId('manifest-text');
    this.results = this.dialog.getByTestId('manifest-result');
    this.lines = this.dialog.getByTestId('applied-line');
    this.problems = this.dialog.locator('[data-testid="notice"][data-tone="problem"]');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('rail-paste').click();
    await expect(this.dialog).toBeVisible();
  }

  /** Applies a text as a person would: opens the dialog if need be, fills it in, presses the button. */
  async apply(text: string): Promise<void> {
    if (!(await this.dialog.isVisible())) await this.open();
    await this.text.fill(text);
    await this.page.getByTestId('manifest-apply').click();
    await idle(this.page);
  }

  /** By the button that asks for files with the system's dialog. */
  async openFiles(): Promise<void> {
    await this.page.getByTestId('rail-open').click();
    await idle(this.page);
  }

  /** Applies what is expected to be accepted, and closes the dialog. */
  async applyAndClose(text: string): Promise<void> {
    await this.apply(text);
    await expect(this.problems).toHaveCount(0);
    await expect(this.lines.first()).toBeVisible();
    await this.close();
  }

  /** Drops files on the window, as the system does: enter, over, drop. */
  async drop(files: readonly DroppedFile[]): Promise<void> {
    const given = files.map(({ name, content }) => ({
      name,
      base64: Buffer.from(content).toString('base64'),
    }));
    await this.page.evaluate((dropped) => {
      const dataTransfer = new DataTransfer();
      for (const { name, base64 } of dropped) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    }, given);
    await idle(this.page);
  }

  async close(): Promise<void> {
    await this.page.getByTestId('manifest-dialog-close').click();
    await expect(this.dialog).toHaveCount(0);
  }
}
