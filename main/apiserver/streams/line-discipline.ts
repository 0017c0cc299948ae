// What a terminal's driver does between the keys and a program that reads lines: it shows what is typed, takes back what is
// deleted and hands over whole lines.

const INTERRUPT = '\x03';
const END = '\x04';
const BACKSPACE = ['\x7f', '\b'];
const RUBBED_OUT = '\b \b';

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

  constructor(listener: LineListener) {
    this.#listener = listener;
  }

  /** Takes in what was typed. */
  type(keys: string): void {
    for (const key of keys) this.#press(key);
  }

  #press(key: string): void {
    const { onEcho, onLine, onEnd, onInterrupt } = this.#listener;
    if (key === '\r' || key === '\n') {
      const line = this.#line;
      this.#line = '';
      onEcho('\r\n');
      onLine(`${line}\n`);
    } else if (BACKSPACE.includes(key)) {
      if (this.#line !== '') onEcho(RUBBED_OUT);
      this.#line = Array.from(this.#line).slice(0, -1).join('');
    } else if (key === INTERRUPT) {
      this.#line = '';
      onEcho('^C\r\n');
      onInterrupt();
    } else if (key === END) {
      if (this.#line === '') onEnd();
    } else {
      this.#line += key;
      onEcho(key);
    }
  }
}

/** As a terminal needs it: each new line begins at the left. */
export const onTerminal = (text: string): string => text.replace(/\r?\n/g, '\r\n');
