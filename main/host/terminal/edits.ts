// Files that are open in the window's editor, and who waits for them.
import type { TerminalPush } from '../../../preload/contract/terminals.ts';

type Done = (text: string | undefined) => void;

export class Edits {
  readonly #terminal: string;
  readonly #tell: (push: TerminalPush) => void;
  readonly #open = new Map<number, Done>();
  #count = 0;

  constructor(terminal: string, tell: (push: TerminalPush) => void) {
    this.#terminal = terminal;
    this.#tell = tell;
  }

  /** Comes to what was saved; undefined when nothing was, or when `signal` was aborted. */
  begin(file: string, text: string, signal: AbortSignal): Promise<string | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    const edit = ++this.#count;
    this.#tell({ type: 'terminal-edit', terminal: this.#terminal, edit, file, text });
    return new Promise((resolve) => {
      const stop = () => {
        this.#tell({ type: 'terminal-edit-ended', terminal: this.#terminal, edit });
        this.end(edit, undefined);
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#open.set(edit, (saved) => {
        signal.removeEventListener('abort', stop);
        resolve(saved);
      });
    });
  }

  end(edit: number, text: string | undefined): void {
    const done = this.#open.get(edit);
    this.#open.delete(edit);
    done?.(text);
  }
}
