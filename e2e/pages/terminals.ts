// The terminals at the bottom of the window, and the editor that they open.
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

export class Terminals {
  readonly panel: Locator;
  readonly tabs: Locator;
  /** The terminal that is shown. */
  readonly shown: Locator;
  /** The lines of its screen. */
  readonly screen: Locator;
  readonly editor: Locator;
  readonly editText: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByTestId('terminal-panel');
    this.tabs = this.panel.getByTestId('terminal-tab');
    this.shown = this.panel.locator('[data-testid="terminal"]:not([hidden])');
    this.screen = this.shown.locator('.xterm-rows');
    this.editor = page.getByTestId('edit-dialog');
    this.editText = this.editor.locator('.cm-content');
  }

  /** By the key that shows and hides the panel; waits until the shell asks for a line. */
  async open(): Promise<void> {
    await this.page.keyboard.press('Control+`');
    await this.expectPrompt();
  }

  /** From the menu of new terminals, by what it says. */
  async openAt(place: string): Promise<void> {
    await this.page.getByTestId('terminal-new').click();
    await this.page.getByTestId('menu').getByRole('menuitem', { name: place }).click();
    await expect(this.tabs.last()).toHaveAttribute('aria-selected', 'true');
    await this.expectPrompt();
  }

  /** Puts the keyboard to the terminal that is shown, as a click into it does. */
  async focus(): Promise<void> {
    await this.shown.locator('.xterm-helper-textarea').focus();
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** By way of the system's clipboard. */
  async paste(app: ElectronApplication, text: string): Promise<void> {
    await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
    await this.page.keyboard.press('Control+v');
  }

  /** Types a line, presses Enter and waits until the shell asks for the next. */
  async run(line: string): Promise<void> {
    await this.start(line);
    await this.expectPrompt();
  }

  /** Types a line and presses Enter. */
  async start(line: string): Promise<void> {
    await this.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Nothing runs, and the last line with anything in it is a prompt. */
  async expectPrompt(): Promise<void> {
    await expect.poll(() => this.lastLine(), { message: 'the last line' }).toMatch(/^\[[^\]]+\][#$] ?$/);
    await expect(this.shown).toHaveAttribute('data-busy', 'false');
  }

  /** The lines that the screen shows, without what is blank at its end. */
  async lines(): Promise<readonly string[]> {
    const rows = await this.screen.locator('> div').allTextContents();
    const lines = rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  async lastLine(): Promise<string> {
    return (await this.lines()).at(-1) ?? '';
  }

  /** Waits until a line of the screen says so. */
  async expectLine(text: string | RegExp): Promise<void> {
    const pattern = typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text);
    await expect.poll(() => this.lines(), { message: 'the lines', timeout: 20_000 }).toContainEqual(pattern);
  }

  /** Clears the screen, so that what comes next can be told from what was. */
  async clear(): Promise<void> {
    await this.page.keyboard.press('Control+l');
    await expect.poll(() => this.lines()).toHaveLength(1);
  }

  /** The middle of a word on the screen, in CSS pixels of the window. */
  async placeOf(word: string): Promise<{ readonly x: number; readonly y: number }> {
    const lines = await this.lines();
    const row = lines.findIndex((line) => line.includes(word));
    const box = await this.screen.locator('> div').nth(row).boundingBox();
    const cell =
      Number.parseFloat(await this.screen.evaluate((element) => String(element.clientWidth))) / (await this.columns());
    if (row < 0 || !box) throw new Error(`"${word}" is not on the screen`);
    const at = (lines[row] ?? '').indexOf(word) + word.length / 2;
    return { x: box.x + at * cell, y: box.y + box.height / 2 };
  }

  private async columns(): Promise<number> {
    return this.screen.evaluate((element) => {
      const probe = element.querySelector('span');
      const width = probe ? probe.getBoundingClientRect().width / Math.max(1, probe.textContent.length) : 8;
      return Math.round(element.clientWidth / width);
    });
  }
}
