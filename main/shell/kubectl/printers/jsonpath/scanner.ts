// Characters of a template, one by one. An empty character is the end.

export class Scanner {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isOver(): boolean {
    return this.position >= this.text.length;
  }

  peek(length = 1): string {
    return this.text.slice(this.position, this.position + length);
  }

  next(): string {
    return this.text[this.position++] ?? '';
  }

  /** Goes on over `text` when it comes next. */
  skip(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Takes characters up to the first that `ends`. */
  takeUntil(ends: (character: string) => boolean): string {
    const start = this.position;
    while (!this.isOver && !ends(this.peek())) this.position++;
    return this.text.slice(start, this.position);
  }
}
