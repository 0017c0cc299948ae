// Who is told what is typed: whoever listened last. What is typed while nobody reads waits for the next who does.
import type { Keyboard } from '../../kubectl/surroundings.ts';

type Listener = (keys: string) => void;

/** So much is typed ahead at most, in UTF-16 units; what is more is lost. */
const AHEAD_MAX = 262_144;
const INTERRUPT = '\x03';

export class KeyStack implements Keyboard {
  readonly #listeners: Listener[] = [];
  #ahead = '';

  type(keys: string): void {
    const listener = this.#listeners.at(-1);
    if (listener) listener(keys);
    else this.putBack(keys);
  }

  listen(listener: Listener): () => void {
    const leave = this.#push(listener);
    const ahead = this.#ahead;
    this.#ahead = '';
    if (ahead !== '') listener(ahead);
    return leave;
  }

  /** While a command runs: what is typed waits, but for Ctrl-C, at which it is forgotten. */
  hold(onInterrupt: () => void): () => void {
    return this.#push((keys) => {
      const at = keys.lastIndexOf(INTERRUPT);
      if (at >= 0) {
        this.#ahead = '';
        onInterrupt();
      }
      this.putBack(keys.slice(at + 1));
    });
  }

  /** Keeps what was not read for whoever reads next. */
  putBack(keys: string): void {
    this.#ahead = (this.#ahead + keys).slice(0, AHEAD_MAX);
  }

  #push(listener: Listener): () => void {
    this.#listeners.push(listener);
    return () => {
      const at = this.#listeners.indexOf(listener);
      if (at >= 0) this.#listeners.splice(at, 1);
    };
  }
}
