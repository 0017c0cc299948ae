// A line as it is typed at a prompt: moved in, changed, taken from history, searched for.
import type { History } from './history.ts';
import type { Key, KeyName } from './keys.ts';
import type { LineView } from './line-view.ts';

/** What a key comes to besides changing the line. */
export type Typed = 'line' | 'interrupt' | 'end' | 'complete' | 'clear' | undefined;

interface Search {
  readonly text: string;
  /** How many newer finds were passed over. */
  readonly skip: number;
}

export class LineEditor {
  readonly #view: LineView;
  readonly #history: History;
  #prompt = '';
  #letters: readonly string[] = [];
  #cursor = 0;
  #killed = '';
  #search: Search | undefined;
  #isPasting = false;

  constructor(view: LineView, history: History) {
    this.#view = view;
    this.#history = history;
  }

  get text(): string {
    return this.#letters.join('');
  }

  /** What stands before the cursor. */
  get before(): string {
    return this.#letters.slice(0, this.#cursor).join('');
  }

  begin(prompt: string): void {
    this.#prompt = prompt;
    this.#set('', 0);
    this.#view.begin();
    this.draw();
  }

  draw(): void {
    const search = this.#search;
    if (search) {
      const found = this.#history.find(search.text, search.skip) ?? '';
      this.#view.draw({
        prompt: `(reverse-i-search)\`${search.text}': `,
        text: found,
        cursor: Array.from(found).length,
      });
    } else this.#view.draw({ prompt: this.#prompt, text: this.text, cursor: this.#cursor });
  }

  /** Takes in a key. After `line`, `text` is the line, and the terminal is below it. */
  press(key: Key): Typed {
    if (key.type === 'text') this.#write(key.text);
    else if (key.type === 'press') return this.#isPasting ? this.#paste(key.name) : this.#command(key.name);
    else this.#isPasting = key.type === 'paste';
    return undefined;
  }

  /** Puts a text in place of what stands between `start` and the cursor. */
  replace(start: number, text: string): void {
    const head = this.before.slice(0, start) + text;
    this.#set(head + this.#letters.slice(this.#cursor).join(''), Array.from(head).length);
    this.draw();
  }

  #write(text: string): void {
    if (this.#search) this.#search = { text: this.#search.text + text, skip: 0 };
    else this.#insert(text);
    this.draw();
  }

  #insert(text: string): void {
    const letters = Array.from(text);
    this.#letters = [...this.#letters.slice(0, this.#cursor), ...letters, ...this.#letters.slice(this.#cursor)];
    this.#cursor += letters.length;
  }

  /** In what is pasted a new line is one, and a tab completes nothing. */
  #paste(name: KeyName): Typed {
    if (name === 'tab') this.#write('    ');
    return name === 'enter' ? this.#finish() : undefined;
  }

  #command(name: KeyName): Typed {
    if (this.#search) {
      const outcome = this.#inSearch(name);
      if (outcome !== 'done') return undefined;
    }
    switch (name) {
      case 'enter':
        return this.#finish();
      case 'interrupt':
        this.#view.leave();
        return 'interrupt';
      case 'end-of-input':
        if (this.#letters.length === 0) return 'end';
        this.#remove(this.#cursor, this.#cursor + 1);
        break;
      case 'tab':
        return 'complete';
      case 'clear':
        return 'clear';
      case 'search':
        this.#search = { text: '', skip: 0 };
        break;
      case 'up':
      case 'down':
        this.#recall(name === 'up' ? this.#history.earlier(this.text) : this.#history.later());
        break;
      default:
        this.#edit(name);
    }
    this.draw();
    return undefined;
  }

  #finish(): Typed {
    this.#view.leave();
    return 'line';
  }

  #edit(name: KeyName): void {
    const end = this.#letters.length;
    switch (name) {
      case 'backspace':
        this.#remove(this.#cursor - 1, this.#cursor);
        return;
      case 'delete':
        this.#remove(this.#cursor, this.#cursor + 1);
        return;
      case 'kill-line':
        this.#kill(0, this.#cursor);
        return;
      case 'kill-rest':
        this.#kill(this.#cursor, end);
        return;
      case 'kill-word':
        this.#kill(this.#wordLeft(), this.#cursor);
        return;
      case 'yank':
        this.#insert(this.#killed);
        return;
      case 'left':
      case 'right':
        this.#cursor = Math.min(end, Math.max(0, this.#cursor + (name === 'left' ? -1 : 1)));
        return;
      case 'word-left':
      case 'word-right':
        this.#cursor = name === 'word-left' ? this.#wordLeft() : this.#wordRight();
        return;
      case 'home':
      case 'end':
        this.#cursor = name === 'home' ? 0 : end;
        return;
      default:
        return;
    }
  }

  /** Answers `done` when the key means what it does elsewhere, and the search is over. */
  #inSearch(name: KeyName): 'done' | 'searching' {
    const { text, skip } = this.#search ?? { text: '', skip: 0 };
    const found = this.#history.find(text, skip);
    if (name === 'search') {
      if (this.#history.find(text, skip + 1) !== undefined) this.#search = { text, skip: skip + 1 };
    } else if (name === 'backspace') this.#search = { text: Array.from(text).slice(0, -1).join(''), skip: 0 };
    else {
      this.#search = undefined;
      if (name !== 'cancel' && name !== 'interrupt' && found !== undefined) this.#set(found, Array.from(found).length);
      this.draw();
      return name === 'cancel' ? 'searching' : 'done';
    }
    this.draw();
    return 'searching';
  }

  #recall(line: string | undefined): void {
    if (line !== undefined) this.#set(line, Array.from(line).length);
  }

  #remove(from: number, to: number): void {
    if (from < 0) return;
    this.#letters = [...this.#letters.slice(0, from), ...this.#letters.slice(to)];
    this.#cursor = from;
  }

  #kill(from: number, to: number): void {
    if (from === to) return;
    this.#killed = this.#letters.slice(from, to).join('');
    this.#remove(from, to);
  }

  #wordLeft(): number {
    return this.before.trimEnd() === '' ? 0 : Array.from(this.before.trimEnd().replace(/\S+$/, '')).length;
  }

  #wordRight(): number {
    const rest = this.#letters.slice(this.#cursor).join('');
    return this.#cursor + Array.from(/^\s*\S*/.exec(rest)?.[0] ?? '').length;
  }

  #set(text: string, cursor: number): void {
    this.#letters = Array.from(text);
    this.#cursor = cursor;
  }
}
