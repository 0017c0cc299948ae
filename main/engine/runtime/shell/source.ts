// The text of a script while it is read.

/** What is wrong with a script, in the words of BusyBox. */
export class ShellSyntaxError extends Error {
  /** Whether more text could mend it. */
  readonly incomplete: boolean;

  constructor(message: string, incomplete = false) {
    super(message);
    this.incomplete = incomplete;
  }
}

/** How deep substitutions, lists and quotes may stand in each other. */
const DEPTH_MAX = 100;

export class Source {
  readonly text: string;
  pos = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get char(): string {
    return this.text.charAt(this.pos);
  }

  /** The character that stands here, which is passed over. */
  next(): string {
    const { char } = this;
    this.pos += char.length;
    return char;
  }

  get atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  /** Number of the line, from 1. */
  get line(): number {
    let line = 1;
    for (let at = this.text.indexOf('\n'); at >= 0 && at < this.pos; at = this.text.indexOf('\n', at + 1)) line++;
    return line;
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.pos);
  }

  /** Passes over `text` if it stands here. */
  take(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.pos += text.length;
    return true;
  }

  /** The rest of the line without its end, which is passed over. */
  takeLine(): string {
    const end = this.text.indexOf('\n', this.pos);
    const line = end < 0 ? this.text.slice(this.pos) : this.text.slice(this.pos, end);
    this.pos = end < 0 ? this.text.length : end + 1;
    return line;
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.pos;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.pos += found.length;
    return found;
  }

  /** Runs `work` one level deeper. Throws ShellSyntaxError when that is too deep. */
  deeper<T>(work: () => T): T {
    if (++this.#depth > DEPTH_MAX) throw new ShellSyntaxError('syntax error: too deeply nested');
    const result = work();
    this.#depth--;
    return result;
  }
}
