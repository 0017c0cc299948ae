// What a terminal prints, on its way to the window: in few messages, never far ahead of what is drawn, and bounded.
import { OUTPUT_AHEAD_MAX } from '../../../preload/contract/terminals.ts';

/** Who prints waits when so much has not been sent yet, in UTF-16 units. */
const BEHIND = 65_536;
/** Of what does not wait the middle is left out when it is more than this. */
const KEPT_MAX = 1_048_576;
const LEFT_OUT = '\r\n\x1b[2m… output was left out …\x1b[0m\r\n';

export class TerminalOutput {
  readonly #send: (text: string) => void;
  #text = '';
  /** So much was sent and not drawn. */
  #ahead = 0;
  #isDue = false;
  #isClosed = false;
  #waiting: (() => void)[] = [];

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  print(text: string): void {
    this.#text += text;
    if (this.#text.length > KEPT_MAX) {
      this.#text = this.#text.slice(0, KEPT_MAX / 4) + LEFT_OUT + this.#text.slice(-KEPT_MAX / 2);
    }
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      this.#flush();
    });
  }

  /** Comes back when the window has caught up so far that more can be printed. */
  room(): Promise<void> {
    if (this.#isClosed || this.#text.length < BEHIND) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Forgets what has not been sent. */
  discard(): void {
    this.#text = '';
    this.#letGo();
  }

  /** So many UTF-16 units have been drawn. */
  drawn(characters: number): void {
    this.#ahead = Math.max(0, this.#ahead - characters);
    this.#flush();
  }

  close(): void {
    this.#flush();
    this.#isClosed = true;
    this.#letGo();
  }

  #flush(): void {
    if (this.#isClosed) return;
    const text = this.#text.slice(0, Math.max(0, OUTPUT_AHEAD_MAX - this.#ahead));
    if (text !== '') {
      this.#text = this.#text.slice(text.length);
      this.#ahead += text.length;
      this.#send(text);
    }
    if (this.#text.length < BEHIND) this.#letGo();
  }

  #letGo(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
