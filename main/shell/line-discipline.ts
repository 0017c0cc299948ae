// What a terminal's driver does between the keys and a program that reads lines: it shows what is typed, takes back what is
// deleted and hands over whole lines, those of before too.
import { cellWidth } from './cell-width.ts';

const ESCAPE = '\x1b';
const INTERRUPT = '\x03';
const END = '\x04';
const BACKSPACE = ['\x7f', '\b'];
const RUBBED_OUT = '\b \b';
/** Of all sequences that keys send those of the arrows up and down mean something. */
const SEQUENCES = new RegExp(`${ESCAPE}(?:\\[[0-9;?]*[ -/]*[@-~]|O[A-Z])`, 'gu');
const EARLIER = '\x10';
const LATER = '\x0e';
const RECALLS: Readonly<Record<string, string>> = {
  [`${ESCAPE}[A`]: EARLIER,
  [`${ESCAPE}OA`]: EARLIER,
  [`${ESCAPE}[B`]: LATER,
  [`${ESCAPE}OB`]: LATER,
};
const REMEMBERED_MAX = 200;

export interface LineListener {
  /** What the terminal shows. */
  readonly onEcho: (text: string) => void;
  readonly onLine: (line: string) => void;
  /** Ctrl-D at the beginning of a line. */
  readonly onEnd: () => void;
  /** Ctrl-C. */
  readonly onInterrupt: () => void;
}

export class LineDiscipline {
  readonly #listener: LineListener;
  #line = '';
  readonly #lines: string[] = [];
  /** How many lines back the one is that is shown. */
  #back = 0;

  constructor(listener: LineListener) {
    this.#listener = listener;
  }

  /** Takes in what was typed. */
  type(keys: string): void {
    for (const key of keys.replace(SEQUENCES, (sequence) => RECALLS[sequence] ?? '')) this.#press(key);
  }

  #press(key: string): void {
    const { onEcho, onLine, onEnd, onInterrupt } = this.#listener;
    if (key === '\r' || key === '\n') {
      const line = this.#line;
      this.#line = '';
      this.#remember(line);
      onEcho('\r\n');
      onLine(`${line}\n`);
    } else if (BACKSPACE.includes(key)) {
      const letters = Array.from(this.#line);
      onEcho(RUBBED_OUT.repeat(cellWidth(letters.at(-1) ?? '')));
      this.#line = letters.slice(0, -1).join('');
    } else if (key === EARLIER || key === LATER) {
      this.#recall(key === EARLIER ? 1 : -1);
    } else if (key === INTERRUPT) {
      this.#line = '';
      onEcho('^C\r\n');
      onInterrupt();
    } else if (key === END) {
      if (this.#line === '') onEnd();
    } else if (key >= ' ' || key === '\t') {
      this.#line += key;
      onEcho(key);
    }
  }

  #remember(line: string): void {
    this.#back = 0;
    if (line.trim() === '' || line === this.#lines.at(-1)) return;
    this.#lines.push(line);
    if (this.#lines.length > REMEMBERED_MAX) this.#lines.shift();
  }

  /** Puts a line of before in the place of the one that is typed. */
  #recall(by: number): void {
    this.#back = Math.min(this.#lines.length, Math.max(0, this.#back + by));
    const line = this.#back === 0 ? '' : (this.#lines.at(-this.#back) ?? '');
    this.#listener.onEcho(RUBBED_OUT.repeat(cellWidth(this.#line)) + line);
    this.#line = line;
  }
}

/** As a terminal needs it: each new line begins at the left. */
export const onTerminal = (text: string): string => text.replace(/\r?\n/g, '\r\n');
