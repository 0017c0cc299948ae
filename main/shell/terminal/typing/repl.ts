// A shell with somebody at it: asks for a line, runs it, and asks again.
import type { Terminal } from '../terminal.ts';
import { commonStart, type Completion, inColumns } from './complete-line.ts';
import type { History } from './history.ts';
import type { KeyStack } from './key-stack.ts';
import { firstKey } from './keys.ts';
import { LineEditor } from './line-editor.ts';
import { LineView } from './line-view.ts';

const CONTINUED = '> ';
const LEAVE = /^\s*(?:exit|logout)(?:\s+(\d+))?\s*;?\s*$/;
/** Of so many candidates the number is told, and no more. */
const LISTED_MAX = 200;
const CLEAR = '\x1b[H\x1b[2J\x1b[3J';

export interface ReplOptions {
  readonly terminal: Terminal;
  readonly keyboard: KeyStack;
  readonly history: History;
  readonly print: (text: string) => void;
  readonly prompt: () => string;
  readonly complete: (line: string) => Promise<Completion>;
  /** Told when a command begins and when it has ended. */
  readonly onBusy: (busy: boolean) => void;
  /** Told when what runs is stopped by Ctrl-C. */
  readonly onInterrupt: () => void;
}

type Read = { readonly line: string } | 'interrupt' | 'end';

export class Repl {
  readonly #options: ReplOptions;
  readonly #view: LineView;
  readonly #editor: LineEditor;
  #isOver = false;

  constructor(options: ReplOptions) {
    this.#options = options;
    this.#view = new LineView(options.print);
    this.#editor = new LineEditor(this.#view, options.history);
  }

  set columns(columns: number) {
    this.#view.columns = columns;
  }

  /** Comes to the exit code with which the person leaves the shell. */
  async run(): Promise<number> {
    const { terminal, print } = this.#options;
    while (!this.#isOver) {
      const text = await this.#command();
      if (text === undefined) {
        print('exit\r\n');
        break;
      }
      const [leaves, exitCode] = LEAVE.exec(text) ?? [];
      if (leaves !== undefined) return Number(exitCode ?? terminal.exitCode);
      if (text.trim() !== '') await this.#execute(text);
    }
    return terminal.exitCode;
  }

  /** Ends it once what runs has been stopped. */
  close(): void {
    this.#isOver = true;
    this.#options.terminal.close();
  }

  /** A whole command, of several lines perhaps; undefined when the person wants to leave. */
  async #command(): Promise<string | undefined> {
    const { terminal, history, prompt } = this.#options;
    let text: string | undefined;
    for (;;) {
      const read = await this.#read(text === undefined ? prompt() : CONTINUED);
      if (read === 'interrupt') text = undefined;
      else if (read === 'end') return text === undefined ? undefined : '';
      else {
        history.add(read.line);
        text = text === undefined ? read.line : `${text}\n${read.line}`;
        if (!terminal.isUnfinished(text)) return text;
      }
    }
  }

  async #execute(text: string): Promise<void> {
    const { terminal, keyboard, print, onBusy, onInterrupt } = this.#options;
    const leave = keyboard.hold(() => {
      terminal.interrupt();
      onInterrupt();
      print('^C\r\n');
    });
    onBusy(true);
    await terminal.runLine(text);
    onBusy(false);
    leave();
  }

  #read(prompt: string): Promise<Read> {
    const { keyboard } = this.#options;
    this.#editor.begin(prompt);
    return new Promise((resolve) => {
      let isOver = false;
      const leave = keyboard.listen((keys) => {
        // What follows the end of a line is for whoever reads next.
        if (isOver) keyboard.putBack(keys);
        else this.#take(keys, end);
      });
      function end(read: Read, rest: string): void {
        isOver = true;
        keyboard.putBack(rest);
        // What was typed ahead may have been a whole line: then nobody has left yet.
        queueMicrotask(() => {
          leave();
          resolve(read);
        });
      }
    });
  }

  /** Goes through what was typed, up to the end of the line. */
  #take(keys: string, end: (read: Read, rest: string) => void): void {
    for (let rest = keys; rest !== '';) {
      const { key, rest: after } = firstKey(rest);
      rest = after;
      const typed = key && this.#editor.press(key);
      if (typed === 'line' || typed === 'interrupt' || typed === 'end') {
        end(typed === 'line' ? { line: this.#editor.text } : typed, rest);
        return;
      }
      if (typed === 'clear') this.#clear();
      if (typed === 'complete') void this.#complete();
    }
  }

  #clear(): void {
    this.#options.print(CLEAR);
    this.#view.begin();
    this.#editor.draw();
  }

  async #complete(): Promise<void> {
    const line = this.#editor.before;
    const { start, texts, space } = await this.#options.complete(line);
    // Meanwhile something else may have been typed.
    const [only, ...others] = texts;
    if (only === undefined || this.#editor.before !== line) return;
    const common = commonStart(texts);
    const letters = Array.from(line.slice(0, start)).length;
    if (others.length === 0) this.#editor.replace(letters, only + (space ? ' ' : ''));
    else if (common.length > line.length - start) this.#editor.replace(letters, common);
    else this.#list(texts);
  }

  #list(texts: readonly string[]): void {
    const { print } = this.#options;
    const columns = this.#view.columns;
    const rest = texts.length - LISTED_MAX;
    this.#view.leave();
    print(inColumns(texts.slice(0, LISTED_MAX), columns) + (rest > 0 ? `… ${rest} more\r\n` : ''));
    this.#editor.draw();
  }
}
