// Draws a line that is being edited, which may wrap over several rows, by control sequences.
import { cellWidth, withoutColours } from '../../cell-width.ts';

export interface Drawn {
  readonly prompt: string;
  readonly text: string;
  /** How many letters of the text are before the cursor. */
  readonly cursor: number;
}

export class LineView {
  readonly #print: (text: string) => void;
  columns = 80;
  /** Rows from the first to the one with the cursor. */
  #row = 0;
  #shown: Drawn | undefined;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  /** From now on the line begins where the cursor of the terminal is. */
  begin(): void {
    this.#row = 0;
    this.#shown = undefined;
  }

  draw(next: Drawn): void {
    const added = this.#addedAtEnd(next);
    this.#shown = next;
    if (added !== undefined) this.#print(added);
    else this.#drawAnew(next);
  }

  /** Goes below the line, wherever the cursor is in it. */
  leave(): void {
    const shown = this.#shown;
    if (shown) this.draw({ ...shown, cursor: Array.from(shown.text).length });
    this.#print('\r\n');
    this.begin();
  }

  /** What was only added at the end is just printed, which is kinder to screen readers. */
  #addedAtEnd(next: Drawn): string | undefined {
    const shown = this.#shown;
    if (shown?.prompt !== next.prompt || !next.text.startsWith(shown.text)) return undefined;
    if (shown.cursor !== Array.from(shown.text).length || next.cursor !== Array.from(next.text).length)
      return undefined;
    const added = next.text.slice(shown.text.length);
    const room = this.columns - (cellWidth(withoutColours(shown.prompt) + shown.text) % this.columns);
    return cellWidth(added) < room && !added.includes('\n') ? added : undefined;
  }

  #drawAnew({ prompt, text, cursor }: Drawn): void {
    const up = this.#row > 0 ? `\x1b[${this.#row}A` : '';
    const plain = withoutColours(prompt);
    const end = this.#place(plain + text);
    const at = this.#place(plain + Array.from(text).slice(0, cursor).join(''));
    // A row that is just full wraps only with the next letter.
    const wrapped = end.column === 0 && end.row > 0 ? ' \r' : '';
    const back = end.row - at.row;
    const isAtEnd = back === 0 && end.column === at.column;
    const moved = isAtEnd ? '' : `${back > 0 ? `\x1b[${back}A` : ''}\r${at.column > 0 ? `\x1b[${at.column}C` : ''}`;
    this.#print(`${up}\r\x1b[J${prompt}${text}${wrapped}${moved}`);
    this.#row = at.row;
  }

  #place(text: string): { readonly row: number; readonly column: number } {
    let [row, column] = [0, 0];
    for (const letter of text) {
      const width = cellWidth(letter);
      if (column + width > this.columns) [row, column] = [row + 1, 0];
      column += width;
      if (column === this.columns) [row, column] = [row + 1, 0];
    }
    return { row, column };
  }
}
